"""NCI SCP-01, byte for byte: devices.md §1.2, Ohaus Aviator p. 49, Adam MDW pp. 14-15."""

from __future__ import annotations

import pytest

from tests.unit.devices.drivers.table import said, scale

NAME = "nci"
ROWS = [
    (b"\n  1.250kg\r\n00\r\x03", ["1.250 kg ok"], "[S] Aviator p. 49: two status bytes, nothing set"),
    (b"\n  1.250kg\r\n10\r\x03", ["1.250 kg motion"], "[S] h1 b0 motion"),
    (b"\n  0.000kg\r\n20\r\x03", ["0.000 kg ok"], "[S] h1 b1 at zero"),
    (b"\n  1.250kg\r\n0p4\r\x03", ["1.250 kg ok net"], "[S] h2 b6: a third byte follows; h3 b2 net"),
    (b"\n  1.250kg\r\n0p0\r\x03", ["1.250 kg ok gross"], "[S] h3 without net"),
    (b"\n  1.250kg\r\n01\r\x03", ["- under"], "[S] h2 b0 under, whatever the field shows"),
    (b"\n^^^^^^^kg\r\n02\r\x03", ["- over"], "[S] h2 b1 over"),
    (b"\n^^^^^^\r\n00\r\x03", ["- over"], "[S] Aviator p. 49: ^^^^^^"),
    (b"\n______kg\r\n00\r\x03", ["- under"], "[S] Aviator p. 49: ______"),
    (b"\n------kg\r\n00\r\x03", ["- error"], "[S] Aviator p. 49: ------ zero error"),
    (b"\n  1.250kg\r\n40\r\x03", ["- error"], "[S] h1 b2 RAM"),
    (b"\n  1.250kg\r\n80\r\x03", ["- error"], "[S] h1 b3 EEPROM"),
    (b"\n  1.250kg\r\n04\r\x03", ["- error"], "[S] h2 b2 ROM"),
    (b"\n  1.250kg\r\n08\r\x03", ["- error"], "[S] h2 b3 calibration"),
    (b"\n?\r\x03", ["! scale.syntax"], "[S] unknown command"),
    (b"\n00\r\x03", [], "[S] the answer to Z: a status alone"),
    (b"\n 1250g \r\n00\r\x03", ["1250 g ok"], "[S] Brecknell 3700LP p. 11: grams and a blank"),
    (b"\n  2.756lb\r\n00\r\x03", ["2.756 lb ok"], "own: pounds stay pounds"),
    (b"\n -0.050kg\r\n00\r\x03", ["-0.050 kg ok"], "[S] 7821 §6.3: the minus sign is a character of the display"),
    (b"\n  1.250\r\n00\r\x03", ["! garbage"], "own: no unit"),
    (b"\n  1.250kg\r\n0\r\x03", ["! garbage"], "own: one status byte"),
    (b"\n  1.250kg\r\n0p\r\x03", ["! garbage"], "own: a third byte is announced and missing"),
    (b"\n  1.250kg\r\n \x10\r\x03", ["! garbage"], "[S] b4 and b5 are always 1"),
    (b"\n  1.250kg\r\n00\r", ["! garbage"], "own: no ETX yet"),
    (b"\n 2lb 12.1oz\r\n00\r\x03", ["- none"], "[S] SCP-01: pounds and ounces together are no weight that counts"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted


def test_poll_and_orders() -> None:
    driver = scale(NAME)
    assert driver.pending(100.0) == b"W\r"
    driver.order("tare")
    driver.feed(b"\n  1.250kg\r\n00\r\x03", 100.1)
    assert driver.pending(100.2) == b"T\r"
    assert driver.feed(b"\n00\r\x03", 100.3) == []
