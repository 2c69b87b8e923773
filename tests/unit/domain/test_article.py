"""An opened carton's own code against its line of the notice."""

from __future__ import annotations

import pytest

from station.domain.article import contradicted, differing, from_brackets, in_brackets, said
from station.domain.units import DeclaredUnit

GTIN = "06901234567892"
NOTICED = DeclaredUnit(id="1", code="SF1", item="6901234567892", lot="L261102", production_date="2026-11-02")
TODAY = "2026-11-24"


@pytest.mark.parametrize(
    ("elements", "wrong"),
    [
        ({"01": GTIN, "10": "L261102", "11": "261102", "17": "271101"}, ()),
        ({}, ()),
        ({"01": "06901234567809"}, ("01",)),
        ({"10": "L261103"}, ("10",)),
        ({"10": "l261102"}, ("10",)),
        ({"11": "261103"}, ("11",)),
        ({"11": "261100"}, ("11",)),  # day 00 is the month's last
        ({"17": "261124"}, ()),
        ({"17": "261123"}, ("17",)),
        ({"15": "261100"}, ()),
        ({"15": "261000", "17": "200101", "10": "X"}, ("10", "15", "17")),
        ({"37": "24", "21": "S1"}, ()),
    ],
)
def test_only_what_contradicts_the_notice_or_is_past_differs(elements: dict[str, str], wrong: tuple[str, ...]) -> None:
    assert differing(NOTICED, elements, TODAY) == wrong


def test_what_the_notice_leaves_open_contradicts_nothing() -> None:
    bare = DeclaredUnit(id="1", code="SF1", item="路由器 AX3000")
    assert differing(bare, {"01": GTIN, "10": "ANY", "11": "200101"}, TODAY) == ()


def test_dates_touch_the_check_of_dates_too() -> None:
    assert contradicted(()) == ()
    assert contradicted(("01", "10")) == ("goods_as_declared",)
    assert contradicted(("10", "17")) == ("goods_as_declared", "production_date")


def test_the_printed_form_keeps_the_parts_apart() -> None:
    elements = {"01": GTIN, "10": "LOT7", "17": "261231", "37": "24"}
    assert in_brackets(elements) == f"(01){GTIN}(10)LOT7(17)261231(37)24"
    assert from_brackets(in_brackets(elements)) == elements
    assert from_brackets("") == {}


def test_a_person_reads_dates_as_dates() -> None:
    assert said({"17": "261200", "01": GTIN, "37": "24"}, 2026) == {"01": GTIN, "17": "2026-12-31"}
