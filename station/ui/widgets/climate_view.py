"""The Climate page's contents: readouts above, the chart, and what moves it below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from station.clock import from_utc_text
from station.domain.air_limits import SITE
from station.domain.readings import Climate
from station.texts import Line
from station.ui.context import Context
from station.ui.models.air import Air
from station.ui.models.air_state import air_state
from station.ui.models.climate_draft import Draft, Stretch
from station.ui.models.climate_window import ClimateWindow
from station.ui.models.heard import Heard
from station.ui.theme import GRID
from station.ui.widgets.air_readout import UNITS, AirReadout
from station.ui.widgets.alarm_column import AlarmColumn
from station.ui.widgets.climate_card import ChartCard
from station.ui.widgets.looks import label, put

ACTIONS = ("older", "newer", "wider", "closer", "home")
ANSWER, LEAVE = "answer", "leave"


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
        self._on: dict[str, str] = {}  # the site's alarms that are on: kind -> since, UTC text
        self._readouts = {name: AirReadout(context, name) for name in UNITS}
        self._chart = ChartCard(context, self._draft, self._draw)
        self._alarms = AlarmColumn(context, self._answering_changed)
        self._empty = label("hint", "empty", wrap=True)
        self._buttons = {name: self._button(name, partial(self.act, name)) for name in (ANSWER, LEAVE, *ACTIONS)}
        self._buttons[ANSWER].setProperty("role", "primary")
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
        outer, now, middle, keys = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2 * GRID)
        for row in (now, middle):
            row.setSpacing(2 * GRID)
        keys.setSpacing(GRID)
        for readout in self._readouts.values():
            now.addWidget(readout, 1)
        for button in (*self._buttons.values(), self._next):
            keys.addWidget(button, 1)
        outer.addLayout(now)
        middle.addWidget(self._chart, 1)
        middle.addWidget(self._alarms)
        outer.addLayout(middle, 1)
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
        self._alarms.retranslate()
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
        """older, newer, wider, closer, home; answer and leave are the alarm's."""
        window, now = self._window, self._now()
        match action:
            case "answer" if self._alarms.answering:
                self._alarms.answer.give()
            case "answer":
                self._alarms.open_answer()
            case "leave":
                self.leave_answer()
            case "older" | "newer":
                self._window = window.moved(-1 if action == "older" else 1, now)
            case "wider" | "closer":
                self._window = window.zoomed(1 if action == "wider" else -1, now)
            case "home":
                self._window = window.home()
        self._draw()

    def leave_answer(self) -> bool:
        """Esc: the answer is given up; False where none was begun."""
        begun = self._alarms.answering
        if begun:
            self._alarms.answer.close_answer()
        return begun

    def enter(self, focused: QWidget | None) -> None:
        if self._alarms.answering:
            self._alarms.answer.enter(focused)

    # Inside

    def _answering_changed(self) -> None:
        page = self.parentWidget()
        if not self._alarms.answering and page is not None:
            page.setFocus()
        self._show_answer()

    def _show_answer(self) -> None:
        """The one accent button begins an answer, or gives it; then the arrows are the answer's and not the chart's."""
        answering = self._alarms.answering
        for name, button in self._buttons.items():
            button.setVisible(answering == (name == LEAVE))
        self._buttons[ANSWER].setVisible(answering or self._alarms.waiting is not None)

    def _now(self) -> float:
        return self._context.clock.now().timestamp()

    def _sensors(self) -> list[str]:
        """Those of the settings first, then those that spoke or were recorded once."""
        statuses = self._context.instruments.statuses()
        named = [status.id for status in statuses if status.role == "climate"]
        trucks = {status.id for status in statuses if status.role == "truck_air"}
        known = dict.fromkeys((*named, *self._last, *self._context.queries.climate_sensors()))
        return [sensor for sensor in known if sensor not in trucks]

    def _choose_sensor(self) -> None:
        sensors = self._sensors()
        if self._sensor not in sensors:
            self._sensor = sensors[0] if sensors else ""
        put(self._next, self._context.say(Line("climate.sensor", {"sensor": self._sensor})))
        self._next.setVisible(len(sensors) > 1)
        self._chart.setVisible(bool(sensors))
        self._alarms.setVisible(bool(sensors))
        self._empty.setVisible(not sensors)

    def _next_sensor(self) -> None:
        sensors = self._sensors()
        self._sensor = sensors[(sensors.index(self._sensor) + 1) % len(sensors)]
        self.refresh()

    def _show_now(self) -> bool:
        """The readouts. Gives whether one stands otherwise than before: the chart then has something new to mark."""
        last, now = self._last.get(self._sensor), self._now()
        age = 0.0 if last is None else self._context.clock.monotonic() - last.seen_at
        on = {kind: now - from_utc_text(since).timestamp() for kind, since in self._on.items()}
        tones = []
        for name, readout in self._readouts.items():
            value = None if last is None else getattr(last, name)
            tone, word = air_state(name, value, age, self._context.limits, on)
            readout.show_value(value, tone, word)
            tones.append(tone)
        changed, self._tones = tones != self._tones, tones
        return changed

    def _draw(self) -> None:
        """The whole window. Its edges lie on columns of pixels, so that a live one stands still between them."""
        self._look_at_alarms()
        self._show_now()
        if not self._sensor or not self.isVisible():
            return
        now, window = self._now(), self._window
        width = self._chart.plot.column(window.span)
        end = now if window.end is None else window.end
        until = self._drawn_until = (end // width + 1) * width
        series = self._air.series(self._sensor, until - window.span, until)
        still = until - width if window.live else until
        alarms = self._context.queries.climate_alarms(self._sensor, until - window.span, until)
        stretch = Stretch(until - window.span, until, min(until, now), still)
        picture = self._draft.picture(series, alarms, stretch)
        self._grows_from = float(picture.series.at[-1]) if len(picture.series.at) else still
        self._chart.show_window(window, picture, end)
        self._alarms.show_alarms(alarms, Line("climate.alarms.none" if picture.limits else "climate.alarms.unset"))
        self._show_answer()
        self._grow()

    def _look_at_alarms(self) -> None:
        """The site's alarms of this sensor that are on; they change with entries, and so does the page."""
        mine = (row for row in self._context.queries.open_alarms() if row.device == self._sensor)
        self._on = {row.cause: row.since for row in mine if row.on and row.limits == SITE}

    def _grow(self) -> None:
        """The newest column of a live window."""
        if self._window.live:
            self._chart.grow(self._air.series(self._sensor, self._grows_from, self._now() + 1))
