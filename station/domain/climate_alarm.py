"""Alarms of the air at the dock (devices.md §4): out of band for too long, or the sensor gone.

A value is out of band at once when it leaves it and in band again only by the hysteresis inside, so that an alarm does
not flutter. Out of band for `delay` raises it; goods that thaw do not wait. Nothing is assumed about a time without
readings: it neither raises an alarm of the air nor clears one. Who answers an alarm, and why, is the log's
(domain/rules/air.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from station.domain.readings import Climate

DELAY = 120.0  # seconds out of band before an alarm
LOST_AFTER = 60.0  # seconds without a reading before the sensor itself is one
KELVIN, PERCENT = Decimal("0.5"), Decimal(2)  # hysteresis of temperature and humidity


class Cause(StrEnum):
    WARM = "warm"
    COLD = "cold"
    WET = "wet"
    DRY = "dry"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Band:
    """What the air may be: °C and % relative humidity, None for a side without a limit.

    delay: seconds. at_once_above: a temperature above which the alarm does not wait. kelvin, percent: how far inside a
    value has to be before its alarm is over. lost_after: seconds without a reading, None where a loss is not told here.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    dry: Decimal | None = None
    wet: Decimal | None = None
    delay: float = DELAY
    at_once_above: Decimal | None = None
    kelvin: Decimal = KELVIN
    percent: Decimal = PERCENT
    lost_after: float | None = LOST_AFTER


# Limits as they are usual for goods [M: EU quick-frozen rules, GSP annex]; an agreement may set others.
BANDS: Mapping[str, Band] = {
    "frozen": Band(high=Decimal(-18), at_once_above=Decimal(-15)),
    "cold": Band(low=Decimal(2), high=Decimal(8)),
    "cool": Band(high=Decimal(20)),
    "room": Band(low=Decimal(10), high=Decimal(30)),
    "medicines": Band(low=Decimal(10), high=Decimal(30), dry=Decimal(35), wet=Decimal(75)),
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm. since: first reading out of band (the last one before a loss); all times are monotonic seconds.

    limit: the one that was passed; value: the reading that raised it; worst: the one furthest out so far. None, all
    three, for a lost sensor.
    """

    cause: Cause
    since: float
    raised_at: float
    limit: Decimal | None = None
    value: Decimal | None = None
    worst: Decimal | None = None
    cleared_at: float | None = None


@dataclass(frozen=True, slots=True)
class _Side:
    """One limit: how far a value is beyond it (negative is inside)."""

    cause: Cause
    limit: Decimal | None
    hysteresis: Decimal
    upper: bool

    def beyond(self, value: Decimal) -> Decimal:
        if self.limit is None:
            return -self.hysteresis
        return value - self.limit if self.upper else self.limit - value


class ClimateAlarms:
    """The alarms of one sensor by one band. Give it every reading, and `tick` when there was none."""

    def __init__(self, band: Band, started_at: float) -> None:
        self._band = band
        self._last_at = started_at
        self._out_since: dict[Cause, float] = {}
        self._raised: dict[Cause, Alarm] = {}
        self._temperature = (
            _Side(Cause.WARM, band.high, band.kelvin, upper=True),
            _Side(Cause.COLD, band.low, band.kelvin, upper=False),
        )
        self._humidity = (
            _Side(Cause.WET, band.wet, band.percent, upper=True),
            _Side(Cause.DRY, band.dry, band.percent, upper=False),
        )

    @property
    def raised(self) -> tuple[Alarm, ...]:
        """Those that are on."""
        return tuple(self._raised.values())

    def restore(self, alarm: Alarm) -> None:
        """An alarm that was on when the program ended is on when it starts: only a reading may clear it."""
        self._raised[alarm.cause] = alarm

    def offer(self, reading: Climate) -> list[Alarm]:
        """A reading; gives the alarms that it has raised or cleared."""
        at = reading.seen_at
        changed = self.tick(at)
        self._last_at = at
        changed += self._clear(Cause.LOST, at)
        for value, sides in ((reading.temperature, self._temperature), (reading.humidity, self._humidity)):
            for side in sides:
                changed += self._look(side, value, at)
        return changed

    def tick(self, at: float) -> list[Alarm]:
        """Time has passed; gives the alarm of a sensor that was not heard."""
        patience = LOST_AFTER if self._band.lost_after is None else self._band.lost_after
        if at - self._last_at < patience:
            return []
        self._out_since.clear()  # whether the air was out of band meanwhile nobody knows
        if self._band.lost_after is None or Cause.LOST in self._raised:
            return []
        return [self._raise(Alarm(Cause.LOST, self._last_at, at))]

    def _look(self, side: _Side, value: Decimal, at: float) -> list[Alarm]:
        beyond = side.beyond(value)
        if side.cause in self._raised:
            if beyond <= -side.hysteresis:
                return self._clear(side.cause, at)
            self._worse(side, value)
            return []
        if beyond <= 0:
            self._out_since.pop(side.cause, None)
            return []
        since = self._out_since.setdefault(side.cause, at)
        if at - since < self._delay(side.cause, value):
            return []
        del self._out_since[side.cause]
        return [self._raise(Alarm(side.cause, since, at, side.limit, value, value))]

    def _delay(self, cause: Cause, value: Decimal) -> float:
        at_once = self._band.at_once_above
        return 0.0 if cause is Cause.WARM and at_once is not None and value > at_once else self._band.delay

    def _raise(self, alarm: Alarm) -> Alarm:
        self._raised[alarm.cause] = alarm
        return alarm

    def _worse(self, side: _Side, value: Decimal) -> None:
        alarm = self._raised[side.cause]
        if alarm.worst is None or side.beyond(value) > side.beyond(alarm.worst):
            self._raised[side.cause] = replace(alarm, worst=value)

    def _clear(self, cause: Cause, at: float) -> list[Alarm]:
        alarm = self._raised.pop(cause, None)
        return [] if alarm is None else [replace(alarm, cleared_at=at)]
