"""P9: the climate chart with 24 hours at 1 Hz and a sample a second coming in, against plain pyqtgraph."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pyqtgraph as pg

from station.config import ClimateLimits
from station.texts import Line, Texts
from station.ui.models.air import remembered
from station.ui.models.climate_draft import Draft, Stretch
from station.ui.models.heard import Heard
from station.ui.models.kinetic import kinetic
from station.ui.theme import Theme
from station.ui.widgets.climate_plot import ClimatePlot
from tests.benchmarks.figures import Figure, interleaved, timed
from tests.benchmarks.stage import application

DAY = 86400
SIZE = (1300, 420)
SAMPLES = 150  # a column of pixels is 75 s: two of them are begun
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC).timestamp()
SEED = 20261124


def _walks() -> tuple[np.ndarray, np.ndarray]:
    """Two days of a cold store and of its humidity, one sample a second."""
    chance = np.random.default_rng(SEED)
    steps = chance.normal(0, 1, (2, 2 * DAY))
    slow = np.sin(np.arange(2 * DAY) / 9000)
    return 5 + 2 * slow + 0.1 * steps[0], 60 + 10 * slow + 0.5 * steps[1]


class _Plain:
    """pyqtgraph as its manual has it: every sample sets both curves anew."""

    def __init__(self) -> None:
        self.plot = pg.PlotWidget()
        self.plot.resize(*SIZE)
        self.curves = [self.plot.plot(pen=colour) for colour in "rb"]
        self.plot.show()
        self.end = DAY
        self.at, self.values = NOW - DAY + np.arange(2 * DAY), _walks()

    def sample(self) -> None:
        self.end += 1
        shown = slice(self.end - DAY, self.end)
        for curve, values in zip(self.curves, self.values, strict=True):
            curve.setData(self.at[shown], values[shown])
        self.plot.repaint()
        application().processEvents()


class _Ours:
    """The page's chart and memory, used as the page uses them (ui/pages/climate.py)."""

    def __init__(self) -> None:
        self.plot = ClimatePlot(lambda: None)
        self.plot.set_theme(Theme())
        self.plot.resize(*SIZE)
        self.plot.show()
        limits = ClimateLimits()
        self.draft = Draft(lambda what: Texts("en").say(what) if isinstance(what, Line) else what, _local, limits)
        self.heard, self.end, self.until = Heard(), 0, 0.0
        self.values = _walks()
        for _ in range(DAY):
            self._add()
        self.sample()

    def _add(self) -> None:
        self.now = NOW - DAY + self.end
        self.heard.add(self.now, float(self.values[0][self.end]), float(self.values[1][self.end]))
        self.end += 1

    def sample(self) -> None:
        self._add()
        if self.now >= self.until:
            self.redraw()
        self.plot.grow(remembered(self.heard, self.grows_from, self.now + 1))
        self.plot.repaint()
        application().processEvents()

    def redraw(self) -> None:
        width = self.plot.column(DAY)
        self.until = (self.now // width + 1) * width
        series = remembered(self.heard, self.until - DAY, self.until)
        stretch = Stretch(self.until - DAY, self.until, self.now, self.until - width)
        picture = self.draft.picture(series, (), stretch)
        kinetic(picture.series)  # the page says it above the chart
        self.plot.draw(picture)
        self.grows_from = float(picture.series.at[-1])

    def move(self) -> None:
        self.redraw()
        self.plot.repaint()
        application().processEvents()


def _local(utc: str) -> str:
    return utc[:16].replace("T", " ")


def _each(work: Callable[[], None], count: int) -> float:
    return timed(lambda: [work() for _ in range(count)]) / count


def p9() -> list[Figure]:
    application()
    plain, ours = _Plain(), _Ours()
    slow, fast, whole = interleaved(
        lambda: _each(plain.sample, 10), lambda: _each(ours.sample, SAMPLES), lambda: _each(ours.move, 5)
    )
    plain.plot.close()
    ours.plot.close()
    detail = f"{fast * 1000:.2f} ms a sample, plain {slow * 1000:.1f} ms"
    whole_detail = f"{whole * 1000:.1f} ms after a move or zoom; with bands, limits, marks"
    return [
        Figure(
            "P9",
            "plain pyqtgraph ÷ live plot, 24 h at 1 Hz, two curves",
            slow / fast,
            "x",
            ">= 8",
            slow >= 8 * fast,
            detail,
        ),
        Figure("P9", "plain pyqtgraph ÷ the whole window drawn anew", slow / whole, "x", "-", True, whole_detail),
    ]
