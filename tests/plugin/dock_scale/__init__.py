"""A driver that comes from another distribution: a whole plug-in, as small as one can be.

12.345\n     kilograms, nothing else
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from station.devices.api import Fault, Reading, Trust, Weight
from station.errors import DeviceError

LONGEST = 16


class DockScale:
    """A scale of our own workshop that writes kilograms, a number a line."""

    kind = "scale"
    port = {"baudrate": "19200"}
    trust = Trust()

    def __init__(self, device: str) -> None:
        self._device = device
        self._line = b""

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> DockScale:
        return cls(device)

    def feed(self, data: bytes, at: float) -> list[Reading | Fault]:
        *lines, rest = (self._line + data).split(b"\n")
        self._line = rest[-LONGEST:]
        return [self._read(line, at) for line in lines]

    def pending(self, at: float) -> bytes | None:
        return None

    def order(self, command: str) -> None:
        raise DeviceError("device.order", device=self._device, order=command)

    def _read(self, line: bytes, at: float) -> Reading | Fault:
        whole, _, decimals = line.partition(b".")
        if not (whole.isdigit() and decimals.isdigit() and len(line) <= LONGEST):
            return Fault(self._device, at, "garbage", line[:LONGEST])
        return Weight(self._device, at, line, Decimal(line.decode()), "kg", None)
