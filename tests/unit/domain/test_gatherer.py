"""A label with two codes: the article on one, lot and expiry on the other."""

from __future__ import annotations

import pytest

from station.domain.codes import Kind, Understood, understand
from station.domain.element_strings import GS
from station.domain.gatherer import WITHIN, Gatherer
from station.domain.readings import Scan

GTIN, SSCC = "06901234567892", "106141412345678908"


def seen(*codes: tuple[float, str, str]) -> list[Understood]:
    gatherer = Gatherer()
    return [gatherer.offer(understand(Scan("gun", at, b"", text, aim))) for at, text, aim in codes]


@pytest.mark.parametrize(("first", "aim"), [(f"01{GTIN}", "C1"), (f"01{GTIN}", "e0"), ("6901234567892", "E0")])
def test_lot_and_expiry_join_their_article(first: str, aim: str) -> None:
    article, both = seen((1.0, first, aim), (3.0, f"1726123110LOT7{GS}3724", "C1"))
    assert article.elements == {"01": GTIN}
    assert both.kind is Kind.ELEMENTS
    assert both.elements == {"01": GTIN, "17": "261231", "10": "LOT7", "37": "24"}
    assert both.text == f"{first}{GS}1726123110LOT7{GS}3724"


def test_three_codes() -> None:
    assert seen((1.0, f"01{GTIN}", "C1"), (2.0, "10LOT7", "C1"), (3.0, "17261231", "C1"))[-1].elements == {
        "01": GTIN, "10": "LOT7", "17": "261231",
    }  # fmt: skip


def test_what_comes_too_late_stays_alone() -> None:
    late = 1.1 + WITHIN
    assert seen((1.0, f"01{GTIN}", "C1"), (late, "10LOT7", "C1"))[-1].elements == {"10": "LOT7"}


@pytest.mark.parametrize(
    ("between", "aim"), [("SF1234567890123", "C0"), ("STN:NEXT", "Q1"), (f"00{SSCC}", "C1"), ("0112", "C1")]
)
def test_another_code_in_between_ends_it(between: str, aim: str) -> None:
    assert seen((1.0, f"01{GTIN}", "C1"), (2.0, between, aim), (3.0, "10LOT7", "C1"))[-1].elements == {"10": "LOT7"}


@pytest.mark.parametrize("second", [f"01{GTIN}10LOT7", f"00{SSCC}"])
def test_another_article_or_pallet_is_not_joined(second: str) -> None:
    assert seen((1.0, f"01{GTIN}10OLD", "C1"), (2.0, second, "C1"))[-1].text.endswith(second[-4:])
    assert "OLD" not in seen((1.0, f"01{GTIN}10OLD", "C1"), (2.0, second, "C1"))[-1].elements.values()


def test_a_second_lot_contradicts_and_is_not_joined() -> None:
    assert seen((1.0, f"01{GTIN}10OLD", "C1"), (2.0, "10NEW", "C1"))[-1].elements == {"10": "NEW"}


def test_a_lot_without_an_article_stays_as_it_is() -> None:
    assert seen((1.0, "10LOT7", "C1"), (2.0, f"01{GTIN}", "C1"))[-1].elements == {"01": GTIN}
