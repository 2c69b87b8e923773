"""Where the air was out of its limits for long enough to be an alarm, and where nothing is known, as intervals.

Worked out from the samples that are drawn. Nothing is assumed about a time without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from station.config import ClimateLimits
from station.ui.models.air import Floats, Series

DELAY = 120.0  # seconds out of limits before it counts
LOST = "lost"
# Kind -> row of the mean in Series.values, whether it is an upper limit, and the limit's name.
SIDES = {
    "warm": (0, True, "temperature_high"),
    "cold": (0, False, "temperature_low"),
    "wet": (3, True, "humidity_high"),
    "dry": (3, False, "humidity_low"),
}


@dataclass(frozen=True, slots=True)
class Excursion:
    """One interval, epoch seconds. worst: the value furthest out (°C or %), None where nothing was measured."""

    start: float
    end: float
    kind: str
    worst: float | None = None


def excursions(series: Series, limits: ClimateLimits, since: float, until: float) -> tuple[Excursion, ...]:
    """All of a window, by their start."""
    found = [one for kind in SIDES for one in _beyond(series, limits, kind)]
    return tuple(sorted((*found, *_unknown(series, since, until)), key=lambda one: one.start))


def out_of_limits(limits: ClimateLimits, kind: str, value: Decimal | float) -> bool:
    """Whether a value is beyond the limit of a kind; never where there is none."""
    _, upper, name = SIDES[kind]
    limit = getattr(limits, name)
    return limit is not None and (value > limit if upper else value < limit)


def out_since(series: Series, limits: ClimateLimits, kind: str) -> float:
    """For how many seconds the latest samples without a gap have been beyond the limit of a kind."""
    stretches = list(_out(series, limits, kind))
    if not stretches or stretches[-1][1] != len(series.at) - 1:
        return 0.0
    first, last = stretches[-1]
    return float(series.at[last] - series.at[first])


def _beyond(series: Series, limits: ClimateLimits, kind: str) -> Iterator[Excursion]:
    """Those that last. The worst of them is the most or least that was measured, not a minute's mean."""
    row, upper, _ = SIDES[kind]
    for first, last in _out(series, limits, kind):
        if series.at[last] - series.at[first] >= DELAY:
            inside = series.values[row + 2 if upper else row + 1, first : last + 1]
            worst = float(inside.max() if upper else inside.min())
            yield Excursion(float(series.at[first]), float(series.at[last]), kind, worst)


def _out(series: Series, limits: ClimateLimits, kind: str) -> Iterator[tuple[int, int]]:
    """First and last sample of each stretch beyond the limit of a kind, by the mean."""
    row, upper, name = SIDES[kind]
    limit = getattr(limits, name)
    if limit is None or not len(series.at):
        return
    values = series.values[row]
    out = values > float(limit) if upper else values < float(limit)
    yield from _stretches(out, np.diff(series.at) > series.gap())


def _stretches(out: NDArray[np.bool_], gaps: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of true that no gap divides."""
    apart = gaps | (out[1:] != out[:-1])
    starts = np.concatenate(([0], np.flatnonzero(apart) + 1))
    ends = np.append(starts[1:], len(out)) - 1
    yield from ((int(first), int(last)) for first, last in zip(starts, ends, strict=True) if out[first])


def _unknown(series: Series, since: float, until: float) -> Iterator[Excursion]:
    """Gaps between the samples, and between them and the edges of the window."""
    edges: Floats = np.concatenate(([since], series.at, [until]))
    for first in np.flatnonzero(np.diff(edges) > series.gap()):
        yield Excursion(float(edges[first]), float(edges[first + 1]), LOST)
