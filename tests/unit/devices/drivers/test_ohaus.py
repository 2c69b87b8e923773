"""Ohaus, byte for byte: devices.md §1.6, 3000-series manual p. 35."""

from __future__ import annotations

import pytest

from tests.unit.devices.drivers.table import said, scale

NAME = "ohaus"
ROWS: list[tuple[str | bytes, list[str], str]] = [
    ("20 20 20 20 31 2E 32 35 30 20 6B 67 20 20 20 20 47 20 20 0D 0A", ["1.250 kg ok gross"], "[C] §1.6 stable"),
    ("20 20 20 20 31 2E 32 34 35 20 6B 67 20 20 20 3F 47 20 20 0D 0A", ["1.245 kg motion gross"], "[C] §1.6 moving"),
    ("45 53 0D 0A", ["! scale.syntax"], "[C] §1.6 unknown command"),
    (b"OK!\r\n", [], "[S] RS232 manual EN-3: a setting is done"),
    (b"-    1.250 kg     NET\r\n", ["-1.250 kg ok net"], "[S] 3000-series p. 35: polarity first"),
    (b"     1.250 kg     N  \r\n", ["1.250 kg ok net"], "[S] shipping units print N"),
    (b"     0.350 kg     T  \r\n", ["- none"], "[S] T: the tare"),
    (b"     1.250   kg ?\r\n", ["1.250 kg motion"], "[S] bench manual: unit, blank, ?"),
    (b"     1.250   kg\r\n", ["1.250 kg ok"], "[S] bench manual: at rest"),
    (b"      1.250 kg     G\r\n", ["1.250 kg ok gross"], "[S] captured: one column more"),
    (b"    1.250 kg    G\r\n", ["1.250 kg ok gross"], "[S] captured: one column less"),
    (b"     2.756 lb     G  \r\n", ["2.756 lb ok gross"], "own: pounds stay pounds"),
    (b"    2 lb 12.1 oz    G\r\n", ["! garbage"], "own: pounds and ounces are no number"),
    (b"        12 PCS\r\n", ["- none"], "own: pieces"),
    (b"    Err 8.3\r\n", ["- error"], "own: the scale's error"),
    (b"    OVERLOAD\r\n", ["- over"], "own: a word in the place of the number"),
    (b"     1.250\r\n", ["! garbage"], "own: no unit"),
    (b"     1.250 kg     G", ["! garbage"], "own: no CR yet"),
    (b"250 kg     G  \r\n", ["! garbage"], "own: the beginning of the line was lost, this is no 250 kg"),
    (b"   -1.250 kg     G\r\n", ["-1.250 kg ok gross"], "own: the sign beside the number"),
    (b"12345.6 g      G\r\n", ["12345.6 g ok gross"], "own: a number as wide as its field"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: str | bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted


def test_question_and_orders() -> None:
    driver = scale(NAME)
    assert driver.pending(0.0) == b"IP\r\n"
    driver.feed(b"     1.250 kg     G  \r\n", 0.05)
    driver.order("zero")
    assert driver.pending(0.2) == b"Z\r\n"
    assert scale(NAME, mode="stream").pending(0.0) is None
