"""From samples, limits and a language to the picture that the climate chart draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from station.clock import utc_text
from station.config import ClimateLimits
from station.texts import Line
from station.ui.models.air import TEMPERATURE, Series
from station.ui.models.climate_picture import HUMIDITY_STEP, ClimatePicture, Limit, Scale, Ticks
from station.ui.models.excursions import GAP, LOST, Excursion, excursions
from station.ui.models.heard import DAY, MINUTE
from station.ui.models.scales import STEPS, time_ticks, value_scale
from station.workflow.reading import AlarmRow

MOST_TIMES = 9
UNKNOWN = (0.0, 10.0)  # °C: the scale where nothing was measured


@dataclass(frozen=True, slots=True)
class Stretch:
    """Epoch seconds. known_until: now, or the window's end; still: from here on the chart grows by itself."""

    since: float
    until: float
    known_until: float
    still: float


class Draft:
    """say: a sentence in the language of the screen. local: UTC text as site-local "2026-11-23 10:42"."""

    def __init__(self, say: Callable[[Line | str], str], local: Callable[[str], str], limits: ClimateLimits) -> None:
        self._say, self._local, self._limits = say, local, limits

    def picture(self, series: Series, alarms: Sequence[AlarmRow], stretch: Stretch) -> ClimatePicture:
        """series and alarms: all that is known of the stretch; from `still` on the series grows."""
        since, until = stretch.since, stretch.until
        found = excursions(alarms, series, since, stretch.known_until)
        bottom, step = self._temperature(series)
        scale = Scale(bottom, step)
        return ClimatePicture(
            since=since,
            until=until,
            series=series.between(since, stretch.still),
            gap=series.gap(),
            temperature=scale,
            ticks=Ticks(
                temperature=[f"{_short(bottom + number * step)} °C" for number in range(STEPS + 1)],
                humidity=[f"{_short(number * HUMIDITY_STEP)} %" for number in range(STEPS + 1)],
                times=self._times(since, until),
            ),
            limits=self._lines(scale),
            excursions=found,
            marks=[self.mark(one) for one in found],
        )

    def moment(self, at: float) -> str:
        """Site-local "2026-11-23 10:42"."""
        return self._local(utc_text(datetime.fromtimestamp(at, UTC)))

    def mark(self, one: Excursion) -> str:
        """What is written above an excursion: icon, word, and whose limits where they are not the site's."""
        icon = {"cold": "▼", "dry": "▼", LOST: "∅", GAP: "∅"}.get(one.kind, "▲")
        return f"{icon} {self._say(Line(f'climate.kind.{one.kind}'))} {one.whose}".rstrip()

    def _temperature(self, series: Series) -> tuple[float, float]:
        """A scale for what was measured and for the limits, which are drawn in any case."""
        measured = series.values[TEMPERATURE]
        values = [float(measured.min()), float(measured.max())] if measured.size else []
        drawn = (self._limits.temperature_low, self._limits.temperature_high)
        values += [float(limit) for limit in drawn if limit is not None]
        return value_scale(min(values, default=UNKNOWN[0]), max(values, default=UNKNOWN[1]))

    def _lines(self, scale: Scale) -> list[Limit]:
        found = []
        for curve, on, unit in (("temperature", scale, "°C"), ("humidity", Scale(0, HUMIDITY_STEP), "%")):
            for side, key in (("high", "climate.upper"), ("low", "climate.lower")):
                limit = getattr(self._limits, f"{curve}_{side}")
                if limit is not None:
                    place = float(on.place(np.array([float(limit)]))[0])
                    found.append(Limit(curve, place, self._say(Line(key, {"value": f"{limit} {unit}"}))))
        return found

    def _times(self, since: float, until: float) -> Sequence[tuple[float, str]]:
        """Round local times; where the day changes, its date."""
        local = datetime.fromisoformat(self.moment(since)).replace(tzinfo=UTC).timestamp()
        offset = local - since // MINUTE * MINUTE
        ticks = time_ticks(since, until, offset, MOST_TIMES)
        daily = len(ticks) > 1 and ticks[1] - ticks[0] >= DAY
        return [(at, self._tick(at, daily)) for at in ticks]

    def _tick(self, at: float, daily: bool) -> str:
        moment = self.moment(at)
        return moment[5:10] if daily or moment.endswith("00:00") else moment[11:]


def _short(value: float) -> str:
    return f"{value:g}"
