"""The air of one sensor over time: its minutes as the log has them, and what was heard since the program runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from station.ui.models.heard import DAY, MINUTE, Heard
from station.workflow.reading import Queries

Floats = NDArray[np.float64]

GAP, LONGEST_GAP = 90.0, 900.0  # seconds; a missing minute is a gap, unless the sensor speaks less often anyway
DAYS_KEPT = 64
# Rows of a Series' values: mean, least and most of the temperature (°C), then of the humidity (%).
TEMPERATURE, HUMIDITY = slice(0, 3), slice(3, 6)


@dataclass(frozen=True, slots=True)
class Series:
    """at: epoch seconds, ascending, (n); values: (6, n)."""

    at: Floats
    values: Floats

    def between(self, since: float, until: float) -> Series:
        """The samples in [since, until); views, nothing is copied."""
        first, last = np.searchsorted(self.at, (since, until))
        return Series(self.at[first:last], self.values[:, first:last])

    def gap(self) -> float:
        """How far apart two samples are that have nothing between them: by the sensor's own rhythm."""
        if len(self.at) < 3:
            return GAP
        usual = float(np.median(np.diff(self.at[-1000:])))
        return min(max(GAP, 1.5 * usual), LONGEST_GAP)


EMPTY = Series(np.empty(0), np.empty((6, 0)))


def joined(one: Series, other: Series) -> Series:
    if not len(one.at) or not len(other.at):
        return other if not len(one.at) else one
    return Series(np.concatenate((one.at, other.at)), np.concatenate((one.values, other.values), axis=1))


def remembered(heard: Heard, since: float, until: float) -> Series:
    """The readings in [since, until); least and most of one are itself."""
    at, *values = heard.between(since, until)
    return Series(np.array(at), np.repeat(np.array(values), 3, axis=0))


class Recorded:
    """The minutes of the log, read a day at a time and kept: a day that is over does not change."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self._days: dict[tuple[str, int], Series] = {}

    def series(self, sensor: str, since: float, until: float) -> Series:
        found = EMPTY
        for day in range(int(since // DAY), int(-(-until // DAY))):
            found = joined(found, self._day(sensor, day))
        return found.between(since, until)

    def forget(self, since: float) -> None:
        """Days from this moment on are read anew."""
        self._days = {(sensor, day): read for (sensor, day), read in self._days.items() if (day + 1) * DAY <= since}

    def _day(self, sensor: str, day: int) -> Series:
        if (sensor, day) not in self._days:
            if len(self._days) >= DAYS_KEPT:
                del self._days[next(iter(self._days))]
            rows = self._queries.climate(sensor, day * DAY, (day + 1) * DAY)
            table = np.array(rows, dtype=np.float64).reshape(-1, 7).T
            self._days[sensor, day] = Series(table[0] + MINUTE / 2, table[1:])
        return self._days[sensor, day]


class Air:
    """What is known of the air at each sensor. heard: the memory by sensor, which somebody else fills."""

    def __init__(self, queries: Queries, heard: Mapping[str, Heard]) -> None:
        self._recorded = Recorded(queries)
        self._heard = heard

    def logged(self, now: float) -> None:
        """The log has grown: the minutes of today and yesterday are read again when they are asked for."""
        self._recorded.forget(now - DAY)

    def spoke_again(self, last: float | None, now: float) -> None:
        """A minute that a silence of days followed is written only now, into a day that was over."""
        if last is not None and now - last > DAY:
            self._recorded.forget(last - DAY)

    def series(self, sensor: str, since: float, until: float) -> Series:
        """All samples in [since, until): minutes up to the first reading that was heard, from there on the readings."""
        heard = self._heard.get(sensor)
        begins = heard.since() if heard else None
        if heard is None or begins is None or begins >= until:
            return self._recorded.series(sensor, since, until)
        recorded = self._recorded.series(sensor, since, begins) if begins > since else EMPTY
        return joined(recorded, remembered(heard, since, until))
