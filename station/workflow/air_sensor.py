"""One climate sensor of the staging area: its alarms by the site's limits and by those of agreements, as events.

Alarms are numbered sensor by sensor, whoever's limits they are by. Moments are UTC text outside, monotonic seconds
inside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from station.clock import Clock, from_utc_text, utc_text
from station.domain.air_limits import SITE
from station.domain.climate_alarm import Alarm, Band, Cause, ClimateAlarms
from station.domain.events.site import ClimateAlarmCleared, ClimateAlarmRaised
from station.domain.readings import Climate
from station.domain.rules.air import alarm_key
from station.workflow.reading import AlarmRow

LEFT, REMOVED = "left", "removed"


@dataclass(frozen=True, slots=True)
class ToBook:
    """An event of an alarm that is not in the log yet, and its idempotency key."""

    device: str
    key: str
    event: ClimateAlarmRaised | ClimateAlarmCleared


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm that is on, and whose limits it is by."""

    device: str
    number: int
    limits: str
    alarm: Alarm


class AirSensor:
    """Says what has to be booked; the service books it."""

    def __init__(self, device: str, site: Band, last_number: int, clock: Clock) -> None:
        self.device = device
        self._clock = clock
        self._number = last_number
        self._numbers: dict[tuple[str, Cause], int] = {}
        self._alarms = {SITE: ClimateAlarms(site, clock.monotonic())}
        self._resting: dict[str, list[Alarm]] = {}  # by limits of agreements that `judge_by` has not told yet

    @property
    def raised(self) -> tuple[Raised, ...]:
        """Those that are on, whoever's limits they are by."""
        return tuple(
            Raised(self.device, self._numbers[limits, alarm.cause], limits, alarm)
            for limits, alarms in self._alarms.items()
            for alarm in alarms.raised
        )

    def restore(self, row: AlarmRow, worst: Decimal | None) -> None:
        """An alarm that was on when the program ended. worst: the figure furthest out in the minutes since."""
        cause, figures = Cause(row.cause), [Decimal(text) for text in (row.value,) if text]
        figures += [] if worst is None else [worst]
        outermost = max if cause in (Cause.WARM, Cause.WET) else min
        alarm = Alarm(
            cause,
            since=self._monotonic(row.since),
            raised_at=self._monotonic(row.raised_at),
            limit=Decimal(row.bound) if row.bound else None,
            value=Decimal(row.value) if row.value else None,
            worst=outermost(figures) if figures else None,
        )
        if row.limits in self._alarms:
            self._alarms[row.limits].restore(alarm)
        else:
            self._resting.setdefault(row.limits, []).append(alarm)
        self._numbers[row.limits, cause] = row.number

    def judge_by(self, bands: Mapping[str, Band]) -> list[ToBook]:
        """The limits of agreements whose goods stand there now; alarms by limits that nobody has any more are over."""
        ended = []
        for limits in sorted((self._alarms.keys() | self._resting.keys()) - bands.keys() - {SITE}):
            now = utc_text(self._clock.now())
            ended += [self._cleared(limits, alarm, now, LEFT) for alarm in self._taken(limits)]
        for limits in sorted(bands.keys() - self._alarms.keys()):
            self._alarms[limits] = ClimateAlarms(bands[limits], self._clock.monotonic())
            for alarm in self._resting.pop(limits, []):
                self._alarms[limits].restore(alarm)
        return ended

    def _taken(self, limits: str) -> list[Alarm]:
        """The alarms by some limits, which nobody judges by any more."""
        alarms = self._alarms.pop(limits, None)
        return [*(alarms.raised if alarms else ()), *self._resting.pop(limits, [])]

    def end(self, how: str) -> list[ToBook]:
        """All that is on is over, and nobody watches any more."""
        now, places = utc_text(self._clock.now()), [*self._alarms, *self._resting]
        return [self._cleared(limits, alarm, now, how) for limits in places for alarm in self._taken(limits)]

    def offer(self, reading: Climate) -> list[ToBook]:
        return self._changed(lambda alarms: alarms.offer(reading))

    def tick(self) -> list[ToBook]:
        return self._changed(lambda alarms: alarms.tick(self._clock.monotonic()))

    def moment(self, at: float) -> str:
        """Monotonic seconds as UTC text."""
        return utc_text(self._clock.now() - timedelta(seconds=self._clock.monotonic() - at))

    def _monotonic(self, moment: str) -> float:
        return self._clock.monotonic() - (self._clock.now() - from_utc_text(moment)).total_seconds()

    def _changed(self, ask: Callable[[ClimateAlarms], list[Alarm]]) -> list[ToBook]:
        return [
            self._raised(limits, alarm)
            if alarm.cleared_at is None
            else self._cleared(limits, alarm, self.moment(alarm.cleared_at))
            for limits, alarms in self._alarms.items()
            for alarm in ask(alarms)
        ]

    def _raised(self, limits: str, alarm: Alarm) -> ToBook:
        self._number += 1
        self._numbers[limits, alarm.cause] = self._number
        event = ClimateAlarmRaised(
            number=self._number,
            cause=alarm.cause.value,
            since=self.moment(alarm.since),
            limits=limits,
            limit=alarm.limit,
            value=alarm.value,
        )
        return ToBook(self.device, alarm_key(self.device, self._number), event)

    def _cleared(self, limits: str, alarm: Alarm, until: str, ended: str = "") -> ToBook:
        number = self._numbers.pop((limits, alarm.cause))
        event = ClimateAlarmCleared(number=number, until=until, worst=alarm.worst, ended=ended)
        return ToBook(self.device, f"{alarm_key(self.device, number)}-cleared", event)
