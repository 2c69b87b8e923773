"""The air that a delivery stood in, from the door's opening to the sign-off, for its receipt (receiving.md §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from station.clock import from_utc_text
from station.domain.air_limits import SITE, limits_of, scope_of, site_judges
from station.domain.air_span import AirSpan, Minute, air_span
from station.domain.case import Case
from station.domain.climate_alarm import Band, Cause
from station.workflow.reading import AlarmRow


class AirRead(Protocol):
    """What is asked of the log's tables."""

    def climate_minutes(self, device: str, since: str, until: str) -> tuple[Minute, ...]: ...

    def climate_alarms(self, device: str, since: float, until: float) -> tuple[AlarmRow, ...]: ...


@dataclass(frozen=True, slots=True)
class SensorAir:
    """One sensor: its figures, and the alarms that concern the delivery."""

    device: str
    span: AirSpan
    alarms: tuple[AlarmRow, ...]


@dataclass(frozen=True, slots=True)
class StagingAir:
    """since, until: UTC text. limits: all that the delivery is judged by. No sensors: nothing was measured."""

    since: str
    until: str
    limits: Band
    sensors: tuple[SensorAir, ...]


def staging_air(case: Case, book: AirRead, sensors: Iterable[str], site: Band) -> StagingAir | None:
    """None for a delivery that never stood there: not signed yet, or behind a door that stayed shut."""
    since, signed = case.visit.door_opened_at, case.delivery.sign_off
    if not since or signed is None:
        return None
    read = (_sensor(book, device, since, signed.at) for device in sensors)
    found = tuple(replace(sensor, alarms=_concerning(case, sensor.alarms, site)) for sensor in read)
    return StagingAir(since, signed.at, limits_of(case.delivery.terms, site), found)


def _sensor(book: AirRead, device: str, since: str, until: str) -> SensorAir:
    minutes = book.climate_minutes(device, since[:16], until[:16])
    begin, end = (from_utc_text(moment).timestamp() for moment in (since, until))
    return SensorAir(device, air_span(minutes, since, until), book.climate_alarms(device, begin, end))


def _concerning(case: Case, alarms: tuple[AlarmRow, ...], site: Band) -> tuple[AlarmRow, ...]:
    return tuple(alarm for alarm in alarms if _concerns(case, alarm, site))


def _concerns(case: Case, alarm: AlarmRow, site: Band) -> bool:
    """A lost sensor is told as well: nobody knows what the air was."""
    if alarm.limits != SITE:
        return alarm.limits == scope_of(case.delivery)
    return alarm.cause == Cause.LOST or site_judges(case.delivery.terms, site, Cause(alarm.cause))
