"""The Climate page's contents: readouts above, the chart, and what moves it below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from station.domain.readings import Climate
from station.texts import Line
from station.ui.context import Context
from station.ui.models.air import Air
from station.ui.models.air_state import air_state
from station.ui.models.climate_draft import Draft
from station.ui.models.climate_window import ClimateWindow
from station.ui.models.heard import DAY, Heard
from station.ui.theme import GRID
from station.ui.widgets.air_readout import UNITS, AirReadout
from station.ui.widgets.climate_card import ChartCard
from station.ui.widgets.looks import label, put

ACTIONS = ("older", "newer", "wider", "closer", "home")


class ClimateView(QWidget):
    """heard and last are the page's memory, by sensor; it fills them and says so (`heard`)."""

    def __init__(self, context: Context, heard: Mapping[str, Heard], last: Mapping[str, Climate]) -> None:
        super().__init__()
        self._context, self._last = context, last
        self._air = Air(context.queries, heard)
        self._draft = Draft(context.say, context.desk.local_time, context.limits)
        self._sensor = ""
        self._window = ClimateWindow()
        self._drawn_until = self._grows_from = 0.0  # the end of the picture, and the last sample that is drawn in it
        self._tones: list[str] = []
        self._readouts = {name: AirReadout(context, name) for name in UNITS}
        self._chart = ChartCard(context, self._draft, self._draw)
        self._empty = label("hint", "empty", wrap=True)
        self._buttons = {name: self._button(name, partial(self.act, name)) for name in ACTIONS}
        self._next = self._button("sensor", self._next_sensor)
        self._build()

    def _button(self, name: str, clicked: Callable[[], None]) -> QPushButton:
        """Keys do all of it, so that a button never takes the arrows away."""
        button = QPushButton()
        button.setObjectName(f"climate.{name}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(clicked)
        return button

    def _build(self) -> None:
        outer, now, keys = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2 * GRID)
        now.setSpacing(2 * GRID)
        keys.setSpacing(GRID)
        for readout in self._readouts.values():
            now.addWidget(readout, 1)
        for button in (*self._buttons.values(), self._next):
            keys.addWidget(button, 1)
        outer.addLayout(now)
        outer.addWidget(self._chart, 1)
        outer.addWidget(self._empty, 1)
        outer.addLayout(keys)

    # What the page hands on

    def refresh(self) -> None:
        self._air.logged(self._now())
        self._choose_sensor()
        self._draw()

    def retranslate(self) -> None:
        for readout in self._readouts.values():
            readout.retranslate()
        self._chart.retranslate()
        for name, button in self._buttons.items():
            put(button, self._context.say(Line(f"climate.{name}")))
        put(self._empty, self._context.say(Line("climate.no_sensor")))
        self.refresh()

    def heard(self, before: float | None, at: float) -> None:
        """A sensor spoke at `at`, and before that at `before`; both are epoch seconds."""
        self._air.spoke_again(before, at)
        if self.isVisible():
            self._choose_sensor()
            if self._show_now() or not self._chart.plot.holds(self._last[self._sensor].temperature):
                self._draw()
            else:
                self._grow()

    def tick(self) -> None:
        """Time moves a live window on by a column of pixels, and makes a reading old."""
        self._show_now()
        if self._window.live and self._now() >= self._drawn_until:
            self._draw()

    def act(self, action: str) -> None:
        """older, newer, wider, closer or home."""
        window, now = self._window, self._now()
        match action:
            case "older" | "newer":
                self._window = window.moved(-1 if action == "older" else 1, now)
            case "wider" | "closer":
                self._window = window.zoomed(1 if action == "wider" else -1, now)
            case "home":
                self._window = window.home()
        self._draw()

    # Inside

    def _now(self) -> float:
        return self._context.clock.now().timestamp()

    def _sensors(self) -> list[str]:
        """Those of the settings first, then those that spoke or were recorded once."""
        named = [status.id for status in self._context.instruments.statuses() if status.role == "climate"]
        return list(dict.fromkeys((*named, *self._last, *self._context.queries.climate_sensors())))

    def _choose_sensor(self) -> None:
        sensors = self._sensors()
        if self._sensor not in sensors:
            self._sensor = sensors[0] if sensors else ""
        put(self._next, self._context.say(Line("climate.sensor", {"sensor": self._sensor})))
        self._next.setVisible(len(sensors) > 1)
        self._chart.setVisible(bool(sensors))
        self._empty.setVisible(not sensors)

    def _next_sensor(self) -> None:
        sensors = self._sensors()
        self._sensor = sensors[(sensors.index(self._sensor) + 1) % len(sensors)]
        self.refresh()

    def _show_now(self) -> bool:
        """The readouts. Gives whether one stands otherwise than before: the chart then has something new to mark."""
        last, now = self._last.get(self._sensor), self._now()
        age = 0.0 if last is None else self._context.clock.monotonic() - last.seen_at
        before = partial(self._air.series, self._sensor, now - DAY, now + 1)
        tones = []
        for name, readout in self._readouts.items():
            value = None if last is None else getattr(last, name)
            tone, word = air_state(name, value, age, self._context.limits, before)
            readout.show_value(value, tone, word)
            tones.append(tone)
        changed, self._tones = tones != self._tones, tones
        return changed

    def _draw(self) -> None:
        """The whole window. Its edges lie on columns of pixels, so that a live one stands still between them."""
        self._show_now()
        if not self._sensor or not self.isVisible():
            return
        now, window = self._now(), self._window
        width = self._chart.plot.column(window.span)
        end = now if window.end is None else window.end
        until = self._drawn_until = (end // width + 1) * width
        series = self._air.series(self._sensor, until - window.span, until)
        still = until - width if window.live else until
        picture = self._draft.picture(series, until - window.span, until, min(until, now), still)
        self._grows_from = float(picture.series.at[-1]) if len(picture.series.at) else still
        self._chart.show_window(window, picture, end)
        self._grow()

    def _grow(self) -> None:
        """The newest column of a live window."""
        if self._window.live:
            self._chart.grow(self._air.series(self._sensor, self._grows_from, self._now() + 1))
