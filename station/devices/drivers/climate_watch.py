"""Whether a climate sensor can be believed (devices.md §4, profile guard; reliability R18).

A sensor that hangs keeps answering with a fitting checksum, and one that is read with the wrong register map answers
with numbers as well. What is told here is told beside the reading; nothing is smoothed, filled in or held back except
numbers that cannot be a climate at all.
"""

from __future__ import annotations

from decimal import Decimal

# Raw registers by which sensors say that the element is broken (devices.md §4). 0xFFFF would also be -0.1 °C:
# one tenth of a degree that reads as a fault is the smaller harm.
SENTINELS = frozenset({0x7FFF, 0x8000, 0xFFFF, 0x10000 - 999})
NO_VALUE = Decimal(-999)  # the same in a sensor that writes figures
_COLDEST, _HOTTEST = Decimal(-45), Decimal(90)
FROZEN_AFTER = 30 * 60.0  # seconds without a change of the last digit
GAP_SAMPLES = 2  # a longer silence is a gap
GAP_GRACE = 2.0  # seconds by which three tries may delay a sample
_KELVIN_A_SECOND = Decimal(1)
_PERCENT_A_SECOND = Decimal(5)


def unbelievable(temperature: Decimal, humidity: Decimal) -> str:
    """The fault code of numbers that are no climate, "" if they may be one."""
    if NO_VALUE in (temperature, humidity):
        return "climate.sensor"
    in_range = _COLDEST <= temperature <= _HOTTEST and 0 <= humidity <= 100
    return "" if in_range and temperature != humidity else "climate.map"


class ClimateWatch:
    """Notices a frozen sensor, a change faster than air can change, and a gap. interval: seconds between samples."""

    def __init__(self, interval: float) -> None:
        self._longest = GAP_SAMPLES * interval + GAP_GRACE
        self._last: tuple[Decimal, Decimal] | None = None
        self._last_at = 0.0
        self._changed_at = 0.0

    def look(self, temperature: Decimal, humidity: Decimal, at: float) -> list[str]:
        """The fault codes that belong beside this reading."""
        now, before, elapsed = (temperature, humidity), self._last, at - self._last_at
        self._last, self._last_at = now, at
        if before is None:
            self._changed_at = at
            return []
        return [*self._gap(elapsed, at), *self._moved(before, now, elapsed, at)]

    def _gap(self, elapsed: float, at: float) -> list[str]:
        """What was not measured is not filled in. Nobody saw the value in between, so it does not count as frozen."""
        if elapsed <= self._longest:
            return []
        self._changed_at = at
        return ["climate.gap"]

    def _moved(
        self, before: tuple[Decimal, Decimal], now: tuple[Decimal, Decimal], elapsed: float, at: float
    ) -> list[str]:
        if now != before:
            self._changed_at = at
            return ["climate.rate"] if _too_fast(before, now, Decimal(max(elapsed, 1.0))) else []
        return ["climate.frozen"] if at - self._changed_at >= FROZEN_AFTER else []


def _too_fast(before: tuple[Decimal, Decimal], now: tuple[Decimal, Decimal], elapsed: Decimal) -> bool:
    warmer, wetter = abs(now[0] - before[0]), abs(now[1] - before[1])
    return warmer > _KELVIN_A_SECOND * elapsed or wetter > _PERCENT_A_SECOND * elapsed
