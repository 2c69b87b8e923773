"""Check digits against published numbers, and that a wrong digit is noticed wherever the method can."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from station.domain.numbers import (
    COUNTRIES,
    check_digit,
    dhl_fits,
    fedex_fits,
    gtin_of,
    is_digits,
    s10_fits,
    upc_e_to_a,
    ups_fits,
)


@pytest.mark.parametrize(("payload", "digit"), [("10614141234567890", "8"), ("690123456789", "2"), ("0" * 17, "0")])
def test_mod_10_of_the_sheet(payload: str, digit: str) -> None:
    assert check_digit(payload) == digit


@given(st.text("0123456789", min_size=8, max_size=14))
def test_articles_as_python_stdnum_sees_them(text: str) -> None:
    assert bool(gtin_of(text)) == (len(text) in (8, 12, 13, 14) and ean.is_valid(text))


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("6901234567892", "06901234567892"),
        ("06901234567892", "06901234567892"),
        ("036000291452", "00036000291452"),
        ("96385074", "00000096385074"),
        ("6901234567893", ""),
        ("690123456789", ""),
        ("", ""),
        ("٦901234567892", ""),
    ],
)
def test_gtin_14_of_every_article_number(text: str, gtin: str) -> None:
    assert gtin_of(text) == gtin


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("04252614", "042100005264"),
        ("01234565", "012345000065"),
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("01234566", ""),
        ("21234565", ""),
        ("0123456", ""),
    ],
)
def test_upc_e_becomes_upc_a(short: str, long: str) -> None:
    assert upc_e_to_a(short) == long


# The numbers are examples that posts and carriers print in their guides.


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("RB123456785GB", True),
        ("RA473124829CN", True),
        ("RB123456786GB", False),
        ("RB123456785XX", None),
        ("RB12345678GB", None),
        ("rb123456785gb", None),
        ("RB１23456785GB", None),
    ],
)
def test_s10(text: str, fits: bool | None) -> None:
    assert s10_fits(text) is fits


@pytest.mark.parametrize(("payload", "digit"), [("00000000", "5"), ("00000001", "4"), ("12345678", "5")])
def test_the_two_odd_check_digits_of_s10(payload: str, digit: str) -> None:
    """11 becomes 5 and 10 becomes 0."""
    assert s10_fits(f"RR{payload}{digit}CN") is True


def test_s10_knows_the_countries() -> None:
    assert len(COUNTRIES) == 249
    assert {"CN", "HK", "DE", "US", "ZW"} <= COUNTRIES
    assert "XX" not in COUNTRIES


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("1Z999AA10123456784", True),
        ("1Z5R89390357567127", True),
        ("1Z879E930346834440", True),
        ("1Z999AA10123456783", False),
        ("1Z999AA1012345678", None),
        ("2Z999AA10123456784", None),
    ],
)
def test_ups(text: str, fits: bool | None) -> None:
    assert ups_fits(text) is fits


@pytest.mark.parametrize(("text", "fits"), [("3318810025", True), ("73891051146", True), ("3318810026", False)])
def test_dhl_express(text: str, fits: bool) -> None:
    assert dhl_fits(text) is fits


@pytest.mark.parametrize(("text", "fits"), [("986578788855", True), ("477179081230", True), ("986578788856", False)])
def test_fedex(text: str, fits: bool) -> None:
    assert fedex_fits(text) is fits


def test_every_single_wrong_digit_of_s10_is_noticed(rng: random.Random) -> None:
    """The weights are prime to 11, so only the two odd check digits may hide one."""
    for _ in range(200):
        payload = f"{rng.randrange(10**8):08}"
        digit = next(d for d in "0123456789" if s10_fits(f"EE{payload}{d}CN"))
        place = rng.randrange(8)
        other = str((int(payload[place]) + rng.randint(1, 9)) % 10)
        changed = payload[:place] + other + payload[place + 1 :]
        if digit not in "05":
            assert s10_fits(f"EE{changed}{digit}CN") is False


@pytest.mark.parametrize("text", ["²", "٣", "", "1 2", "-1", "１"])
def test_what_is_no_digits(text: str) -> None:
    assert not is_digits(text)
