"""GS1 element strings (devices.md §3): what they say, how they are written, and when nothing is believed."""

from __future__ import annotations

import random
from datetime import date

import pytest
from biip.gs1_messages import GS1Message

from station.domain.element_strings import GS, date_of, decoded, read_elements, read_human
from station.domain.numbers import check_digit

GTIN, SSCC, GLN = "06901234567892", "106141412345678908", "6901234567892"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (f"01{GTIN}1726123110LOT7{GS}3724", {"01": GTIN, "17": "261231", "10": "LOT7", "37": "24"}),
        (f"{GS}00{SSCC}", {"00": SSCC}),
        (f"{GS}{GS}00{SSCC}{GS}", {"00": SSCC}),
        (f"00{SSCC}02{GTIN}3748{GS}10AB", {"00": SSCC, "02": GTIN, "37": "48", "10": "AB"}),
        (f"01{GTIN}10LOT7|3724", {"01": GTIN, "10": "LOT7", "37": "24"}),
        (f"01{GTIN}3103001250", {"01": GTIN, "3103": "001250"}),
        (f"01{GTIN}3302012345", {"01": GTIN, "3302": "012345"}),
        (f"01{GTIN}21SN/1-2{GS}240X1", {"01": GTIN, "21": "SN/1-2", "240": "X1"}),
        (f"400PO-7{GS}410{GLN}420518000", {"400": "PO-7", "410": GLN, "420": "518000"}),
        ("401CN1234" + GS + "402" + "1" * 16 + check_digit("1" * 16), None),
        (f"403R7{GS}11260101", {"403": "R7", "11": "260101"}),
        (f"01{GTIN}15260200", {"01": GTIN, "15": "260200"}),
        (f"{GTIN}", None),
    ],
)
def test_messages(text: str, values: dict[str, str] | None) -> None:
    found = read_elements(text)
    if values is None:
        assert bool(found.values) != bool(found.refusal)
    else:
        assert (found.values, found.refusal) == (values, "")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "codes.no_elements"),
        ("01", "codes.no_elements"),
        ("0112", "codes.no_elements"),
        (f"01{GTIN}17261331", "codes.no_elements"),  # month 13
        (f"01{GTIN}17260230", "codes.no_elements"),  # 30 February
        (f"01{GTIN}10", "codes.no_elements"),
        (f"01{GTIN}10批号", "codes.no_elements"),
        ("0106901234567892".translate(str.maketrans("0123456789", "０１２３４５６７８９")), "codes.no_elements"),
        (f"10A{GS}10B", "codes.no_elements"),  # two lots
        (f"01{GTIN[:-1]}3", "codes.check_digit"),
        (f"00{SSCC[:-1]}9", "codes.check_digit"),
        ("4106901234567893", "codes.check_digit"),
        # separators that were lost
        (f"01{GTIN}1726123110LOT73724", "codes.separator_lost"),
        (f"01{GTIN}10LOT717261231", "codes.separator_lost"),
        (f"01{GTIN}10LOT71726123121SN5", "codes.separator_lost"),
        (f"01{GTIN}21SN12310LOT417261231", "codes.separator_lost"),
        (f"01{GTIN}10LOT3103001250", "codes.separator_lost"),
        (f"01{GTIN}10LOT3301001250", "codes.separator_lost"),
        (f"10LOT01{GTIN}", "codes.separator_lost"),
        (f"400PO00{SSCC}", "codes.separator_lost"),
        (f"01{GTIN}10LOT73724{GS}21SN", "codes.separator_lost"),  # only the second of two was kept
        (f"02{GTIN}10LOT7", "codes.separator_lost"),  # 02 without its 37
    ],
)
def test_what_is_refused(text: str, refusal: str) -> None:
    assert read_elements(text).refusal == refusal


@pytest.mark.parametrize("lot", ["LOT7", "A20260101", "L37", "3712", "B17", "X171313", "AB310300", "2026-0137"])
def test_a_lot_that_only_looks_a_little_like_it_is_believed(lot: str) -> None:
    """Digits that prove nothing: too short, no date, and a count that nothing stands before."""
    assert read_elements(f"01{GTIN}10{lot}").values["10"] == lot


def test_a_lost_separator_is_never_guessed(rng: random.Random) -> None:
    """Lots and serials followed by elements that prove themselves, without the separator: none is believed."""
    for _ in range(500):
        lot = "".join(rng.choices("ABCDEFGHKLMNPQRSTUVWXYZ", k=rng.randint(1, 5)))
        behind = rng.choice(("3724", "17261231", "15270100", "3103001250", "3300000007"))
        text = f"01{GTIN}{rng.choice(('10', '21'))}{lot}{behind}"
        assert read_elements(text).refusal == "codes.separator_lost", text
        assert read_elements(text.replace(lot, lot + GS)).refusal == "", text


# The form for people


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (f"(01){GTIN}(17)261231(10)LOT7(37)24", {"01": GTIN, "17": "261231", "10": "LOT7", "37": "24"}),
        (f"(01) {GTIN} (10) LOT7", {"01": GTIN, "10": "LOT7"}),
        (f"(01){GTIN}(10)LOT73724", {"01": GTIN, "10": "LOT73724"}),  # where it ends is written here
        (f"(01){GTIN}(3103)001250", {"01": GTIN, "3103": "001250"}),
        (f"(00){SSCC}", {"00": SSCC}),
    ],
)
def test_the_form_for_people(text: str, values: dict[str, str]) -> None:
    found = read_human(text)
    assert found is not None
    assert (found.values, found.refusal) == (values, "")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (f"(01){GTIN[:-1]}3", "codes.check_digit"),
        ("(01)123", "codes.no_elements"),
        (f"(01){GTIN}(10)", None),
        ("(010)65123456", None),
        ("(86)13800138000", None),
        ("(深圳)01", None),
        ("()", None),
        ("(", None),
    ],
)
def test_what_is_not_in_it(text: str, refusal: str | None) -> None:
    found = read_human(text)
    assert (None if found is None else found.refusal) == refusal


def test_biip_reads_the_same_out_of_it() -> None:
    text = f"(01){GTIN}(15)260600(3103)001250(10)AB-1"
    strings = GS1Message.parse_hri(text).element_strings
    found = read_human(text)
    assert found is not None
    assert found.values == {string.ai.ai: string.value for string in strings}
    for string in strings:
        if string.date:
            assert decoded(string.ai.ai, string.value, 2026) == string.date.isoformat()
        if string.decimal:
            assert decoded(string.ai.ai, string.value, 2026) == str(string.decimal)


# Values as people write them


@pytest.mark.parametrize(
    ("ai", "value", "said"),
    [
        ("17", "261231", "2026-12-31"),
        ("17", "260200", "2026-02-28"),
        ("15", "280200", "2028-02-29"),
        ("11", "991231", "1999-12-31"),
        ("13", "260401", "2026-04-01"),
        ("3103", "001250", "1.250"),
        ("3300", "000125", "125"),
        ("3305", "000125", "0.00125"),
        ("37", "0024", "24"),
        ("10", "0024", "0024"),
        ("01", GTIN, GTIN),
    ],
)
def test_values(ai: str, value: str, said: str) -> None:
    assert decoded(ai, value, 2026) == said


@pytest.mark.parametrize(
    ("year", "short", "full"), [(2026, 76, 2076), (2026, 77, 1977), (2060, 10, 2110), (2060, 11, 2011), (2026, 0, 2000)]
)
def test_the_century(year: int, short: int, full: int) -> None:
    """From 49 years back to 50 years ahead (GS1 General Specifications §7.12)."""
    assert date_of(f"{short:02}0131", year) == date(full, 1, 31)
