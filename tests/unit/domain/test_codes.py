"""What a scanned code is: the sheet's own bytes through the gun's driver, our own codes, and anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.devices.drivers.gun import SerialGun
from station.domain.codes import (
    CONTROLS,
    Kind,
    Understood,
    badge_code,
    check_digit,
    control_codes,
    is_sscc,
    understand,
)
from station.domain.readings import Scan
from station.texts import LANGUAGES, Texts

GS = "\x1d"
GTIN = "06901234567892"
SSCC = "106141412345678908"
LOT_AND_COUNT = (
    "5D 43 31 30 31 30 36 39 30 31 32 33 34 35 36 37 38 39 32 31 37 32 36 31 32 33 31 31 30 4C 4F 54 37 1D 33 37 32 34"
    " 0D 0A"
)


def sent(line: str) -> Understood:
    """Bytes of a gun, hex, as its driver gives them on."""
    (scan,) = SerialGun("gun").feed(bytes.fromhex(line), 1.0)
    assert isinstance(scan, Scan)
    return understand(scan)


def scanned(text: str, symbology: str = "C0") -> Understood:
    return understand(Scan("gun", 1.0, text.encode(), text, symbology))


def reason(found: Understood) -> str:
    assert found.kind is Kind.REFUSED
    assert found.reason is not None
    assert all("{" not in Texts(language).say(found.reason) for language in LANGUAGES)
    return found.reason.key


# The sheet (devices.md §3)


def test_gs1_128_with_lot_and_count() -> None:
    found = sent(LOT_AND_COUNT)
    assert found.kind is Kind.ELEMENTS
    assert found.elements == {"01": GTIN, "17": "261231", "10": "LOT7", "37": "24"}


def test_an_sscc() -> None:
    found = sent("5D 43 31 30 30 31 30 36 31 34 31 34 31 32 33 34 35 36 37 38 39 30 38 0D")
    assert (found.kind, found.text) == (Kind.SSCC, SSCC)


def test_a_lost_separator_is_refused_not_guessed() -> None:
    assert reason(sent(LOT_AND_COUNT.replace(" 1D", ""))) == "codes.separator_lost"


def test_a_couriers_waybill() -> None:
    found = sent("5D 43 30 53 46 31 32 33 34 35 36 37 38 39 30 31 32 33 0D 0A")
    assert (found.kind, found.text) == (Kind.TEXT, "SF1234567890123")


# GS1


@pytest.mark.parametrize(("payload", "digit"), [("10614141234567890", "8"), ("690123456789", "2"), ("0" * 17, "0")])
def test_check_digits(payload: str, digit: str) -> None:
    assert check_digit(payload) == digit


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 17), st.integers(1, 9))
def test_any_changed_digit_of_an_sscc_is_noticed(payload: str, place: int, by: int) -> None:
    good = payload + check_digit(payload)
    assert is_sscc(good)
    changed = str((int(good[place]) + by) % 10)
    assert not is_sscc(good[:place] + changed + good[place + 1 :])


@pytest.mark.parametrize("text", [SSCC[:-1], SSCC + "0", "A" + SSCC[1:], "１" + SSCC[1:], ""])
def test_what_is_no_sscc(text: str) -> None:
    assert not is_sscc(text)


def test_an_sscc_of_a_gun_without_identifiers_is_known_by_its_check_digit() -> None:
    assert scanned(f"00{SSCC}", "").kind is Kind.SSCC
    assert scanned(f"00{SSCC[:-1]}9", "").kind is Kind.TEXT


@pytest.mark.parametrize(
    ("text", "symbology", "key"),
    [
        (f"00{SSCC[:-1]}9", "C1", "codes.check_digit"),
        (f"01{GTIN[:-1]}3", "C1", "codes.check_digit"),
        ("0112", "C1", "codes.no_elements"),
        ("SF1234567890123", "C1", "codes.no_elements"),
        (f"02{GTIN}10LOT73724", "d2", "codes.separator_lost"),  # 02 without its 37
        (f"01{GTIN}21SN12310LOT417261231", "Q3", "codes.separator_lost"),
        (f"01{GTIN}10LOT3103001250", "e0", "codes.separator_lost"),
        ("", "C0", "codes.empty"),
        ("  ", "", "codes.empty"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_reason(text: str, symbology: str, key: str) -> None:
    assert reason(scanned(text, symbology)) == key


@pytest.mark.parametrize("symbology", ["C1", "e0", "d2", "Q3"])
def test_a_leading_separator_says_nothing(symbology: str) -> None:
    assert scanned(f"{GS}00{SSCC}", symbology).text == SSCC


def test_contained_goods_with_their_count() -> None:
    assert scanned(f"02{GTIN}10LOT7{GS}3724", "C1").elements == {"02": GTIN, "10": "LOT7", "37": "24"}


def test_the_same_digits_are_no_gs1_where_the_symbology_does_not_say_so() -> None:
    assert scanned(f"01{GTIN}", "Q1").kind is Kind.TEXT


# Our own codes


def test_every_control_code_of_the_sheet_is_understood() -> None:
    codes = control_codes()
    assert [scanned(code.text, "Q1").text for code in codes] == list(CONTROLS)
    assert {scanned(code.text).kind for code in codes} == {Kind.CONTROL}
    assert len({code.key for code in codes}) == len(codes)


def test_control_codes_are_spelled_as_the_sheet_promises() -> None:
    assert [(code.id, code.key, code.text) for code in control_codes()][:3] == [
        ("next", "F1", "STN:NEXT"), ("back", "F2", "STN:BACK"), ("damage", "F3", "STN:DAMAGE"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["STN:", "STN:SELFDESTRUCT", "STN:B:", "STN:TAB:", "STN:TAB:x", "STN:TAB:²"])
def test_what_begins_like_ours_and_is_not(text: str) -> None:
    assert reason(scanned(text)) == "codes.no_control"


def test_badges_and_tabs() -> None:
    assert (scanned(badge_code("W1")).kind, scanned(badge_code("W1")).text) == (Kind.BADGE, "W1")
    assert (scanned("STN:TAB:2").kind, scanned("STN:TAB:2").text) == (Kind.TAB, "2")


@given(text=st.text(max_size=60), symbology=st.sampled_from(["", "C0", "C1", "d1", "d2", "e0", "Q1", "Q3", "X0"]))
def test_no_text_makes_it_raise(text: str, symbology: str) -> None:
    found = scanned(text, symbology)
    assert (found.reason is not None) == (found.kind is Kind.REFUSED)


@given(st.lists(st.sampled_from(["01", "02", "10", "21", "37", "17", "00", "3103", "400", GTIN, SSCC, "A", GS, "99"])))
def test_no_mixture_of_elements_makes_it_raise(parts: list[str]) -> None:
    found = scanned("".join(parts), "C1")
    assert found.kind in (Kind.SSCC, Kind.ELEMENTS, Kind.REFUSED)


# Articles, bins, waybills


@pytest.mark.parametrize(
    ("text", "symbology", "gtin"),
    [
        ("6901234567892", "E0", GTIN),
        ("036000291452", "E0", "00036000291452"),
        ("0036000291452", "E0", "00036000291452"),
        ("04252614", "E0", "00042100005264"),
        ("96385074", "E4", "00000096385074"),
        ("690123456789212", "E3", GTIN),
        ("690123456789212345", "E3", GTIN),
        (GTIN, "I1", GTIN),
        (GTIN, "I0", GTIN),
    ],
)
def test_articles_by_their_symbology(text: str, symbology: str, gtin: str) -> None:
    found = scanned(text, symbology)
    assert (found.kind, found.elements, found.check) == (Kind.GTIN, {"01": gtin}, "ok")
    assert text.startswith(found.text)


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("6901234567893", "E0"),
        ("69012345678", "E0"),
        ("ABCDEFGHIJKLM", "E0"),
        ("96385075", "E4"),
        (GTIN[:-1] + "3", "I1"),
    ],
)
def test_an_article_whose_check_digit_was_damaged_is_refused(text: str, symbology: str) -> None:
    found = scanned(text, symbology)
    assert reason(found) == "codes.check_digit"
    assert found.check == "bad"


def test_the_same_digits_without_a_symbology_may_be_a_waybill() -> None:
    found = scanned("6901234567892", "")
    assert (found.kind, found.text, found.check) == (Kind.TEXT, "6901234567892", "none")
    assert set(found.candidates) == {"yunda", "china-post", "ean-13"}


@pytest.mark.parametrize(
    ("text", "check", "candidates"),
    [
        ("SF1234567890123", "none", ("sf",)),
        ("RA473124829CN", "ok", ("ems",)),
        ("RA473124828CN", "bad", ()),
        ("1Z999AA10123456784", "ok", ("ups",)),
        ("1Z999AA10123456783", "bad", ()),
        ("PO-7", "none", ()),
    ],
)
def test_waybills_stay_text_with_candidates(text: str, check: str, candidates: tuple[str, ...]) -> None:
    found = scanned(text)
    assert (found.kind, found.text, found.check, found.candidates) == (Kind.TEXT, text, check, candidates)


@pytest.mark.parametrize("text", ["LOC:A-03-02", "STN:LOC:A-03-02", "LOC:a-03-02", " LOC:A-03-02 "])
def test_bins(text: str) -> None:
    assert (scanned(text, "Q1").kind, scanned(text, "Q1").text) == (Kind.BIN, "A-03-02")


@pytest.mark.parametrize("text", ["LOC:", "LOC:A 3", "LOC:货架", "STN:LOC:", "LOC:" + "A" * 50])
def test_what_is_no_bin(text: str) -> None:
    assert reason(scanned(text, "Q1")) == "codes.no_bin"


# GS1 where the symbology does not say so


@pytest.mark.parametrize(
    ("text", "symbology", "elements"),
    [
        (f"(01){GTIN}(10)LOT7", "Q1", {"01": GTIN, "10": "LOT7"}),
        (f"(01){GTIN}(10)LOT7", "C0", {"01": GTIN, "10": "LOT7"}),
        (f"{GS}01{GTIN}", "d1", {"01": GTIN}),
        (f"01{GTIN}10LOT7{GS}3724", "", {"01": GTIN, "10": "LOT7", "37": "24"}),
        (f"01{GTIN}17261231", "", {"01": GTIN, "17": "261231"}),
    ],
)
def test_elements_that_the_text_itself_tells(text: str, symbology: str, elements: dict[str, str]) -> None:
    found = scanned(text, symbology)
    assert (found.kind, found.elements, found.check) == (Kind.ELEMENTS, elements, "ok")


@pytest.mark.parametrize("text", ["(010)65123456", "[)>\x1e06\x1d1PABC", "0123456789012345", "02abc"])
def test_what_only_begins_like_it_stays_text(text: str) -> None:
    assert (scanned(text, "").kind, scanned(text, "").text) == (Kind.TEXT, text)


def test_a_separator_that_a_gun_without_identifiers_lost_is_refused_as_well() -> None:
    assert reason(scanned(f"01{GTIN}1726123110LOT73724", "")) == "codes.separator_lost"


def test_a_refusal_is_one_line_whatever_the_code_holds() -> None:
    found = scanned("STN:" + "A\n\u202e\x1b" * 3000)
    assert found.reason is not None
    for language in LANGUAGES:
        said = Texts(language).say(found.reason)
        assert said.isprintable()
        assert len(said) < 400
