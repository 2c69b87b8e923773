"""AIM symbology identifiers: "]", a letter for the family, a modifier (ISO/IEC 15424; devices.md §3).

Guns of other protocols have numbers or letters of their own for what they read; here these become AIM identifiers, so
that one understanding of codes serves all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from station.devices.api import Fault, Scan

AIM = re.compile(rb"\]([A-Za-z][0-9A-Za-z])")
GS1 = frozenset({"C1", "e0", "d2", "Q3"})  # these say themselves that FNC1 stands first

# Zebra SSI, code type of DECODE_DATA. 0A, 0B, 0F, 1B, 1C [S: DS2208 guide, enioka_scan]; the others from Symbol's code
# type tables [S: CS3000, enioka_scan], 03, C1, C2, B7 [M].
SSI: Mapping[int, str] = {
    0x01: "A0",
    0x02: "F0",
    0x03: "C0",
    0x04: "S0",
    0x05: "S0",
    0x06: "I0",
    0x07: "G0",
    0x08: "E0",
    0x09: "E0",
    0x0A: "E4",
    0x0B: "E0",
    0x0C: "H0",
    0x0E: "M0",
    0x0F: "C1",
    0x10: "E0",
    0x11: "L0",
    0x13: "A4",
    0x15: "X0",
    0x16: "E0",
    0x1A: "L0",
    0x1B: "d1",
    0x1C: "Q1",
    0x25: "U0",
    0x2D: "z0",
    0x2E: "zC",
    0x30: "e0",
    0x31: "e0",
    0x32: "e0",
    0x48: "E3",
    0x49: "E3",
    0x4A: "E4",
    0x4B: "E3",
    0x88: "E3",
    0x89: "E3",
    0x8A: "E4",
    0x8B: "E3",
    0xB7: "h0",
    0xC1: "d2",
    0xC2: "Q3",
}


def scan_of(device: str, at: float, line: bytes, encoding: str, symbology: str = "") -> Scan | Fault:
    """A line of a gun as a scan. symbology is what the protocol says of it; an AIM identifier in the line goes before.

    NUL is no part of any code (a gun's padding). GS is, and stays, but for one in front of a GS1 code: some decoders
    send the FNC1 there as well, which the identifier tells already.
    """
    body = line.replace(b"\0", b"").rstrip(b"\r\n")
    aim = AIM.match(body)
    try:
        text = body[aim.end() if aim else 0 :].decode(encoding)
    except UnicodeDecodeError:
        return Fault(device, at, "scan.encoding", line)
    symbology = aim[1].decode("ascii") if aim else symbology
    text = text.removeprefix("\x1d") if symbology in GS1 else text
    return Scan(device, at, line, text, symbology) if text else Fault(device, at, "scan.partial", line)
