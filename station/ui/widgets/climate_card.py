"""The chart with what stands around it: which curve is which, the window's times, how it was in one line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel

from station.texts import Line
from station.ui.context import Context
from station.ui.models.air import Series
from station.ui.models.climate_draft import Draft
from station.ui.models.climate_picture import ClimatePicture
from station.ui.models.climate_window import ClimateWindow
from station.ui.models.excursions import GAP
from station.ui.models.kinetic import kinetic
from station.ui.theme import GRID
from station.ui.widgets.air_readout import UNITS
from station.ui.widgets.climate_plot import ClimatePlot
from station.ui.widgets.looks import Card, label, put, put_icon, set_tone

_SIGNS = {"temperature": "━━", "humidity": "──"}  # as thick as the curves
_ICONS = {"good": "good", "stop": "stop", "stale": "searching", "": "climate"}


class ChartCard(Card):
    """resized: the chart has another width, and wants to be drawn anew."""

    def __init__(self, context: Context, draft: Draft, resized: Callable[[], None]) -> None:
        super().__init__("climate.card")
        self._context, self._draft = context, draft
        self.plot = ClimatePlot(resized)
        self._legend = {name: label("word", f"climate.legend.{name}") for name in UNITS}
        self._title, self._mode = label("word", "climate.window"), label("chip", "climate.mode")
        self._icon, self._alarms = QLabel(), label("label", "climate.alarms")
        self._kinetic = label("label", "climate.kinetic")
        self._build()

    def _build(self) -> None:
        head, below = QHBoxLayout(), QHBoxLayout()
        for row in (head, below):
            row.setSpacing(2 * GRID)
        head.addWidget(self._title)
        head.addWidget(self._mode)
        head.addStretch()
        head.addWidget(self._kinetic)
        below.addWidget(self._legend["temperature"])
        below.addStretch()
        below.addWidget(self._icon)
        below.addWidget(self._alarms)
        below.addStretch()
        below.addWidget(self._legend["humidity"])
        self.column.addLayout(head)
        self.column.addLayout(below)
        self.column.addWidget(self.plot, 1)

    def retranslate(self) -> None:
        for name, shown in self._legend.items():
            set_tone(shown, name)
            put(shown, f"{_SIGNS[name]} {self._context.say(Line(f'climate.{name}'))} {UNITS[name]}")
        self.plot.set_theme(self._context.theme)

    def show_window(self, window: ClimateWindow, picture: ClimatePicture, end: float) -> None:
        """The whole window; end: its last moment, which the picture rounds up to a column of pixels."""
        self.plot.draw(picture)
        say = self._context.say
        times = f"{self._draft.moment(end - window.span)} – {self._draft.moment(end)}"
        put(self._title, f"{times} · {say(Line(f'climate.span.{window.zoom}'))}")
        mode = "climate.live" if window.live else "climate.past"
        put(self._mode, f"{'●' if window.live else '◷'} {say(Line(mode))}")
        set_tone(self._mode, "accent" if window.live else "")
        self._say_alarms(picture)

    def grow(self, newest: Series) -> None:
        self.plot.grow(newest)

    def _say_alarms(self, picture: ClimatePicture) -> None:
        """How the window was in one line; the alarms themselves stand in the list beside the chart."""
        alarms = sum(one.kind != GAP for one in picture.excursions)
        if alarms:
            tone, said = "stop", Line("climate.alarms.some", {"count": alarms})
        elif not len(picture.series.at):
            tone, said = "stale", Line("climate.empty")
        else:
            tone, said = ("good", Line("climate.alarms.none")) if picture.limits else ("", Line("climate.alarms.unset"))
        put(self._alarms, self._context.say(said))
        set_tone(self._alarms, tone)
        put_icon(self._icon, self._context.theme, _ICONS[tone], tone or "quiet", 24)
        harm = kinetic(picture.series)
        told = "" if harm is None else self._context.say(Line("climate.kinetic", {"value": f"{harm:.1f} °C"}))
        put(self._kinetic, told)
