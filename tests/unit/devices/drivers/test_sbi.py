"""Sartorius SBI, byte for byte: devices.md §1.4, Quintix p. 87, GC803S p. 57, LE2202S p. 51."""

from __future__ import annotations

import pytest

from station.devices.api import Weight
from tests.unit.devices.drivers.table import fed, said, scale

NAME = "sbi"
ROWS: list[tuple[str | bytes, list[str], str]] = [
    ("2B 20 20 20 20 31 2E 32 35 30 20 6B 67 20 0D 0A", ["1.250 kg ok"], "[C] §1.4 stable"),
    ("2B 20 20 20 20 31 2E 32 34 35 20 20 20 20 0D 0A", ["1.245  motion"], "[C] §1.4 unit blank: not stable"),
    ("20 20 20 20 20 20 48 69 67 68 20 20 20 20 0D 0A", ["- over"], "[C] §1.4 High"),
    ("20 20 20 45 72 72 20 30 35 34 20 20 20 20 0D 0A", ["- error"], "[C] §1.4 Err 054"),
    (b"         Low  \r\n", ["- under"], "[S] Quintix p. 87: Low"),
    (b"       H      \r\n", ["- over"], "[S] FB p. 66: H"),
    (b"       L      \r\n", ["- under"], "[S] FB p. 66: L"),
    (b"       HH     \r\n", ["- over"], "[S] §1.4 HH"),
    (b"       LL     \r\n", ["- under"], "[S] §1.4 LL"),
    (b"      --      \r\n", ["- none"], "[S] §1.4 -- final readout"),
    (b"       C      \r\n", ["- none"], "[S] §1.4 C calibrating"),
    (b"N     +    1.250 kg \r\n", ["1.250 kg ok net"], "[S] §1.4 22 bytes, N"),
    (b"G     +    1.250 kg \r\n", ["1.250 kg ok gross"], "[S] §1.4 22 bytes, G"),
    (b"G#    +    1.250 kg \r\n", ["1.250 kg ok gross"], "[S] §1.4 22 bytes, G#"),
    (b"T     +    0.350 kg \r\n", ["- none"], "[S] §1.4 22 bytes, T: the tare is no weight"),
    (b"Qnt   +       12 pcs\r\n", ["- none"], "[S] §1.4 22 bytes, Qnt: pieces"),
    (b"Stat     Err 054    \r\n", ["- error"], "[S] §1.4 22 bytes, error"),
    (b"Stat       OFF      \r\n", ["- none"], "[S] §1.4 22 bytes, display off"),
    (b"-    0.050 kg \r\n", ["-0.050 kg ok"], "own: negative"),
    (b"-   0.050 kg \r\n", ["! garbage"], "own: a column lost"),
    (b"-     0.050 kg\r\n", ["! garbage"], "own: a column too many"),
    (b"+    1.250 kg\r\n", ["1.250 kg ok"], "own: the last blank cut off"),
    (b"+    1.250 lb \r\n", ["1.250 lb ok"], "own: pounds stay pounds"),
    (b"+       12 pcs\r\n", ["- none"], "own: pieces"),
    (b"+    1.25[0]kg\r\n", ["! garbage"], "own: brackets out of their columns"),
    (b"+[   1.250]kg \r\n", ["1.250 kg ok"], "[S] §1.4 brackets of a digit that is not verified"),
    (b"+    1.250 kg ", ["! garbage"], "own: no CR yet"),
    (b"1.250 kg      \r\n", ["! garbage"], "own: the beginning of the line is lost"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: str | bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted


def test_the_error_number_is_told() -> None:
    [state] = fed(scale(NAME), b"Stat     Err 054    \r\n")
    assert isinstance(state, Weight)
    assert state.text == "054"


def test_the_question_and_the_stream() -> None:
    assert scale(NAME).pending(0.0) == b"\x1bP\r\n"
    assert scale(NAME, mode="stream").pending(0.0) is None
    assert scale(NAME, mode="stream").trust.checked is False  # type: ignore[attr-defined]
    driver = scale(NAME, mode="stream")
    driver.order("tare")
    assert driver.pending(0.0) == b"\x1bU\r\n"
