"""Readings of one sensor in memory, at least those of the last 24 hours; plain arrays, filled from the start on."""

from __future__ import annotations

from array import array
from bisect import bisect_left

DAY = 86400.0
MINUTE = 60.0


class Heard:
    """Times are epoch seconds and ascend; °C and % relative humidity."""

    def __init__(self) -> None:
        self._at, self._temperature, self._humidity = array("d"), array("d"), array("d")

    def add(self, at: float, temperature: float, humidity: float) -> None:
        """One reading. After the clock was put back, what was heard "later" is forgotten: the log has its minutes."""
        later = bisect_left(self._at, at)
        if later < len(self._at):
            self._keep(0, later)
        elif self._at and self._at[0] < at - 2 * DAY:
            self._keep(bisect_left(self._at, at - DAY), later)
        for values, value in ((self._at, at), (self._temperature, temperature), (self._humidity, humidity)):
            values.append(value)

    def between(self, since: float, until: float) -> tuple[array[float], array[float], array[float]]:
        """Times, temperatures and humidities in [since, until)."""
        kept = slice(bisect_left(self._at, since), bisect_left(self._at, until))
        return self._at[kept], self._temperature[kept], self._humidity[kept]

    def since(self) -> float | None:
        """The start of the first minute that was heard; None where nothing was."""
        return self._at[0] // MINUTE * MINUTE if self._at else None

    def last_at(self) -> float | None:
        return self._at[-1] if self._at else None

    def _keep(self, first: int, end: int) -> None:
        for values in (self._at, self._temperature, self._humidity):
            del values[end:]
            del values[:first]
