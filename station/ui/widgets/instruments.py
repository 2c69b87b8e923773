"""The left column: what scale, air, camera and gun say now. Shown only; what is recorded goes another way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station.domain.codes import Kind, understand
from station.domain.readings import Climate, Preview, Scan, Weight, WeightStatus
from station.domain.verdicts import Empty, Settling, Stable, Stale, Taken, Verdict
from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.camera import CameraView
from station.ui.widgets.looks import Card, label, put, put_icon, set_tone
from station.ui.widgets.words import NARROWEST
from station.workflow.camera_roles import camera_for

CLIMATE_STALE = 30.0  # seconds


def _tone(verdict: Verdict) -> str:
    match verdict:
        case Stable() | Taken():
            return "good"
        case Settling():
            return "attention"
        case Stale():
            return "stale"
        case Empty():
            return "attention" if verdict.zero else ""
    return "stop"


_ICONS = {"good": "good", "attention": "stale", "stop": "stop", "stale": "searching", "": "weight"}


class WeightCard(Card):
    """The weight as it is shown by the scale, and in words whether it may be booked."""

    def __init__(self, context: Context) -> None:
        super().__init__("live.weight.card")
        self._context = context
        self._value = label("figure", "live.weight")
        self._unit = label("hint")
        self._icon, self._word = QLabel(), label("label", "live.weight.word", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self._value)
        row.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch()
        below = QHBoxLayout()
        below.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._word, 1)
        self.column.addLayout(row)
        self.column.addLayout(below)
        self._last: Weight | None = None

    def heard(self, weight: Weight) -> None:
        """Of two scales the one is shown that weighs the units of this delivery."""
        if weight.device != self._context.engine.scale.device:
            return
        self._last = weight
        self.show_verdict(self._context.engine.verdict)

    def show_verdict(self, verdict: Verdict) -> None:
        stale, last = isinstance(verdict, Stale), self._last
        shown = "—" if last is None or stale or last.value is None else str(last.value)
        if last is not None and last.status in (WeightStatus.OVER, WeightStatus.UNDER) and not stale:
            shown = "▲" if last.status is WeightStatus.OVER else "▼"
        tone = _tone(verdict)
        put(self._value, shown)
        put(self._unit, "" if last is None or stale else last.unit)
        put(self._word, self._context.say(verdict.reason))
        for part in (self._value, self._word):
            set_tone(part, tone)
        put_icon(self._icon, self._context.theme, _ICONS[tone], tone or "quiet", 24)


class ClimateCard(Card):
    """The air of the staging area; grey with its age once it is old."""

    def __init__(self, context: Context) -> None:
        super().__init__("live.climate.card")
        self._context = context
        self._icon, self._value = QLabel(), label("word", "live.climate")
        self._age = label("detail")
        row = QHBoxLayout()
        row.addWidget(self._icon)
        row.addWidget(self._value, 1)
        self.column.addLayout(row)
        self.column.addWidget(self._age)
        self._last: Climate | None = None

    def heard(self, climate: Climate) -> None:
        self._last = climate
        self.tick()

    def tick(self) -> None:
        last = self._last
        age = 0.0 if last is None else self._context.clock.monotonic() - last.seen_at
        stale = last is None or age > CLIMATE_STALE
        put(self._value, "— °C  — %" if last is None else f"{last.temperature} °C   {last.humidity} %")
        set_tone(self._value, "stale" if stale else "")
        if last is None:
            put(self._age, self._context.say(Line("live.no_climate")))
        else:
            put(self._age, self._context.say(Line("live.age", {"seconds": round(age)})) if stale else "")
        self._age.setVisible(bool(self._age.text()))
        put_icon(self._icon, self._context.theme, "climate", "quiet", 26)


class GunCard(Card):
    """The last code; of a badge or a person's document only that it was read."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._icon, self._shown = QLabel(), label("label", "live.gun")
        row = QHBoxLayout()
        row.addWidget(self._icon)
        row.addWidget(self._shown, 1)
        self.column.addLayout(row)
        self._code = self._kept = ""

    def heard(self, scan: Scan, personal: bool) -> None:
        badge = understand(scan).kind is Kind.BADGE
        self._code, self._kept = scan.text, "live.badge" if badge else "live.personal" if personal else ""
        self.tick()

    def tick(self) -> None:
        """A code that is too long shows its end: that is where codes differ."""
        say, metrics = self._context.say, self._shown.fontMetrics()
        said = say(Line(self._kept)) if self._kept else self._code or say(Line("live.no_scan"))
        put(self._shown, metrics.elidedText(said, Qt.TextElideMode.ElideLeft, max(self._shown.width(), NARROWEST)))
        put_icon(self._icon, self._context.theme, "gun", "quiet", 26)


class InstrumentColumn(QWidget):
    """Weight, air and gun, one under the other; the camera stands here while no picture is wanted."""

    def __init__(self, context: Context, camera: CameraView) -> None:
        super().__init__()
        self._context = context
        self._camera = camera
        self._weight, self._climate, self._gun = WeightCard(context), ClimateCard(context), GunCard(context)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID)
        for card in (self._weight, self._climate, self._gun):
            self.column.addWidget(card)
        self.column.addStretch()
        self._live = ""
        self._watched = ""  # of several cameras the one that is shown; "" is whichever there is

    def take_camera(self) -> None:
        """The live picture back to where it stands when nothing is photographed."""
        self.column.insertWidget(1, self._camera)
        self._camera.setFixedHeight(self.width() * 9 // 16)

    def heard(self, item: object, personal: bool) -> None:
        """personal: what is scanned now belongs to a person's documents."""
        match item:
            case Weight():
                self._weight.heard(item)
            case Climate():
                self._climate.heard(item)
            case Preview() if self._watched in ("", item.device):
                self._camera.heard(item)
            case Scan():
                self._gun.heard(item, personal)

    def show_live(self, live: str) -> None:
        """The instrument that matters now has a frame in the accent; of the cameras the one that would be asked."""
        set_tone(self._weight, "accent" if live == "weight" else "")
        self._live = live
        self._watch()

    def _watch(self) -> None:
        leading = {status.role: status.id for status in reversed(self._context.instruments.statuses())}
        self._watched = camera_for(self._live, leading)

    def tick(self) -> None:
        """A few times a second: what became old looks old."""
        self._watch()
        self._weight.show_verdict(self._context.engine.verdict)
        self._climate.tick()
        self._gun.tick()
        self._camera.tick()
