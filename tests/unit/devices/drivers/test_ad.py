"""A&D, byte for byte: devices.md §1.5, EK-L p. 28, GC pp. 51 and 56, HC-3Ki p. 48."""

from __future__ import annotations

import pytest

from station.devices.api import Fault, Weight
from tests.unit.devices.drivers.table import said, scale

NAME = "ad"
ROWS: list[tuple[str | bytes, list[str], str]] = [
    ("53 54 2C 2B 30 30 30 31 2E 32 35 30 20 6B 67 0D 0A", ["1.250 kg ok"], "[C] §1.5 stable"),
    ("55 53 2C 2B 30 30 30 31 2E 32 34 35 20 6B 67 0D 0A", ["1.245 kg motion"], "[C] §1.5 unstable"),
    (b"OL,+9999.999 kg\r\n", ["- over"], "[S] HC p. 48: overload"),
    (b"OL,-9999.999 kg\r\n", ["- under"], "[S] EK-L p. 28: the sign tells over or under"),
    (b"OL,+9999999E+19\r\n", ["- over"], "[S] EK-L p. 28: data all 9"),
    ("45 43 2C 45 31 31 0D 0A", ["! scale.logical"], "[C] §1.5 E11: unstable"),
    (b"EC,E0\r\n", ["! scale.transmission"], "[S] HC-i E0"),
    (b"EC,E01\r\n", ["! scale.syntax"], "[S] GC E01 undefined"),
    (b"EC,E2\r\n", ["! scale.logical"], "[S] HC-i E2 not ready"),
    (b"EC,E04\r\n", ["! scale.syntax"], "[S] GC E04 too long"),
    (b"EC,E06\r\n", ["! scale.syntax"], "[S] GC E06 format"),
    (b"EC,E7\r\n", ["! scale.parameter"], "[S] HC-i E7 range"),
    (b"QT,+00000012 PC\r\n", ["- none"], "[S] EK-L p. 28: pieces"),
    (b"ST,+0000.125  %\r\n", ["- none"], "[S] EK-L p. 28: percent"),
    (b"ST,+001250.0  g\r\n", ["1250.0 g ok"], "[S] §1.5 grams"),
    (b"ST,OK,+0001.250 kg\r\n", ["1.250 kg ok"], "[S] GC p. 51: the comparator's header"),
    (b"ST,--,+0001.250 kg\r\n", ["1.250 kg ok"], "[S] GC p. 51: the comparator has nothing to say"),
    (b"ST,-0000.050 kg\r\n", ["-0.050 kg ok"], "own: negative"),
    (b"ST,+0002.756 lb\r\n", ["2.756 lb ok"], "own: pounds stay pounds"),
    (b"\x06\r\n", [], "[S] §1.5 AK"),
    (b"ST,+001.250 kg\r\n", ["! garbage"], "own: a digit is missing"),
    (b"ST,+   1.250 kg\r\n", ["1.250 kg ok"], "own: blanks for leading zeros"),
    (b"ST,+1.250 kg\r\n", ["! garbage"], "own: not padded"),
    (b"ST,0001.250 kg\r\n", ["! garbage"], "own: the sign is missing"),
    (b"ST,+0001.250 kg", ["! garbage"], "own: no CR yet"),
    (b"ST,+0001.2.0 kg\r\n", ["! garbage"], "own: two points"),
    (b"0001.250 kg\r\n", ["! garbage"], "own: the header is lost"),
    (b"OL,--------- kg\r\n", ["- over"], "own: dashes in the place of the nines have no sign"),
    (b"OL,-9.9999999E+19\r\n", ["- under"], "[S] the nines as a power"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: str | bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted


def test_a_refused_tare_is_told_as_that() -> None:
    driver = scale(NAME)
    driver.order("tare")
    assert driver.pending(0.0) == b"T\r\n"
    [fault] = driver.feed(b"EC,E11\r\n", 0.1)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.text) == ("scale.tare_refused", "E11")


def test_both_acknowledgements_of_a_tare_are_swallowed() -> None:
    driver = scale(NAME)
    driver.order("tare")
    driver.pending(0.0)
    assert driver.feed(b"\x06\r\n", 0.1) == []
    assert driver.pending(0.2) == b"Q\r\n"
    assert driver.feed(b"\x06\r\n", 0.3) == []
    [weight] = driver.feed(b"ST,+0000.000 kg\r\n", 0.4)
    assert isinstance(weight, Weight)
    assert weight.checked
