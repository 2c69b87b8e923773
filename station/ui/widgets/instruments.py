"""The left column: what scale, air, camera and gun say now. Shown only; what is recorded goes another way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station.domain.readings import Climate, Preview, Scan, Weight, WeightStatus
from station.domain.verdicts import Empty, Settling, Stable, Stale, Taken, Verdict
from station.texts import Line
from station.ui.context import Context
from station.ui.icons import pixmap
from station.ui.widgets.looks import Card, label, put, set_tone

CLIMATE_STALE = 30.0
PICTURE_STALE = 1.0
SHOWN_CODE = 26


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
        self._last = weight

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
        colour = self._context.theme.colours[tone or "quiet"]
        self._icon.setPixmap(pixmap(_ICONS[tone], colour, self._context.theme.px(24)))


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
        self._icon.setPixmap(pixmap("climate", self._context.theme.colours["quiet"], self._context.theme.px(26)))


class CameraView(QWidget):
    """The live picture with the face that is wanted written over it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("live.camera")
        self._context = context
        self._picture: QPixmap | None = None
        self._seen_at = float("-inf")
        self._overlay = ""
        self.setMinimumHeight(150)

    def heard(self, preview: Preview) -> None:
        image = QImage.fromData(preview.jpeg)
        if not image.isNull():
            self._picture, self._seen_at = QPixmap.fromImage(image), preview.seen_at
            self.update()

    def set_overlay(self, text: str) -> None:
        if text != self._overlay:
            self._overlay = text
            self.update()

    def stale(self) -> bool:
        return self._context.clock.monotonic() - self._seen_at > PICTURE_STALE

    def paintEvent(self, event: object) -> None:
        colours, painter = self._context.theme.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colours["stale_quiet"])
        if self._picture is not None and not self.stale():
            mode = Qt.AspectRatioMode.KeepAspectRatio
            fitted = self._picture.scaled(self.size(), mode, Qt.TransformationMode.SmoothTransformation)
            at = self.rect().center() - fitted.rect().center()
            painter.drawPixmap(at, fitted)
        else:
            self._nothing(painter)
        if self._overlay:
            self._write(painter)
        painter.end()

    def _nothing(self, painter: QPainter) -> None:
        colours, theme = self._context.theme.colours, self._context.theme
        symbol = pixmap("camera", colours["stale"], theme.px(40))
        centre = self.rect().center()
        painter.drawPixmap(centre.x() - theme.px(20), centre.y() - theme.px(34), symbol)
        painter.setPen(colours["stale"])
        font = self.font()
        font.setPixelSize(theme.text("detail"))
        painter.setFont(font)
        below = self.rect().adjusted(8, self.height() // 2 + theme.px(8), -8, 0)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(below, flags, self._context.say(Line("live.no_camera")))

    def _write(self, painter: QPainter) -> None:
        theme = self._context.theme
        font = self.font()
        font.setPixelSize(theme.text("hint"))
        font.setBold(True)
        painter.setFont(font)
        strip = self.rect().adjusted(0, self.height() - theme.px(36), 0, 0)
        painter.fillRect(strip, theme.colours["accent"])
        painter.setPen(theme.colours["on_accent"])
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, self._overlay)


class InstrumentColumn(QWidget):
    """The four of them, one under the other."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._weight, self._climate = WeightCard(context), ClimateCard(context)
        self.camera = CameraView(context)
        self._gun_card = Card()
        self._gun_icon, self._gun = QLabel(), label("label", "live.gun")
        row = QHBoxLayout()
        row.addWidget(self._gun_icon)
        row.addWidget(self._gun, 1)
        self._gun_card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._weight)
        column.addWidget(self.camera, 1)
        column.addWidget(self._climate)
        column.addWidget(self._gun_card)
        self._code = ""

    def heard(self, item: object) -> None:
        match item:
            case Weight():
                self._weight.heard(item)
            case Climate():
                self._climate.heard(item)
            case Preview():
                self.camera.heard(item)
            case Scan():
                self._code = item.text if len(item.text) <= SHOWN_CODE else f"{item.text[:SHOWN_CODE]}…"

    def tick(self) -> None:
        """A few times a second: what became old looks old."""
        self._weight.show_verdict(self._context.engine.verdict)
        self._climate.tick()
        put(self._gun, self._code or self._context.say(Line("live.no_scan")))
        self._gun_icon.setPixmap(pixmap("gun", self._context.theme.colours["quiet"], self._context.theme.px(26)))
        if self.camera.stale():
            self.camera.update()
