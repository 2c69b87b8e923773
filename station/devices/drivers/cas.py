"""CAS scales: AP, PD, SW at a till; CI, NT, PDS indicators (devices.md §1.7; AP-1 protocol, CI-600D manual p. 74).

    poll   → ENQ  ← ACK | NAK   → DC1  ← 01 02 STA SIGN w×6 u×2 BCC 03 04      STA S | U, SIGN F = overflow
    22     ← ST|US|OL , GS|NT , ID LAMP , data×8 ␠kg CR LF                     LAMP is a binary byte, bit 7 set
    10     ← data×8 CR LF                                                      no unit, no stability

The 22-byte line needs a port of eight bits and is never decoded as text as a whole. The 10-byte line says so little
that it is read only where the settings ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Literal

import msgspec

from station.devices.api import Fault, Reading, Trust, WeightMode, WeightStatus
from station.devices.drivers.cas_frames import ACK, FRAME, HEADS, NAK, look
from station.devices.drivers.frames import Frames
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.shown import CHECKSUM, Read, Shown, Told, ascii_of, nothing, number, state, weight, xor

LONGEST = 32
ENQ, DC1 = b"\x05", b"\x11"
ECHO = b"\r\n\0\x05\x11"  # a line that returns what the station sends
STABLE_LAMP = 0x40
_UNIT = rb"(kg|KG| g|g | G|G |lb|LB|oz|OZ| t|t )"
_LINE = re.compile(rb"(ST|US|OL),(GS|NT),[\x20-\x7e]([\x80-\xff]),(.{7}\S| {8}) ?" + _UNIT + rb"\s*")
_TEN = re.compile(r"(?:[+-] *| +[+-]?)\d[\d.]*|[\d.]{8}")
_MODES = {b"GS": WeightMode.GROSS, b"NT": WeightMode.NET}
_STA = {"S": True, "U": False}


class CasSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """format: "poll", "22" or "10" (see above). unit: of the display, for the 10-byte line. interval: between polls.

    seven_bit: the port hands on the parity bit (not with "22").
    """

    format: Literal["poll", "22", "10"] = "poll"
    unit: str = "kg"
    interval: float = 0.2
    seven_bit: bool = False


class Cas(Scale):
    """A CAS scale, asked with ENQ or sending lines of 22 or 10 bytes."""

    settings_type = CasSettings
    port: ClassVar[Mapping[str, str]] = {"baudrate": "9600"}

    def __init__(self, device: str, settings: CasSettings | None = None) -> None:
        used = settings or CasSettings()
        polled = used.format == "poll"
        read = ten(used.unit) if used.format == "10" else read_frame
        trust = Trust(flag=used.format != "10", checked=polled)
        poller = Poller(ENQ if polled else b"", used.interval, {})
        super().__init__(device, Frames(LONGEST, look, ECHO), read, poller, trust)
        self._seven_bit = used.seven_bit
        self._acknowledged = False

    def pending(self, at: float) -> bytes | None:
        """The second half of a poll goes out as soon as the scale has acknowledged the first."""
        if self._acknowledged:
            self._acknowledged = False
            return DC1
        return super().pending(at)

    def _told(self, told: Told, raw: bytes, at: float) -> list[Reading | Fault]:
        if raw == ACK:
            self._acknowledged = self._poller.asked == ""
            return []
        return super()._told(told, raw, at)


def read_frame(frame: bytes) -> Shown | Told | None:
    """A polled frame, a 22-byte line, or one byte of the dialogue."""
    if frame in (ACK, NAK):
        return Told() if frame == ACK else nothing("NAK")
    return _polled(frame) if len(frame) == FRAME and frame[:1] in HEADS else _line(frame.rstrip(b"\r\n"))


def _polled(frame: bytes) -> Shown | Told | None:
    if xor(frame[2:12]) != frame[12]:
        return Told(CHECKSUM)
    text = ascii_of(frame[2:12])
    if text[:1] not in _STA or text[1] not in " -F":
        return None
    if text[1] == "F":
        return state(WeightStatus.OVER, text)
    shown = weight(("-" if text[1] == "-" else "") + text[2:8].strip(), text[8:], _STA[text[0]])
    return replace(shown, proved=True) if isinstance(shown, Shown) else shown


def _line(line: bytes) -> Shown | Told | None:
    """Stable only if the header and the lamp say so."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    data, mode = found[4].decode("ascii", "replace"), _MODES[found[2]]
    if found[1] == b"OL":
        return state(
            WeightStatus.UNDER if data.strip().startswith("-") and number(_joined(data)) else WeightStatus.OVER
        )
    stable = found[1] == b"ST" and bool(found[3][0] & STABLE_LAMP)
    return weight(_joined(data), found[5].decode("ascii"), stable, mode)


def ten(unit: str) -> Read:
    """The grammar of the 10-byte line."""

    def read(frame: bytes) -> Shown | Told | None:
        text = ascii_of(frame.rstrip(b"\r\n"))
        if not _TEN.fullmatch(text) or len(text) != 8:
            return None
        return weight(_joined(text), unit, None)

    return read


def _joined(data: str) -> str:
    """Sign and digits; a scale may leave blanks between them."""
    text = data.strip()
    return text[:1] + text[1:].lstrip() if text[:1] in ("+", "-") else text
