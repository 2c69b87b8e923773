"""The watch over the staging area's air: alarms raised and cleared in the log, told to people and to deliveries.

Fed by every reading and by time, also while a sensor is silent. It starts with what the log says: an alarm that was on
when the program ended is on, and the time between is a gap that clears nothing. An event that cannot be written (a full
disk) waits and is tried again; nothing is raised twice, because every alarm has its number and its key.
"""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from station.clock import Clock
from station.config import ClimateLimits
from station.domain.agreements import Terms
from station.domain.air_limits import SITE, own_band, scope_of, site_judges
from station.domain.case import Happening
from station.domain.climate_alarm import Band, Cause
from station.domain.commands import NoteClimate
from station.domain.entry import Entry
from station.domain.events.site import ClimateAlarmRaised, ClimateSuspected
from station.domain.readings import Climate, Fault
from station.domain.rules.air import alarm_key
from station.errors import StoreError
from station.program_log import ProgramLog
from station.texts import Line, line
from station.workflow.air_doubts import AirDoubts
from station.workflow.air_sensor import REMOVED, AirSensor, Raised, ToBook
from station.workflow.handlers import STATION, Handlers
from station.workflow.reading import AlarmRow

SAMPLES_LOST = 3  # a sensor that is read seldom is not lost between two samples
REMIND_EVERY = 300.0  # seconds between two signals of an alarm that nobody answers
MOVES = frozenset({"visit.door_opened", "visit.departed"})  # what changes which goods stand there

log = ProgramLog(__name__)


class AirBook(Protocol):
    """What is asked of the log's tables."""

    def open_alarms(self) -> tuple[AlarmRow, ...]: ...

    def last_alarm(self, device: str) -> int: ...

    def last_minute(self, device: str) -> str: ...

    def worst_since(self, device: str, cause: str, since: str) -> Decimal | None: ...

    def in_staging(self) -> tuple[str, ...]: ...


def band_of(limits: ClimateLimits) -> Band:
    """The site's limits as the alarms take them."""
    return Band(
        low=limits.temperature_low,
        high=limits.temperature_high,
        dry=limits.humidity_low,
        wet=limits.humidity_high,
        delay=float(limits.delay_s),
        kelvin=limits.hysteresis_temperature,
        percent=limits.hysteresis_humidity,
        lost_after=float(limits.lost_after_s),
    )


class AirWatch:
    """sensors: those of the staging area with the seconds between two samples. tell: says an alarm aloud."""

    def __init__(
        self,
        handlers: Handlers,
        clock: Clock,
        book: AirBook,
        *,
        limits: ClimateLimits,
        sensors: Mapping[str, float],
        tell: Callable[[Line], None],
    ) -> None:
        self._handlers, self._clock, self._book, self._tell = handlers, clock, book, tell
        self._site = band_of(limits)
        self._sensors: dict[str, AirSensor] = {}
        self._doubts: dict[str, AirDoubts] = {}
        self._waiting: deque[ToBook] = deque()
        self._staged: dict[str, tuple[str, Terms]] | None = None  # delivery -> whose limits, and its terms
        self._noted: set[tuple[str, str]] = set()  # alarm's key and delivery
        self._unanswered: dict[tuple[str, int], Line] = {}
        self._reminded_at = clock.monotonic()
        for device, interval in sensors.items():
            self.watch(device, interval)
        self._take_up()
        handlers.subscribe(self._written)

    def watch(self, device: str, interval: float) -> None:
        """One more sensor of the staging area."""
        lost_after = max(self._site.lost_after or 0.0, SAMPLES_LOST * interval)
        band = replace(self._site, lost_after=lost_after)
        self._sensors[device] = AirSensor(device, band, self._book.last_alarm(device), self._clock)
        self._doubts[device] = AirDoubts(self._book.last_minute(device))
        self._staged = None

    def offer(self, item: object) -> None:
        """Whatever an instrument said; readings and faults of the staging area's sensors are looked at."""
        if not isinstance(item, Climate | Fault) or item.device not in self._sensors:
            return
        if isinstance(item, Fault):
            self._doubt(item.device, self._doubts[item.device].fault(item.code))
        else:
            self._doubt(item.device, self._doubts[item.device].reading(self._clock.now()))
            self._waiting += self._sensors[item.device].offer(item)
            self._settle()

    def tick(self) -> None:
        """Time has passed: silent sensors, goods that came or left, what could not be written, who has not answered."""
        for sensor in self._sensors.values():
            self._waiting += sensor.tick()
        self._settle()
        now = self._clock.monotonic()
        if self._unanswered and now - self._reminded_at >= REMIND_EVERY:
            self._say(next(reversed(self._unanswered.values())))

    def raised(self) -> tuple[Raised, ...]:
        """The alarms that are on."""
        return tuple(raised for sensor in self._sensors.values() for raised in sensor.raised)

    # From the log

    def _take_up(self) -> None:
        """The alarms of the log that are on; one of a sensor that is no longer there is over."""
        for row in self._book.open_alarms():
            sensor = self._sensors.get(row.device)
            if row.on and sensor is not None:
                worst = None if row.cause == Cause.LOST else self._book.worst_since(row.device, row.cause, row.since)
                sensor.restore(row, worst)
            elif row.on:
                self._waiting.append(self._removed(row))
            if not row.acknowledged_at:
                self._unanswered[row.device, row.number] = said(row.device, row.cause)

    def _removed(self, row: AlarmRow) -> ToBook:
        gone = AirSensor(row.device, Band(), row.number, self._clock)
        gone.restore(row, None)
        [cleared] = gone.end(REMOVED)
        return cleared

    def _written(self, entries: tuple[Entry, ...]) -> None:
        """Work is done at the next turn: this is called in the middle of somebody else's."""
        for entry in entries:
            if entry.kind in MOVES:
                self._staged = None
            elif entry.kind == "device.climate_alarm_acknowledged":
                self._unanswered.pop((entry.stream.removeprefix("device/"), entry.data["number"]), None)

    # Goods that stand there

    def _judge_staged(self) -> None:
        if self._staged is not None:
            return
        deliveries = [self._handlers.delivery(name) for name in self._book.in_staging()]
        self._staged = {state.id: (scope_of(state), state.terms) for state in deliveries}
        own = {scope: own_band(terms, self._site) for scope, terms in self._staged.values()}
        bands = {scope: band for scope, band in own.items() if band is not None}
        for sensor in self._sensors.values():
            self._waiting += sensor.judge_by(bands)

    def _concerned(self, raised: Raised) -> list[str]:
        """The deliveries that an alarm is about."""
        staged = self._staged or {}
        if raised.limits != SITE:
            return [name for name, (scope, _) in staged.items() if scope == raised.limits]
        return [name for name, (_, terms) in staged.items() if site_judges(terms, self._site, raised.alarm.cause)]

    # Into the log

    def _settle(self) -> None:
        """Books what waits, in order, then tells the deliveries; a failure leaves the rest for the next turn."""
        try:
            self._judge_staged()
            while self._waiting:
                self._book_one(self._waiting[0])
                self._waiting.popleft()
            for raised in self.raised():
                for delivery in self._concerned(raised):
                    self._note(raised, delivery)
        except StoreError as error:
            log.error("not booked", reason=str(error))

    def _book_one(self, waiting: ToBook) -> None:
        self._handlers.book([Happening(f"device/{waiting.device}", waiting.event)], waiting.key)
        if isinstance(waiting.event, ClimateAlarmRaised):
            about = said(waiting.device, waiting.event.cause)
            self._unanswered[waiting.device, waiting.event.number] = about
            self._say(about)

    def _note(self, raised: Raised, delivery: str) -> None:
        key, alarm = alarm_key(raised.device, raised.number), raised.alarm
        if (key, delivery) in self._noted:
            return
        sensor = self._sensors[raised.device]
        command = NoteClimate(
            delivery=delivery,
            alarm=key,
            device=raised.device,
            cause=alarm.cause.value,
            since=sensor.moment(alarm.since),
            raised_at=sensor.moment(alarm.raised_at),
            limit=alarm.limit,
            value=alarm.value,
        )
        self._handlers.dispatch(command, f"{key}-{delivery}", STATION)
        self._noted.add((key, delivery))

    def _doubt(self, device: str, event: ClimateSuspected | None) -> None:
        if event is None:
            return
        try:
            self._handlers.book([Happening(f"device/{device}", event)], f"climate-doubt-{uuid.uuid4()}")
        except StoreError as error:
            log.error("not booked", device=device, kind=event.KIND, reason=str(error))

    def _say(self, about: Line) -> None:
        self._reminded_at = self._clock.monotonic()
        self._tell(about)


def said(device: str, cause: str) -> Line:
    """An alarm as it is called out: what, where, and what to do."""
    if cause == Cause.LOST:
        return line("air.said_lost", sensor=device)
    return line("air.said", what=line(f"climate.kind.{cause}"), sensor=device)
