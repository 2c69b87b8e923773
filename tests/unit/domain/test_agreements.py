"""Which version is in force on which day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.agreements import Agreement, in_force

VERSIONS = (
    Agreement(version=1, valid_from="2025-01-01", valid_until="2025-12-31"),
    Agreement(version=2, valid_from="2026-01-01"),
    Agreement(version=3, valid_from="2026-07-01", valid_until="2026-07-31"),
)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2024-12-31", 0),
        ("2025-01-01", 1),
        ("2025-12-31", 1),
        ("2026-01-01", 2),
        ("2026-06-30", 2),
        ("2026-07-01", 3),
        ("2026-07-31", 3),
        ("2026-08-01", 2),
        ("2099-01-01", 2),
    ],
)
def test_both_ends_of_a_period_belong_to_it_and_the_latest_version_wins(day: str, version: int) -> None:
    found = in_force(VERSIONS, day)
    assert (found.version if found else 0) == version


def test_no_agreement_is_none() -> None:
    assert in_force((), "2026-01-01") is None


@given(day=st.dates().map(lambda day: day.isoformat()), order=st.permutations(VERSIONS))
def test_the_order_in_which_versions_are_listed_does_not_matter(day: str, order: list[Agreement]) -> None:
    assert in_force(tuple(order), day) == in_force(VERSIONS, day)
