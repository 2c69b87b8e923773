"""Scales that speak Mettler-Toledo 8217, "ECR weight only" (devices.md §1.2; Mettler DIVA service manual pp. 39–45).

    → W      ← 02 WW.WWW [N] 0D       weight, N = net
             ← 02 '?' status 0D       no weight: moving, negative, out of range
    → Z T C  ← 02 '?' status 0D       zero, tare, clear tare; the status comes after some 150 ms

A frame has no unit: the settings fix it, and the number of decimals with it, because the same scale set to pounds
sends WW.WW. Clones (Rice Lake BenchPro) write the unit behind the number and have status bit 5 always set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, ClassVar

import msgspec

from station.devices.api import Fault, Reading, Trust, Weight, WeightMode, WeightStatus
from station.devices.drivers.frames import Frames, up_to
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.shown import Shown, Told, nothing, state, weight

STX, CR = 0x02, 0x0D
LONGEST = 16
UNCHANGED = "unchanged"
REPLY_WITHIN = 1.0  # devices.md §2
ORDERS = {"zero": b"Z", "tare": b"T", "clear_tare": b"C"}
MOVING, OVER, UNDER, NO_ZERO, NET, ALWAYS = 0x01, 0x02, 0x04, 0x08, 0x20, 0x40
_WEIGHT = re.compile(r"( *)(\d{1,6}(?:\.\d{1,4})?) ?([A-Za-z]{2})? ?(N)?")
_WHOLE = 2  # places before the point, zeros or blanks in front: a shorter number has lost a digit
_ANSWER = re.compile(r"[@A-HTZ]")  # echo on and off, self-test: nobody has asked


class Mettler8217Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """interval: seconds between polls. unit and decimals: of the scale's display, which the frame does not say.

    seven_bit: the port hands on the parity bit. net_bit: status bit 5 means net (not on clones). sends_once: the
    scale says a weight once and then only "no change" until it changes (devices.md §1.2).
    """

    interval: float = 0.2
    unit: str = "kg"
    decimals: Annotated[int, msgspec.Meta(ge=0, le=4)] = 3
    seven_bit: bool = False
    net_bit: bool = True
    sends_once: bool = False


class Mettler8217(Scale):
    """A Mettler-Toledo 8217 scale or one of its clones, polled with W."""

    settings_type = Mettler8217Settings
    port: ClassVar[Mapping[str, str]] = {"baudrate": "9600", "bytesize": "7", "parity": "E"}

    def __init__(self, device: str, settings: Mettler8217Settings | None = None) -> None:
        self._settings = settings or Mettler8217Settings()
        poller = Poller(b"W", self._settings.interval, ORDERS, REPLY_WITHIN)
        super().__init__(device, Frames(LONGEST, look), self._body, poller, Trust(flag=True, checked=True))
        self._seven_bit = self._settings.seven_bit
        self._last: Weight | None = None

    def _body(self, frame: bytes) -> Shown | Told | None:
        body = frame[1:-1]
        if body[:1] == b"?" and len(body) == 2:
            return self._status(body[1] & 0x7F)  # bit 7 is parity, on whatever port
        if not body.isascii():
            return None
        text = body.decode("ascii")
        if _ANSWER.fullmatch(text):
            return Told()
        return self._number(text)

    def _number(self, text: str) -> Shown | Told | None:
        found = _WEIGHT.fullmatch(text)
        if found is None:
            return None
        whole, _, decimals = found[2].partition(".")
        if found[3] is None and len(decimals) != self._settings.decimals:
            return Told("scale.decimals", found[2])
        if found[3] is None and len(found[1] + whole) < _WHOLE:
            return None
        mode = WeightMode.NET if found[4] else WeightMode.GROSS
        return weight(found[2], found[3] or self._settings.unit, True, mode)

    def _status(self, bits: int) -> Shown | Told | None:
        if not bits & ALWAYS:
            return None
        mode = WeightMode.NET if bits & NET and self._settings.net_bit else WeightMode.GROSS
        for bit, meaning in _MEANINGS:
            if bits & bit:
                return state(meaning, f"?{bits:02X}", mode)
        return Told(UNCHANGED, f"?{bits:02X}")

    def _weight(self, shown: Shown, raw: bytes, at: float) -> Weight:
        found = super()._weight(shown, raw, at)
        self._last = found if shown.value is not None else None
        return found

    def _told(self, told: Told, raw: bytes, at: float) -> list[Reading | Fault]:
        """A status without flags answers an order, or says that nothing has changed since the last weight."""
        if told.code != UNCHANGED:
            return super()._told(told, raw, at)
        if self._poller.asked:
            return super()._told(Told(), raw, at)
        if self._poller.asked == "" and self._settings.sends_once and self._last:
            self._poller.answered()
            return [replace(self._last, raw=raw, seen_at=at)]
        return [self._weight(nothing(told.text), raw, at)]


_MEANINGS = (
    (OVER, WeightStatus.OVER),
    (UNDER, WeightStatus.UNDER),
    (NO_ZERO, WeightStatus.ERROR),
    (MOVING, WeightStatus.MOTION),
)


def look(buffer: bytes, ended: bool) -> int:
    """STX … CR. The byte after '?' is a status, whatever it looks like."""
    if buffer[0] != STX:
        return up_to(buffer, b"\x02")
    start = 3 if buffer[1:2] == b"?" else 1
    end = buffer.find(b"\r", start)
    again = buffer.find(b"\x02", start)
    if again > 0 and (end < 0 or again < end):
        return -again
    if end >= 0:
        return end + 1 if end < LONGEST else -1
    return -1 if ended or len(buffer) >= LONGEST else 0
