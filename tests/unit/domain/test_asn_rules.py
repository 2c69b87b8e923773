"""What a value of a notice has to look like."""

from __future__ import annotations

import pytest

from station.domain import asn_rules as rules
from station.domain.plates import PROVINCES

GOOD = {
    rules.plate: ("粤B12345", "京AD12345", "沪A12345D", "粤B1234挂", "皖Z99999", "粤Z1234港"),
    rules.code: ("SF1234567890123", "JDV-261124-00113", "069012340261100012", "12345678", "A" * 35),
    rules.id_number: ("440304198503122713", "11010519491231002X"),
    rules.level: ("pallet", "carton", "piece"),
    rules.flag: ("fragile", "confidential", "insured"),
    rules.day: ("2026-11-25", "2024-02-29"),
    rules.slot: ("2026-11-25T09:00", "2026-11-25T09:00/10:00", "2026-11-25T23:30/00:30"),
    rules.weight: ("0.001", "12", "12.5", "30000"),
    rules.length: ("0.1", "60", "2000"),
    rules.value: ("0.01", "1000000000"),
    rules.quantity: ("1", "1000000"),
}
BAD = {
    rules.plate: (
        "", "粤B1234", "粤I12345", "B12345", "粤b12345", "粤B123456X", "粤BI2345", "粤B1234挂A", "王B12345",
        "粤B12345 ", "粤Ｂ12345",
    ),
    rules.code: ("", "SF12", "sf1234567890123", "069012340261100013", "A" * 36, "SF 1234567890", "运单12345678"),
    rules.id_number: ("", "440304198503122714", "44030419850312271", "440304198513122713", "999999198503122713"),
    rules.level: ("", "box", "Carton"),
    rules.flag: ("", "Fragile", "wet"),
    rules.day: ("", "2026-2-3", "20261125", "2026-02-30", "2026-W01-1", "25.11.2026"),
    rules.slot: (
        "", "2026-11-25", "2026-11-25 09:00", "2026-11-25T9:00", "2026-11-25T09:00/", "2026-11-25T09:00/9:30",
        "2026-11-25T24:00", "2026-11-25T09:00/25:00", "2026-11-25T09:00:00", "2026-1-5T09:00",
    ),
    rules.weight: ("", "0", "-1", "0.0001", "30000.001", "1e3", "1_000", "12,5", "１２", "NaN", "Infinity", "+5", " 5"),
    rules.length: ("0", "0.05", "2000.1", "1e2"),
    rules.value: ("0", "0.001", "1000000001"),
    rules.quantity: ("0", "-1", "1.5", "²", "1000001", "１"),
}  # fmt: skip
KEYS = {rules.code: {"asn.code", "asn.sscc"}, rules.day: {"asn.date"}}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in GOOD.items() for text in texts])
def test_good_values(rule, text: str) -> None:  # type: ignore[no-untyped-def]
    assert rule(text) == ""


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in BAD.items() for text in texts])
def test_bad_values(rule, text: str) -> None:  # type: ignore[no-untyped-def]
    assert rule(text) in KEYS.get(rule, {f"asn.{rule.__name__}"})


def test_a_wrong_check_digit_of_an_sscc_is_told_as_that() -> None:
    assert rules.code("069012340261100013") == "asn.sscc"


@pytest.mark.parametrize("province", PROVINCES)
def test_every_province_may_begin_a_plate(province: str) -> None:
    assert rules.plate(f"{province}A12345") == ""


def test_there_are_thirty_one_provinces() -> None:
    assert len(PROVINCES) == len(set(PROVINCES)) == 31
