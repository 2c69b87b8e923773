"""USB HID point-of-sale reports, byte for byte: devices.md §1.9."""

from __future__ import annotations

import pytest

from tests.unit.devices.drivers.table import said

NAME = "hid-pos"
ROWS = [
    ("03 04 03 FD E2 04", ["1.250 kg ok"], "[C] §1.9 stable"),
    ("03 03 03 FD D8 04", ["1.240 kg motion"], "[C] §1.9 moving"),
    ("03 05 03 FD 05 00", ["- under"], "[C] §1.9 under zero"),
    ("03 06 03 FD 00 00", ["- over"], "[C] §1.9 overload"),
    ("03 02 03 FD 00 00", ["0.000 kg ok"], "[S] §1.9 stable at zero"),
    ("03 01 03 FD 00 00", ["- error"], "[S] §1.9 fault"),
    ("03 07 03 FD E2 04", ["- error"], "[S] §1.9 needs calibration"),
    ("03 08 03 FD E2 04", ["- error"], "[S] §1.9 needs re-zero"),
    ("00 03 04 03 FD E2 04", ["1.250 kg ok"], "[S] weighty: hidapi puts a 0 before the report"),
    ("00 00 00 00 00 00", [], "[S] qz tray PR #25: all zero is no data, not 0 g"),
    ("03 04 02 00 E2 04", ["1250 g ok"], "[S] §1.9 grams"),
    ("03 04 02 01 7D 00", ["1250 g ok"], "[S] §1.9 a positive exponent"),
    ("03 04 0B FF 2C 00", ["4.4 oz ok"], "[S] §1.9 ounces stay ounces (Dymo)"),
    ("03 04 0C FD E2 04", ["1.250 lb ok"], "[S] §1.9 pounds stay pounds"),
    ("03 04 03 FD 03 03 03 04 03 FD E2 04", ["0.771 kg ok", "1.250 kg ok"], "own: 03 within a report"),
    ("03 02 03 FD E2 04", ["! garbage"], "own: at zero, and a weight"),
    ("03 04 0D FD E2 04", ["! garbage"], "own: no such unit"),
    ("03 09 03 FD E2 04", ["! garbage"], "own: no such status"),
    ("03 04 00 FD E2 04", ["! garbage"], "own: no unit"),
    ("03 04 03 40 E2 04", ["! garbage"], "own: an exponent of 64"),
    ("03 04 03 FD E2", ["! garbage"], "own: a byte is missing"),
    ("05 01 02 03 04 03 FD E2 04", ["! garbage", "1.250 kg ok"], "own: another report before it"),
    ("03 04 03 FD E2", ["! garbage"], "own: a report that lacks its last byte"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: str, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted
