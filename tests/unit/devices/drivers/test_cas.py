"""CAS, byte for byte: devices.md §1.7, AP-1 protocol, CI-600D p. 74, NT-200 p. 48."""

from __future__ import annotations

import pytest

from station.devices.api import Weight
from tests.unit.devices.drivers.table import said, scale

NAME = "cas"
STABLE = "01 02 53 20 30 31 2E 32 35 30 6B 67 67 03 04"
ROWS: list[tuple[str | bytes, list[str], str]] = [
    (STABLE, ["1.250 kg ok"], "[C] §1.7 stable"),
    ("01 02 55 20 30 31 2E 32 34 38 6B 67 68 03 04", ["1.248 kg motion"], "[C] §1.7 unstable"),
    ("01 02 53 2D 30 30 2E 30 32 30 6B 67 6E 03 04", ["-0.020 kg ok"], "[C] §1.7 negative"),
    ("15", ["- none"], "[C] §1.7 not ready"),
    ("06", [], "[C] §1.7 acknowledged"),
    ("06 " + STABLE, ["1.250 kg ok"], "[C] §1.7 the whole dialogue"),
    ("05 06 11 " + STABLE, ["1.250 kg ok"], "own: the dialogue with its echo"),
    ("53 54 2C 47 53 2C 31 C4 2C 20 20 20 31 2E 32 35 30 20 6B 67 0D 0A", ["1.250 kg ok gross"], "[C] §1.7 22 bytes"),
    (STABLE[:-8] + "66 03 04", ["! scale.checksum"], "own: the check byte is wrong"),
    ("01 02 53 46 30 31 2E 32 35 30 6B 67 01 03 04", ["- over"], "[S] AP-1: SIGN F, overflow"),
    ("01 02 53 20 30 32 2E 37 35 36 6C 62 65 03 04", ["2.756 lb ok"], "own: pounds stay pounds"),
    (STABLE[:-3], ["! garbage"], "own: EOT has not come"),
    (STABLE[3:], ["! garbage"], "own: SOH is missing"),
    (b"US,NT,1\x84,   1.245 kg\r\n", ["1.245 kg motion net"], "[S] CI-600D p. 74: US, NT"),
    (b"OL,GS,1\x84,         kg\r\n", ["- over"], "[S] CI-600D p. 74: OL"),
    (b"ST,GS,1\x84,   1.250 kg\r\n", ["1.250 kg motion gross"], "own: ST, but the lamp says it moves"),
    (b"ST,GS,1\xc4,-  0.050 kg\r\n", ["-0.050 kg ok gross"], "own: sign and blanks"),
    (b"ST,GS,1\x44,   1.250 kg\r\n", ["! garbage"], "[S] the lamp has bit 7: a port of seven bits garbles it"),
    (b"   1.250\r\n", ["! garbage"], "own: ten bytes are read only where the settings say so"),
]
TEN = [
    (b"   1.250\r\n", ["1.250 kg ok ?"], "[S] NT-200 p. 48: eight characters, nothing else"),
    (b"-  0.050\r\n", ["-0.050 kg ok ?"], "own: negative"),
    (b"+0001.25\r\n", ["1.25 kg ok ?"], "own: padded"),
    (b"  1.250\r\n", ["! garbage"], "own: a character is missing"),
    (b"   1.2.0\r\n", ["! garbage"], "own: two points"),
    (b"  OL    \r\n", ["! garbage"], "own: no number"),
    (b"   1.250", ["! garbage"], "own: no CR yet"),
    (b"  -0.050\r\n", ["-0.050 kg ok ?"], "own: the sign beside the number"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: str | bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted


@pytest.mark.parametrize(("row", "wanted", "source"), TEN, ids=[row[2] for row in TEN])
def test_ten_byte_rows(row: bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row, {"format": "10"}) == wanted


def test_parity_bits_are_masked_where_the_profile_says_so() -> None:
    sent = bytes.fromhex(STABLE)
    leaking = bytes(byte | 0x80 if byte.bit_count() % 2 else byte for byte in sent)
    assert said(NAME, leaking) == ["! garbage"]
    assert said(NAME, leaking, {"seven_bit": "true"}) == ["1.250 kg ok"]


def test_a_first_byte_with_its_parity_begins_a_frame_as_well() -> None:
    """[S] r_keeper scale driver docs: the check does not cover it."""
    assert said(NAME, "81" + STABLE[2:]) == ["1.250 kg ok"]
    assert said(NAME, "81" + STABLE[2:].replace("35 30", "35 31")) == ["! scale.checksum"]


def test_the_dialogue() -> None:
    driver = scale(NAME)
    assert driver.pending(0.0) == b"\x05"
    assert driver.feed(b"\x15", 0.05) != []
    assert driver.pending(0.25) == b"\x05"
    assert driver.feed(b"\x06", 0.3) == []
    assert driver.pending(0.3) == b"\x11"
    assert driver.pending(0.3) is None
    [weight] = driver.feed(bytes.fromhex(STABLE), 0.35)
    assert isinstance(weight, Weight)
    assert weight.checked


def test_trust_goes_by_the_format() -> None:
    trusts = [scale(NAME, format=form).trust for form in ("poll", "22", "10")]  # type: ignore[attr-defined]
    assert [(trust.flag, trust.checked) for trust in trusts] == [(True, True), (True, False), (False, False)]
