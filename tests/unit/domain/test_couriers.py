"""Whose waybill a text may be (devices.md §3): the rules of the sheet, row by row, and never one carrier for digits."""

from __future__ import annotations

import random

import pytest

from station.domain.couriers import OTHER, candidates, check_of
from station.domain.numbers import check_digit


@pytest.mark.parametrize(
    ("text", "carriers"),
    [
        ("SF1234567890123", {"sf"}),
        ("SF123456789012", {"sf"}),
        ("sf1234567890123", {"sf"}),
        ("JDVA00123456789", {"jd"}),
        ("JDX012345678901", {"jd"}),
        ("JDK012345678901", {"jd"}),
        ("JD0012345678901", {"jd"}),
        ("JDVA00123456789-1-3-", {"jd"}),
        ("VA12345678901", {"jd"}),
        ("VC12345678901", {"jd"}),
        ("YT1234567890123", {"yto"}),
        ("YT1234567890123456", {"yunexpress"}),
        ("STO1234567890", {"sto"}),
        ("DPK123456789012", {"deppon"}),
        ("DPK123456789012-001", {"deppon"}),
        ("JT1234567890123", {"jt", "best"}),
        ("JT12345678901234", {"jt"}),
        ("RA473124829CN", {"ems"}),
        ("RB123456785GB", {"post-gb"}),
        ("1Z999AA10123456784", {"ups"}),
        # digits only: several carriers, or articles
        ("123456789012", {"sf", "zto", "ane", "fedex", "upc-a"}),
        ("268123456789", {"sf", "zto", "sto", "ane", "fedex"}),
        ("3123456789012", {"yunda", "china-post"}),
        ("1012345678901", {"yunda", "china-post", "ems"}),
        ("6901234567892", {"yunda", "china-post", "ean-13"}),
        ("75123456789016", {"zto", "dhl-ecommerce", "gtin-14"}),
        ("75123456789012", {"zto", "dhl-ecommerce"}),
        ("77123456789012", {"zto", "sto", "dhl-ecommerce"}),
        ("771234567890123", {"sto", "fedex"}),
        ("881234567890123", {"sto", "fedex"}),
        ("312345678901234", {"yunda", "fedex"}),
        ("881234567890123456", {"yto", OTHER}),
        ("106141412345678908", {"fedex-ground", "sscc"}),
        ("3318810025", {"deppon", "dhl-express"}),
        ("12345678", {"deppon", OTHER}),
        ("96385074", {"deppon", "ean-8"}),
        # nobody's
        ("HELLO", set()),
        ("", set()),
        ("1234567", set()),
        ("RB123456786GB", set()),
        ("1Z999AA10123456783", set()),
        ("SF12345678901", set()),
        ("١٢٣٤٥٦٧٨٩٠١٢", set()),
    ],
)
def test_the_rules_of_the_sheet(text: str, carriers: set[str]) -> None:
    assert set(candidates(text)) == carriers


def test_a_number_of_digits_never_has_one_carrier(rng: random.Random) -> None:
    for _ in range(20_000):
        text = "".join(rng.choices("0123456789", k=rng.randint(1, 24)))
        for number in (text, text + check_digit(text)):
            assert len(candidates(number, rng.choice(("", "C0", "I0")))) != 1, number


def test_code_128_is_no_article() -> None:
    assert "ean-13" not in candidates("6901234567892", "C0")


def test_the_operator_s_carrier_is_told_first_if_it_may_be() -> None:
    assert candidates("123456789012", carrier="ane")[0] == "ane"
    assert candidates("123456789012", carrier="ups")[0] == "sf"


@pytest.mark.parametrize(("text", "fits"), [("RA473124829CN", True), ("1Z999AA10123456783", False), ("A", None)])
def test_check_digits_of_post_and_ups(text: str, fits: bool | None) -> None:
    assert check_of(text) is fits
