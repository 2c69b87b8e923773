"""Everything that the climate chart draws of one window, in figures and words; how it is painted is the widget's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from station.ui.models.air import Series
from station.ui.models.decimate import Floats
from station.ui.models.excursions import Excursion
from station.ui.models.scales import STEPS

HUMIDITY_STEP = 100 / STEPS


@dataclass(frozen=True, slots=True)
class Scale:
    """A value's place on the chart, in steps from its bottom."""

    bottom: float
    step: float

    def place(self, values: Floats) -> Floats:
        return (values - self.bottom) / self.step


@dataclass(frozen=True, slots=True)
class Limit:
    """A horizontal line: where, as a place on the chart, and what is written at it. curve: temperature or humidity."""

    curve: str
    place: float
    words: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """What stands at the axes: words at the left and right for each step, and at the bottom (epoch second, words)."""

    temperature: Sequence[str]
    humidity: Sequence[str]
    times: Sequence[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class ClimatePicture:
    """since, until: epoch seconds. series: all but the column that still grows. gap: seconds, see Series.gap.

    marks: what is written above each excursion.
    """

    since: float
    until: float
    series: Series
    gap: float
    temperature: Scale
    ticks: Ticks
    limits: Sequence[Limit]
    excursions: Sequence[Excursion]
    marks: Sequence[str]
