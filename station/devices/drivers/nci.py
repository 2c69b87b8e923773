"""Scales that speak NCI SCP-01: Weigh-Tronix, Brecknell, Ohaus Aviator, Adam MDW (devices.md §1.2).

    → W CR   ← LF weight unit CR LF h1 h2 [h3] CR ETX
    → Z CR   ← LF h1 h2 [h3] CR ETX
             ← LF ? CR ETX                             unknown command

(Ohaus Aviator manual p. 49; Adam MDW pp. 14–15; the orders Z and T: Avery Weigh-Tronix 7821 manual §6.3, B-TEK T419S
§7.3.) Above, below and out of zero the weight field shows ^^^^^^, ______ or ------.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

import msgspec

from station.devices.api import Trust, WeightMode, WeightStatus
from station.devices.drivers.frames import Frames, up_to
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.shown import SYNTAX, Shown, Told, broken, nothing, number, state, weight

LONGEST = 32
ORDERS = {"zero": b"Z\r", "tare": b"T\r"}
_FRAME = re.compile(rb"\n(?:([^\n\r]*)\r\n)?([^\n\r]*)\r\x03")
_AMOUNT = re.compile(r" *(- *)?(\d*\.?\d*) ?([A-Za-z%]{1,3}) *")
_POUNDS = re.compile(r" *-? *\d+ ?lb +[\d.]+ ?oz *", re.IGNORECASE)  # two numbers: no weight that counts
_CONSTANT = 0x30
_LINES = {"^": WeightStatus.OVER, "_": WeightStatus.UNDER, "-": WeightStatus.ERROR}
# h1 bits 2, 3 and h2 bits 2, 3: RAM, EEPROM, ROM, calibration.
_BROKEN = ((0, 0x04, "RAM"), (0, 0x08, "EEPROM"), (1, 0x04, "ROM"), (1, 0x08, "calibration"))


class NciSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """interval: seconds between polls. seven_bit: the port hands on the parity bit."""

    interval: float = 0.2
    seven_bit: bool = False


class Nci(Scale):
    """An NCI scale (SCP-01), polled with W."""

    settings_type = NciSettings
    port: ClassVar[Mapping[str, str]] = {"baudrate": "9600", "bytesize": "7", "parity": "E"}

    def __init__(self, device: str, settings: NciSettings | None = None) -> None:
        used = settings or NciSettings()
        poller = Poller(b"W\r", used.interval, ORDERS)
        super().__init__(device, Frames(LONGEST, look), read, poller, Trust(flag=True, checked=True))
        self._seven_bit = used.seven_bit


def look(buffer: bytes, ended: bool) -> int:
    """LF … ETX."""
    if buffer[0] != 0x0A:
        return up_to(buffer, b"\n")
    end = buffer.find(b"\x03")
    if 0 <= end < LONGEST:
        return end + 1
    return -1 if ended or len(buffer) >= LONGEST else 0


def read(frame: bytes) -> Shown | Told | None:
    """Weight and status of a frame; a status alone is an acknowledgement."""
    found = _FRAME.fullmatch(frame)
    if found is None or not frame.isascii():
        return None
    if found[1] is None and found[2] == b"?":
        return Told(SYNTAX)
    flags = found[2]
    if not _are_flags(flags):
        return None
    trouble = _trouble(flags)
    if trouble is not None:
        return trouble
    return Told() if found[1] is None else _amount(found[1].decode("ascii"), flags)


def _are_flags(flags: bytes) -> bool:
    """Two or three bytes with bits 4 and 5 set, each but the last with bit 6 where another one follows the second."""
    if not 2 <= len(flags) <= 3 or any(byte & _CONSTANT != _CONSTANT for byte in flags):
        return False
    return (len(flags) == 3) == bool(flags[1] & 0x40)


def _trouble(flags: bytes) -> Shown | Told | None:
    for byte, bit, name in _BROKEN:
        if flags[byte] & bit:
            return broken(name)
    if flags[1] & 0x03:
        return state(WeightStatus.OVER if flags[1] & 0x02 else WeightStatus.UNDER, mode=_mode(flags))
    return None


def _amount(text: str, flags: bytes) -> Shown | Told | None:
    shown = text.strip()
    if shown and set(re.sub(r" ?[A-Za-z]+$", "", shown)) in ({"^"}, {"_"}, {"-"}):
        return state(_LINES[shown[0]], shown, _mode(flags))
    if _POUNDS.fullmatch(text):
        return nothing(shown)
    found = _AMOUNT.fullmatch(text)
    if found is None or number(found[2]) is None:
        return None
    return weight(("-" if found[1] else "") + found[2], found[3], not flags[0] & 0x01, _mode(flags))


def _mode(flags: bytes) -> WeightMode:
    if len(flags) < 3:
        return WeightMode.UNKNOWN
    return WeightMode.NET if flags[2] & 0x04 else WeightMode.GROSS
