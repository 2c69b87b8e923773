"""A Honeywell gun (and Datalogic's and CM's relatives) with its commands (devices.md §3 "Gun commands").

    trigger  16 54 0D     release  16 55 0D     beep  16 07 0D     menu  16 4D 0D command "!"
    echo     the command, then 06 taken, 05 unknown or 15 wrong data, then "!" or "."
    data     a line as from any gun, or with metadata on:
             16 FE length (4, low byte first) 0D "MSGGET" digits (4) id AIM modifier 1D text

The outer length counts from "MSGGET" on, the four digits the text with its suffix; both must fit (N3680 guide p. 144,
CM-2D202 p. 193, enioka_scan). Of a frame whose head is damaged nothing is read, up to the next head or a pause. "!"
keeps a setting until the gun is switched off, "." would write its flash memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from station.devices.api import Fault, Reading
from station.devices.drivers.aim import scan_of
from station.devices.drivers.command_gun import Answer, CommandGun
from station.devices.drivers.gun import LONGEST
from station.devices.drivers.gun_lines import IDLE

_START = b"\x16\xfe"
_HEAD = re.compile(rb"\x16\xfe(.{4})\rMSGGET(\d{4})(.)([A-Za-z])([0-9A-Za-z])\x1d", re.DOTALL)
_HEAD_BYTES, _OUTER = 21, 7
_WITHIN = _HEAD_BYTES - _OUTER  # bytes of the outer length that are not text
_ECHO = re.compile(rb"[ -~]*[\x05\x06\x15]")


class Honeywell(CommandGun):
    """Lines, frames with metadata, and echoes of commands."""

    ORDERS: ClassVar[Mapping[str, bytes]] = {
        "trigger": b"\x16T\r",
        "release": b"\x16U\r",
        "beep": b"\x16\x07\r",
    }
    _echoed = False  # an echo was read, but not yet the mark behind it
    _damaged = False  # what follows is the rest of a frame that is none

    def command(self, text: str) -> bytes:
        return b"\x16M\r" + text.encode("ascii").rstrip(b"!.") + b"!"

    def feed(self, data: bytes, at: float) -> list[Reading | Fault]:
        if at - self._last_byte_at >= IDLE:
            self._damaged = False
        return super().feed(data, at)

    def answer(self, buffer: bytes, at: float) -> Answer | None:
        if self._damaged and not buffer.startswith(_START):
            return self._rest(buffer)
        if self._echoed:
            self._echoed = False
            if buffer[:1] in (b"!", b".", b";", b","):
                return 1, []
        if _START.startswith(buffer[:2]):
            return self._metadata(buffer, at)
        echo = _ECHO.match(buffer)
        if echo is None:
            return 0, []
        self._echoed = True
        return echo.end(), self._replied(echo[0], at)

    def _metadata(self, buffer: bytes, at: float) -> Answer | None:
        if len(buffer) < _HEAD_BYTES:
            return None
        head = _HEAD.match(buffer)
        if head is None:
            return self._drop("garbage", buffer[:_HEAD_BYTES], at)
        length = int(head[2])
        if _WITHIN + length not in _lengths(head[1]):
            return self._drop("scan.checksum", head[0], at)
        if length > LONGEST:
            return self._drop("too_long", head[0], at)
        whole = buffer[: _HEAD_BYTES + length]
        if len(whole) < _HEAD_BYTES + length:
            return None
        return len(whole), [self._scan(whole, (head[4] + head[5]).decode("ascii"), at)]

    def _drop(self, code: str, head: bytes, at: float) -> Answer:
        self._damaged = True
        again = head.find(_START, len(_START))
        return again if again > 0 else len(head), [Fault(self._device, at, code, head)]

    def _rest(self, buffer: bytes) -> Answer:
        """Skips what belongs to a damaged frame."""
        again = buffer.find(_START)
        self._damaged = again < 0
        return again if again >= 0 else len(buffer) - buffer.endswith(_START[:1]), []

    def _scan(self, whole: bytes, symbology: str, at: float) -> Reading | Fault:
        found = scan_of(self._device, at, whole[_HEAD_BYTES:], self._encoding, symbology)
        return found if isinstance(found, Fault) else type(found)(self._device, at, whole, found.text, found.symbology)


def _lengths(field: bytes) -> tuple[int, ...]:
    """What the four bytes of the outer length may mean; guides show them as digits, guns send them low byte first."""
    told = int.from_bytes(field, "little"), int.from_bytes(field, "big")
    return (*told, int(field)) if field.isdigit() else told
