"""Figures as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.workflow.figures import figure


@pytest.mark.parametrize(
    ("typed", "is_"),
    [("6.5", "6.5"), (" 6,5 ", "6.5"), ("-1", "-1"), ("0", "0"), ("", None), ("x", None), ("nan", None)],
)
def test_a_comma_is_a_point_and_what_is_no_number_is_none(typed: str, is_: str | None) -> None:
    assert figure(typed) == (is_ and Decimal(is_))


@pytest.mark.parametrize("typed", ["inf", "-inf", "sNaN", "1e", "1,2,3"])
def test_what_cannot_be_written_down_is_none(typed: str) -> None:
    assert figure(typed) is None
