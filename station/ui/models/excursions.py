"""What the climate chart marks: alarms as the log has them, and the times of which nothing is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from station.clock import from_utc_text
from station.config import ClimateLimits
from station.ui.models.air import Floats, Series
from station.workflow.reading import AlarmRow

LOST, GAP = "lost", "gap"
# Kind -> whether it is an upper limit, and the limit's name.
SIDES = {
    "warm": (True, "temperature_high"),
    "cold": (False, "temperature_low"),
    "wet": (True, "humidity_high"),
    "dry": (False, "humidity_low"),
}


@dataclass(frozen=True, slots=True)
class Excursion:
    """One interval, epoch seconds. whose: "" by the site's limits, else the agreement's whose they are."""

    start: float
    end: float
    kind: str
    whose: str = ""


def excursions(alarms: Iterable[AlarmRow], series: Series, since: float, until: float) -> tuple[Excursion, ...]:
    """All of a window, by their start; an alarm that is on lasts until now (`until`)."""
    found = [*(_alarm(row, until) for row in alarms), *_unknown(series, since, until)]
    return tuple(sorted(found, key=lambda one: one.start))


def out_of_limits(limits: ClimateLimits, kind: str, value: Decimal) -> bool:
    """Whether a value is beyond the limit of a kind; never where there is none."""
    upper, name = SIDES[kind]
    limit = getattr(limits, name)
    return limit is not None and (value > limit if upper else value < limit)


def _alarm(row: AlarmRow, now: float) -> Excursion:
    end = from_utc_text(row.until).timestamp() if row.until else now
    return Excursion(from_utc_text(row.since).timestamp(), end, row.cause, row.limits)


def _unknown(series: Series, since: float, until: float) -> Iterator[Excursion]:
    """Gaps between the samples, and between them and the edges of the window."""
    edges: Floats = np.concatenate(([since], series.at, [until]))
    for first in np.flatnonzero(np.diff(edges) > series.gap()):
        yield Excursion(float(edges[first]), float(edges[first + 1]), GAP)
