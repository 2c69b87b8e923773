"""A climate sensor that writes lines of text: an Arduino with a DHT, a TEMPer in COM mode, an XY-MD02 by itself.

Opening the port resets most Arduinos, and what comes then may be the tail of a line: the first seconds after opening
are not read (SETTLE; the worker leaves them out, because a driver knows of no port).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

import msgspec

from station.devices.api import Climate, Fault, Reading
from station.devices.drivers.climate_lines import read_line
from station.devices.drivers.climate_watch import ClimateWatch, unbelievable
from station.devices.drivers.framing import Cut, Lines
from station.devices.drivers.settings import read_settings
from station.domain.habit import Habit
from station.errors import DeviceError

LONGEST = 256
IDLE = 0.3  # seconds of silence that end a line without an end
SETTLE = 2.5


class ClimateTextSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """interval in seconds between readings, as they are expected or asked for.

    ask: what is sent for each reading ("ReadTemp" for a TEMPerX232), nothing for a sensor that speaks by itself.
    settle: seconds after opening the port that are not read.
    """

    interval: Annotated[float, msgspec.Meta(ge=1, le=600)] = 10.0
    ask: Annotated[str, msgspec.Meta(max_length=40)] = ""
    settle: Annotated[float, msgspec.Meta(ge=0, le=30)] = SETTLE


class ClimateText:
    """Lines of text with a temperature and a humidity."""

    kind = "climate"

    def __init__(self, device: str, settings: ClimateTextSettings | None = None) -> None:
        self._device = device
        self._settings = settings or ClimateTextSettings()
        self.settle = self._settings.settle
        self._lines = Lines(LONGEST)
        self._ends_lines = Habit()
        self._watch = ClimateWatch(self._settings.interval)
        self._last_byte_at = 0.0
        self._next_at = float("-inf")

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> Self:
        return cls(device, read_settings(ClimateTextSettings, device, settings))

    def feed(self, data: bytes, at: float) -> list[Reading | Fault]:
        if data:
            self._last_byte_at = at
            cuts = self._lines.feed(data.replace(b"\0", b""))
            if cuts:
                self._ends_lines.allows(True)
        elif self._lines.open and at - self._last_byte_at >= IDLE:
            return self._broken_off(self._lines.drop(), at)
        else:
            return []
        return [found for cut in cuts for found in self._read(cut, at)]

    def _broken_off(self, line: bytes, at: float) -> list[Reading | Fault]:
        """A sensor that ends its lines has stalled in the middle of this one; the figure may be half."""
        if not line:
            return []
        if not self._ends_lines.allows(False):
            return [Fault(self._device, at, "garbage", line)]
        return self._read(Cut(line, True), at)

    def pending(self, at: float) -> bytes | None:
        if not self._settings.ask or at < self._next_at:
            return None
        self._next_at = at + self._settings.interval
        return self._settings.ask.encode() + b"\r\n"

    def order(self, command: str) -> None:
        raise DeviceError("device.order", device=self._device, order=command)

    def _read(self, cut: Cut, at: float) -> list[Reading | Fault]:
        if not cut.whole:
            return [Fault(self._device, at, "too_long", cut.data)]
        said = read_line(cut.data.decode("ascii", "replace"))
        code = said.fault or unbelievable(said.temperature, said.humidity)
        if code:
            return [Fault(self._device, at, code, cut.data)]
        beside = self._watch.look(said.temperature, said.humidity, at)
        reading = Climate(self._device, at, cut.data, said.temperature, said.humidity)
        return [reading, *(Fault(self._device, at, code, cut.data) for code in beside)]
