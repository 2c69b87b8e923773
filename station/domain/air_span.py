"""The air of a stretch of time, from its minutes: mean, least and most, the kinetic mean, and what was not measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from station.domain.kinetic_temperature import mean_kinetic_temperature

GAP = 2  # minutes without a reading that are a gap
WHOLE = ":00.000Z"  # how the text of a moment ends with which a minute begins
_MINUTE, _TENTH = timedelta(minutes=1), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Minute:
    """One recorded minute: UTC "2026-11-24T01:00", °C and % as they were written."""

    at: str
    samples: int
    temperature_mean: Decimal
    temperature_min: Decimal
    temperature_max: Decimal
    humidity_mean: Decimal
    humidity_min: Decimal
    humidity_max: Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    least: Decimal
    mean: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class AirSpan:
    """kinetic: mean kinetic temperature in °C. measured: of how many minutes of the span there are readings.

    gaps: [first, end) as minutes. temperature, humidity and kinetic are None where nothing was measured.
    """

    temperature: Quantity | None
    humidity: Quantity | None
    kinetic: Decimal | None
    measured: int
    minutes: int
    gaps: tuple[tuple[str, str], ...]


def air_span(minutes: Sequence[Minute], since: str, until: str) -> AirSpan:
    """since, until: UTC text; its whole minutes count; those that it begins and ends in tell of more than it."""
    first, end = _minute(since), _minute(until)
    if since[16:] != WHOLE:
        first += _MINUTE
    inside = [minute for minute in minutes if first <= _minute(minute.at) < end]
    measured = {_minute(minute.at) for minute in inside}
    weights = [Decimal(minute.samples) for minute in inside]
    means = [minute.temperature_mean for minute in inside]
    return AirSpan(
        temperature=_quantity(inside, weights, "temperature"),
        humidity=_quantity(inside, weights, "humidity"),
        kinetic=mean_kinetic_temperature(means, weights).quantize(_TENTH) if inside else None,
        measured=len(measured),
        minutes=max(0, (end - first) // _MINUTE),
        gaps=tuple((_text(begin), _text(over)) for begin, over in _gaps(sorted(measured), first, end)),
    )


def _quantity(inside: Sequence[Minute], weights: Sequence[Decimal], name: str) -> Quantity | None:
    if not inside:
        return None
    means = [getattr(minute, f"{name}_mean") * weight for minute, weight in zip(inside, weights, strict=True)]
    return Quantity(
        least=min(getattr(minute, f"{name}_min") for minute in inside),
        mean=(sum(means, Decimal(0)) / sum(weights, Decimal(0))).quantize(_TENTH),
        most=max(getattr(minute, f"{name}_max") for minute in inside),
    )


def _gaps(measured: Sequence[datetime], first: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Where at least GAP minutes in a row have no reading."""
    begin = first
    for minute in (*measured, end):
        if minute - begin >= GAP * _MINUTE:
            yield begin, minute
        begin = minute + _MINUTE


def _minute(text: str) -> datetime:
    return datetime.fromisoformat(text[:16]).replace(tzinfo=UTC)


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")
