"""Whether a climate sensor can be believed (devices.md §4, profile guard; reliability R18).

A sensor that hangs keeps answering with a fitting checksum, and one that is read with the wrong register map answers
with numbers as well. What is told here is told beside the reading; nothing is smoothed, filled in or held back except
numbers that cannot be a climate at all.
"""

from __future__ import annotations

from decimal import Decimal

# Raw registers by which sensors say that the element is broken (devices.md §4). 0xFFFF would also be -0.1 °C:
# one tenth of a degree that reads as a fault is the smaller harm.
_SENTINELS = frozenset({0x7FFF, 0x8000, 0xFFFF, 0x10000 - 999})
_COLDEST, _HOTTEST = Decimal(-45), Decimal(90)
FROZEN_AFTER = 30 * 60.0  # seconds without a change of the last digit
_KELVIN_A_SECOND = Decimal(1)
_PERCENT_A_SECOND = Decimal(5)


def unbelievable(registers: tuple[int, ...], temperature: Decimal, humidity: Decimal) -> str:
    """The fault code of numbers that are no climate, "" if they may be one."""
    if _SENTINELS & set(registers):
        return "climate.sensor"
    in_range = _COLDEST <= temperature <= _HOTTEST and 0 <= humidity <= 100
    return "" if in_range and temperature != humidity else "climate.map"


class ClimateWatch:
    """Notices a frozen sensor and a change faster than air can change."""

    def __init__(self) -> None:
        self._last: tuple[Decimal, Decimal] | None = None
        self._last_at = 0.0
        self._changed_at = 0.0

    def look(self, temperature: Decimal, humidity: Decimal, at: float) -> list[str]:
        """The fault codes that belong beside this reading."""
        now, before = (temperature, humidity), self._last
        elapsed = Decimal(max(at - self._last_at, 1.0))
        self._last, self._last_at = now, at
        if before is None or now != before:
            self._changed_at = at
            return ["climate.rate"] if before and _too_fast(before, now, elapsed) else []
        return ["climate.frozen"] if at - self._changed_at >= FROZEN_AFTER else []


def _too_fast(before: tuple[Decimal, Decimal], now: tuple[Decimal, Decimal], elapsed: Decimal) -> bool:
    warmer, wetter = abs(now[0] - before[0]), abs(now[1] - before[1])
    return warmer > _KELVIN_A_SECOND * elapsed or wetter > _PERCENT_A_SECOND * elapsed
