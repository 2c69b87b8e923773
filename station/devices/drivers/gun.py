"""A barcode gun on a serial line (USB-CDC or RS-232) that sends each code as a line (devices.md §3).

    [AIM identifier "]cm"] text [CR | LF | CRLF]

Serial because a keyboard wedge loses letters to the Chinese input method, to CapsLock and to the layout, and GS to
all of them. Two habits of a gun are learned from what it sends and then held against it, so that a damaged line is
refused instead of read as another code: whether its lines have an end, and whether they have an AIM identifier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self

import msgspec

from station.devices.api import Fault, Reading, Scan
from station.devices.drivers.framing import Cut, Lines
from station.devices.drivers.settings import read_settings
from station.errors import DeviceError

LONGEST = 2048
IDLE = 0.05  # seconds of silence that end a line of a gun without a suffix
UNFINISHED = 1.0  # seconds after which a line of a gun with a suffix is given up
SHORTEST = 4  # characters of a line that only silence has ended
_AIM = re.compile(rb"\]([A-Za-z][0-9A-Za-z])")


class GunSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """encoding of the text in two-dimensional codes; guns in China are often set to gb18030."""

    encoding: str = "utf-8"


class SerialGun:
    """A serial line gun: AIM prefix, one code a line."""

    kind = "gun"

    def __init__(self, device: str, settings: GunSettings | None = None) -> None:
        self._device = device
        self._encoding = (settings or GunSettings()).encoding
        self._lines = Lines(LONGEST)
        self._last_byte_at = 0.0
        self._ends_lines = False
        self._sends_aim = False

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> Self:
        return cls(device, read_settings(GunSettings, device, settings))

    def feed(self, data: bytes, at: float) -> list[Reading | Fault]:
        if not data:
            return self._silence(at)
        self._last_byte_at = at
        return [self._read(cut, at) for cut in self._lines.feed(data.replace(b"\0", b""))]

    def pending(self, at: float) -> bytes | None:
        return None

    def order(self, command: str) -> None:
        raise DeviceError("device.order", device=self._device, order=command)

    def _silence(self, at: float) -> list[Reading | Fault]:
        """A gun that ends its lines is stalled when one stays open; one that does not has finished."""
        if not self._lines.open or at - self._last_byte_at < (UNFINISHED if self._ends_lines else IDLE):
            return []
        line = self._lines.drop()
        if not line:
            return []
        if self._ends_lines or len(_AIM.sub(b"", line, count=1)) < SHORTEST:
            return [Fault(self._device, at, "scan.partial", line)]
        return [self._text(line, at)]

    def _read(self, cut: Cut, at: float) -> Reading | Fault:
        if not cut.whole:
            return Fault(self._device, at, "too_long", cut.data)
        self._ends_lines = True
        return self._text(cut.data, at)

    def _text(self, line: bytes, at: float) -> Reading | Fault:
        aim = _AIM.match(line)
        if aim is None and self._sends_aim:
            return Fault(self._device, at, "scan.no_symbology", line)
        self._sends_aim = aim is not None
        try:
            text = line[aim.end() if aim else 0 :].decode(self._encoding)
        except UnicodeDecodeError:
            return Fault(self._device, at, "scan.encoding", line)
        if not text:
            return Fault(self._device, at, "scan.partial", line)
        return Scan(self._device, at, line, text, aim[1].decode("ascii") if aim else "")
