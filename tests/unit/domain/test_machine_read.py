"""What a machine may propose as a seal's or a card's number: one line that can be one, read with certainty."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain.machine_read import SURE, Line, card_number, first_difference, seal_number

CORNERS = ((10, 20), (210, 22), (210, 60), (10, 58))


def read(*lines: tuple[str, float]) -> str:
    found = seal_number([Line(text, sure, CORNERS) for text, sure in lines], "engine 1")
    return found.text if found else ""


@pytest.mark.parametrize(("line", "text"), [
    ("ML1234567", "ML1234567"), ("ml 123 4567", "ML1234567"), ("SITC-12345", "SITC12345"), ("3994220", "3994220"),
    ("HIGH SECURITY", ""), ("ISO 17712 H", ""), ("ISO 17712", ""), ("1234", ""), ("ABCDE12345", ""), ("12345AB", ""),
    ("AB12345678901", ""), ("1O34567", ""), ("", ""), ("封条1234567", ""),
])  # fmt: skip
def test_a_line_is_a_number_or_none(line: str, text: str) -> None:
    assert read((line, 0.99)) == text


def test_what_is_read_without_certainty_is_not_proposed() -> None:
    assert read(("ML1234567", SURE - 0.001)) == ""
    assert read(("ML1234567", SURE)) == "ML1234567"


def test_of_two_numbers_none_is_proposed() -> None:
    """Choosing between them is the clerk's, who sees the lock."""
    assert read(("ML1234567", 0.99), ("ML1234568", 0.99)) == ""
    assert read(("ML1234567", 0.99), ("HIGH SECURITY", 0.99), ("ML 1234567", 0.95)) == "ML1234567"


def test_the_proposal_says_who_read_it_how_surely_and_where() -> None:
    found = seal_number([Line("ML1234567", 0.98765, CORNERS)], "engine 1")
    assert found is not None
    assert (found.engine, found.sure, found.corners) == ("engine 1", Decimal("0.988"), CORNERS)


@pytest.mark.parametrize(("one", "other", "place"), [
    ("ML1234567", "ML1234567", 0), ("ML1234567", "ML1234507", 8), ("ML123", "ML1234", 6), ("", "M", 1),
])  # fmt: skip
def test_numbers_are_compared_character_by_character(one: str, other: str, place: int) -> None:
    assert first_difference(one, other) == place


NUMBER, SAME_BUT_ONE = "440304198503122713", "440304198503122718"


def on_card(*lines: tuple[str, float]) -> str:
    found = card_number([Line(text, sure, CORNERS) for text, sure in lines], "engine 1")
    return found.text if found else ""


@pytest.mark.parametrize(("line", "text"), [
    (NUMBER, NUMBER), (f"公民身份号码 {NUMBER}", NUMBER), (f"证号{NUMBER}", NUMBER), ("440304 19850312 2713", NUMBER),
    ("11010519491231002x", "11010519491231002X"), (SAME_BUT_ONE, ""), ("440304198513122713", ""), (NUMBER[:-1], ""),
    (f"1{NUMBER}", ""), (f"{NUMBER}1", ""), ("4403051278", ""), ("", ""),
])  # fmt: skip
def test_a_card_has_a_number_that_passes_its_check_or_none(line: str, text: str) -> None:
    assert on_card(("姓名 杨民敬", 0.99), (line, 0.99)) == text


def test_of_a_card_nothing_uncertain_and_nothing_double_is_proposed() -> None:
    assert on_card((NUMBER, SURE - 0.001)) == ""
    assert on_card((NUMBER, 0.99), ("11010519491231002X", 0.99)) == ""
    assert on_card((f"{NUMBER}证号11010519491231002X", 0.99)) == ""
    assert on_card((NUMBER, 0.99), (f"证号 {NUMBER}", 0.95)) == NUMBER, "the licence bears it twice"
