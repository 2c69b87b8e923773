"""A barcode gun on a serial line (USB-CDC or RS-232) that sends each code as a line (devices.md §3).

    [AIM identifier "]cm"] text [CR | LF | CRLF]

Serial because a keyboard wedge loses letters to the Chinese input method, to CapsLock and to the layout, and GS to
all of them. What a line is worth is in gun_lines.py.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any, Self

import msgspec

from station.devices.api import Fault, Reading
from station.devices.drivers.framing import Cut, Lines
from station.devices.drivers.gun_lines import LineJudge
from station.devices.drivers.settings import read_settings
from station.errors import ConfigError, DeviceError

LONGEST = 4096  # a QR code holds 4,296 letters; nobody's label does, and a buffer has to end


class GunSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """encoding of the text in two-dimensional codes; guns in China are often set to gb18030."""

    encoding: str = "utf-8"


def gun_settings(device: str, settings: Mapping[str, Any]) -> GunSettings:
    """Raises ConfigError, also for an encoding that nobody knows."""
    read = read_settings(GunSettings, device, settings)
    try:
        codecs.lookup(read.encoding)
    except LookupError as error:
        raise ConfigError("device.settings", device=device, wrong=str(error), allowed="utf-8, gb18030") from error
    return read


class SerialGun:
    """A serial line gun: AIM prefix, one code a line."""

    kind = "gun"

    def __init__(self, device: str, settings: GunSettings | None = None) -> None:
        self._device = device
        self._judge = LineJudge(device, (settings or GunSettings()).encoding)
        self._lines = Lines(LONGEST)
        self._last_byte_at = 0.0

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> Self:
        return cls(device, gun_settings(device, settings))

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
        if not self._lines.open or at - self._last_byte_at < self._judge.patience:
            return []
        line = self._lines.drop()
        return [self._judge.broken_off(line, at)] if line else []

    def _read(self, cut: Cut, at: float) -> Reading | Fault:
        return self._judge.ended(cut.data, at) if cut.whole else Fault(self._device, at, "too_long", cut.data)
