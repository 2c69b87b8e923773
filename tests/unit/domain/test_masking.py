"""What a person may still read of a name, a phone or an ID number."""

from __future__ import annotations

import pytest

from station.domain.masking import masked_name, masked_number


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王建国", "王**"),
        ("杨明", "杨**"),  # as long as any other name: the length tells nothing
        ("欧阳建国", "欧**"),
        ("王", "*"),
        ("", ""),
        ("John Smith", "J*** S****"),
        ("Bo", "B*"),
        ("Wolfeschlegelstein", "W****"),
    ],
)
def test_a_name_keeps_its_first_character_only(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812348000", "138****8000"),
        ("440524188001012137", "440***********2137"),
        ("44052418800101213X", "440***********213X"),
        ("K1234567", "******67"),
        ("42", "**"),
        ("7", "*"),
        ("", ""),
    ],
)
def test_a_number_keeps_its_ends_only(number: str, shown: str) -> None:
    assert masked_number(number) == shown
    assert len(shown) == len(number)
