"""The receipt's pages about the air: figures of the staging area, alarms, gaps, and the truck at its door's opening."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from station.documents.model import Both, Fact, Section, Table
from station.documents.words import both, fact, heads, side_by_side, word
from station.domain.air_span import Quantity
from station.domain.climate_alarm import Band, Cause
from station.domain.rules.air import UNITS
from station.domain.state import VisitState
from station.texts import line
from station.workflow.reading import AlarmRow
from station.workflow.receipt_air import SensorAir, StagingAir

Local = Callable[[str], str]


def truck_air(visit: VisitState, *, cold: bool) -> Fact | None:
    """What the hold's sensor said as the door opened; of goods of the cold chain also that it said nothing."""
    air = visit.truck_air
    if air is not None:
        said = f"{air.temperature} °C · {air.humidity} % · {air.device}"
        return fact("receipt.truck_air", said)
    if not cold or not visit.door_opened_at:
        return None
    return fact("receipt.truck_air", word("truck_air.", visit.no_truck_air or "no_reading"))


def air_sections(air: StagingAir | None, local: Local, name: Callable[[str], str]) -> Iterator[Section]:
    """local: UTC text as a person reads it; name: a person's id as the receipt shows it."""
    if air is None:
        return
    facts = (
        fact("receipt.air_span", f"{local(air.since)} – {local(air.until)}"),
        fact("receipt.air_limits", _limits(air.limits)),
    )
    title = both(line("receipt.air"))
    if not air.sensors:
        yield Section(title, facts=facts, note=both(line("receipt.air_unmeasured")))
        return
    rows = tuple(_row(sensor) for sensor in air.sensors)
    incomplete = tuple(at for at, sensor in enumerate(air.sensors) if sensor.span.gaps)
    columns = ("sensor", "temperature", "humidity", "kinetic", "measured")
    yield Section(title, facts=facts, table=Table(heads(*columns), rows, marked=incomplete), note=_gaps(air, local))
    yield _alarms(air, local, name)


def _limits(band: Band) -> str:
    said = (_range(band.low, band.high, "°C"), _range(band.dry, band.wet, "%"))
    return " · ".join(filter(None, said))


def _range(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    if low is None and high is None:
        return ""
    if low is None:
        return f"≤ {high} {unit}"
    return f"≥ {low} {unit}" if high is None else f"{low} – {high} {unit}"


def _row(sensor: SensorAir) -> tuple[str, ...]:
    span = sensor.span
    kinetic = "—" if span.kinetic is None else f"{span.kinetic} °C"
    measured = f"{span.measured} / {span.minutes} min"
    return sensor.device, _figures(span.temperature, "°C"), _figures(span.humidity, "%"), kinetic, measured


def _figures(quantity: Quantity | None, unit: str) -> str:
    return "—" if quantity is None else f"{quantity.least} / {quantity.mean} / {quantity.most} {unit}"


def _gaps(air: StagingAir, local: Local) -> Both:
    """What was not measured is said, never filled in."""
    told = [
        f"{sensor.device} {local(f'{begin}:00.000Z')} – {local(f'{end}:00.000Z')[-5:]}"
        for sensor in air.sensors
        for begin, end in sensor.span.gaps
    ]
    return both(line("receipt.air_gaps", gaps="; ".join(told))) if told else both(line("receipt.air_no_gaps"))


def _alarms(air: StagingAir, local: Local, name: Callable[[str], str]) -> Section:
    title = both(line("receipt.air_alarms"))
    found = [alarm for sensor in air.sensors for alarm in sensor.alarms]
    if not found:
        return Section(title, note=both(line("receipt.air_no_alarms")))
    columns = ("sensor", "kind", "limit", "worst", "since", "until", "answer")
    rows = tuple(_alarm(alarm, air.until, local, name) for alarm in sorted(found, key=lambda alarm: alarm.index))
    return Section(title, table=Table(heads(*columns), rows, marked=tuple(range(len(rows)))))


def _alarm(alarm: AlarmRow, signed: str, local: Local, name: Callable[[str], str]) -> tuple[str, ...]:
    """As it stood at the sign-off: what came later is not this receipt's."""
    over = bool(alarm.until) and alarm.until <= signed
    answered = bool(alarm.acknowledged_at) and alarm.acknowledged_at <= signed
    unit = UNITS.get(alarm.cause, "")
    worst = alarm.worst or alarm.value
    return (
        f"{alarm.device} #{alarm.number}",
        side_by_side(word("climate.kind.", alarm.cause)),
        f"{alarm.bound} {unit}" if alarm.bound else "—",
        f"{worst} {unit}" if worst and alarm.cause != Cause.LOST else "—",
        local(alarm.since),
        local(alarm.until) if over else side_by_side(both(line("receipt.air_on"))),
        f"{name(alarm.acknowledged_by)} · {alarm.reason}" if answered else "—",
    )
