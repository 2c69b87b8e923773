"""A film's length as a bar: what was played, and hatched where nothing was filmed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.ui.context import Context
from station.ui.models.playing import Playing

HIGH = 44  # px at the base window: a finger in a glove


class FilmBar(QWidget):
    """A press turns to that place."""

    def __init__(self, context: Context, chosen: Callable[[int], None]) -> None:
        super().__init__()
        self.setObjectName("film.bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._context, self._chosen = context, chosen
        self._playing: Playing | None = None

    def show_film(self, playing: Playing | None) -> None:
        self._playing = playing
        self.setFixedHeight(self._context.theme.px(HIGH))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = self._context.theme.colours, QPainter(self)
        place = self.rect().adjusted(0, self.height() // 4, 0, -self.height() // 4)
        painter.fillRect(place, QColor(colours["hairline"]))
        if self._playing is not None:
            self._paint_film(painter, place, self._playing)
        painter.end()

    def _paint_film(self, painter: QPainter, place: QRect, playing: Playing) -> None:
        colours = self._context.theme.colours
        painter.fillRect(self._part(place, 0, playing.ms), QColor(colours["accent"]))
        for gap in playing.film.gaps:
            part = self._part(place, gap.start, gap.end)
            painter.fillRect(part, QColor(colours["attention_quiet"]))
            painter.fillRect(part, QBrush(QColor(colours["attention"]), Qt.BrushStyle.BDiagPattern))
        now = self._part(self.rect(), playing.ms, playing.ms)
        painter.fillRect(now.adjusted(-2, 0, 2, 0), QColor(colours["text"]))

    def _part(self, place: QRect, start: int, end: int) -> QRect:
        lasts = max(1, self._playing.film.lasts if self._playing else 1)
        left, right = (place.left() + place.width() * ms // lasts for ms in (start, end))
        return QRect(left, place.top(), max(1, right - left), place.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._playing is not None:
            self._chosen(round(event.position().x() * self._playing.film.lasts / max(1, self.width())))
