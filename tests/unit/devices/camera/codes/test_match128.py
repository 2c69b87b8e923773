"""Code 128 values and texts by the standard's own examples, and the order of the templates."""

from __future__ import annotations

import pytest

from station.devices.camera.codes.match128 import checks
from station.devices.camera.codes.patterns import CODE_128, EAN_A, EAN_B, EAN_C, FIRST_DIGIT, STOP_128
from station.devices.camera.codes.text128 import text_of

FNC1 = 102


def test_symbols_are_eleven_modules_from_bar_to_space_and_all_different() -> None:
    assert len(set(CODE_128)) == 106
    assert {(len(one), one[0], one[-1], one.count("1") % 2) for one in CODE_128} == {(11, "1", "0", 0)}
    assert (len(STOP_128), STOP_128[0], STOP_128[-1]) == (13, "1", "1")


def test_digits_are_seven_modules_in_three_sets() -> None:
    assert len({*EAN_A, *EAN_B, *EAN_C}) == 30
    assert {one.count("1") % 2 for one in EAN_A} == {1}
    assert {one.count("1") % 2 for one in EAN_B} == {0}
    assert sorted(FIRST_DIGIT.values()) == list(range(10))


@pytest.mark.parametrize(
    ("values", "text", "aim"),
    [
        ([104, 33, 34, 35], "ABC", "C0"),
        ([105, 12, 34], "1234", "C0"),
        ([104, 33, 99, 12, 34, 100, 34], "A1234B", "C0"),
        ([105, FNC1, 1, 6, FNC1, 7], "0106\x1d07", "C1"),
        ([103, 33, 98, 65, 33], "AaA", "C0"),
    ],
)
def test_values_to_text(values: list[int], text: str, aim: str) -> None:
    assert text_of(values) == (text, aim)


@pytest.mark.parametrize("values", [[], [33, 34], [104, 104], [104, 96], [105, 99 + 4]])
def test_sequences_that_cannot_be(values: list[int]) -> None:
    assert text_of(values) is None


def test_the_check_symbol() -> None:
    """PJJ123C of the standard's common example: start A, check 54."""
    values = [103, 48, 42, 42, 17, 18, 19, 35, 54]
    assert checks(values)
    assert not any(checks([*values[:-1], other]) for other in range(103) if other != 54)
