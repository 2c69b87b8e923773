"""The ST,GS family, byte for byte: devices.md §1.5, last paragraph."""

from __future__ import annotations

import pytest

from tests.unit.devices.drivers.table import said, scale

NAME = "st-gs"
ROWS = [
    (b"ST,GS,   1.250kg\r\n", ["1.250 kg ok gross"], "[S] CAS A&D 18 B"),
    (b"ST,GS,+  1.250 kg\r\n", ["1.250 kg ok gross"], "[S] T-Scale: one comma, unit apart"),
    (b"ST,GS,,  1.250kg\r\n", ["1.250 kg ok gross"], "[S] T-Scale: two commas"),
    (b"ST,GS,  1.250,kg\r\n", ["1.250 kg ok gross"], "[S] a comma before the unit"),
    (b"ST,NT,+  1.250kg\r\n", ["1.250 kg ok net"], "[S] KERN printers: NT"),
    (b"ST,NET,  1.250kg\r\n", ["1.250 kg ok net"], "[S] NET"),
    (b"US,GS,  1.245kg\r\n", ["1.245 kg motion gross"], "[S] US"),
    (b"ST,  1.250kg\r\n", ["1.250 kg ok"], "[S] no second header"),
    (b"\x02ST,GS,  1.250kg\r", ["1.250 kg ok gross"], "[S] CAS PD-II: STX and CR"),
    (b"ST,GS,-  0.050kg\r\n", ["-0.050 kg ok gross"], "[S] sign and blanks"),
    (b"OL,GS,--------kg\r\n", ["- over"], "[S] OL with dashes"),
    (b"OL,GS,  ------ kg\r\n", ["- over"], "[S] OL with dashes and blanks"),
    (b"OL,GS,-9999.99kg\r\n", ["- under"], "[S] OL and a minus sign"),
    (b"OL,GS,+9999.99kg\r\n", ["- over"], "own: OL is never a weight"),
    (b"ST,TR,  0.350kg\r\n", ["- none"], "[S] TR: the tare"),
    (b"QT,GS,     12kg\r\n", ["- none"], "own: QT is a count, whatever unit follows"),
    (b"ST,GS,     12pcs\r\n", ["- none"], "own: pieces"),
    (b"ST,GS,  2.756lb\r\n", ["2.756 lb ok gross"], "own: pounds stay pounds"),
    (b"ST,GS,  1.250KG\r\n", ["1.250 kg ok gross"], "own: capital letters"),
    (b"ST,GS,  1.250\r\n", ["- none"], "own: no unit is no weight"),
    (b"ST,GS,  1 250kg\r\n", ["! garbage"], "own: a blank within the digits"),
    (b"ST,GS,  1.250kg", ["! garbage"], "own: no CR yet"),
    (b"1.250kg\r\n", ["! garbage"], "own: the header is lost"),
    (b"ST, GS,   1.250 kg\r\n", ["1.250 kg ok gross"], "own: a blank behind the comma"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted


def test_a_stream_unless_a_request_is_set() -> None:
    assert scale(NAME).pending(0.0) is None
    assert scale(NAME, request="R\r\n").pending(0.0) == b"R\r\n"
    assert scale(NAME).trust.checked is False  # type: ignore[attr-defined]
