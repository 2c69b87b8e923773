"""Marks drawn over a picture on the screen; the picture's own bytes never have them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from station.domain.events.unit import Mark
from station.domain.extent import WHOLE, in_cm

LINE, HALO = 3, 2  # px: of a mark, and of the light edge that tells it from dark cardboard
HEAD, OPENING = 16, math.radians(26)  # of an arrow: px, and half its angle
LABEL, INSET = 18, 4  # px of the words beside a mark


class MarkPainter:
    """Paints with the colours of a theme, `scale` times as large as at the base window."""

    def __init__(self, painter: QPainter, colours: Mapping[str, str], scale: float = 1.0) -> None:
        self._painter, self._scale = painter, scale
        self._ink, self._edge = QColor(colours["stop"]), QColor(colours["raised"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def marks(self, marks: Sequence[Mark], room: QRect, *, labelled: bool = True) -> None:
        """All marks of a picture that fills `room`, with number and words where there is room for text."""
        for number, mark in enumerate(marks, 1):
            self.shape(mark.shape, _point(room, mark.x1, mark.y1), _point(room, mark.x2, mark.y2))
            if labelled:
                self._label(
                    " ".join(filter(None, (str(number), mark.words, in_cm(mark.sides_mm, mark.within_mm)))), mark, room
                )

    def shape(self, shape: str, one: QPointF, other: QPointF) -> None:
        """Twice: a wide light line, and the mark upon it."""
        for colour, width in ((self._edge, LINE + 2 * HALO), (self._ink, LINE)):
            pen = QPen(colour, width * self._scale)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            self._painter.setPen(pen)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            if shape == "box":
                self._painter.drawRect(QRectF(one, other).normalized())
            else:
                self._arrow(one, other)

    def cross(self, at: QPointF, arm: float) -> None:
        """Where the next corner is going to be."""
        for colour, width in ((self._edge, LINE + 2 * HALO), (self._ink, LINE)):
            self._painter.setPen(QPen(colour, width * self._scale))
            self._painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
            self._painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))

    def _arrow(self, tail: QPointF, tip: QPointF) -> None:
        way = math.atan2(tail.y() - tip.y(), tail.x() - tip.x())
        head = HEAD * self._scale
        turns = (way - OPENING, way + OPENING)
        sides = [tip + QPointF(head * math.cos(turn), head * math.sin(turn)) for turn in turns]
        self._painter.drawLine(tail, tip)
        self._painter.drawPolyline(QPolygonF([sides[0], tip, sides[1]]))

    def _label(self, text: str, mark: Mark, room: QRect) -> None:
        """Above a box, at the tail of an arrow; always within the picture."""
        font = self._painter.font()
        font.setPixelSize(round(LABEL * self._scale))
        font.setBold(True)
        self._painter.setFont(font)
        inset = INSET * self._scale
        size = self._painter.fontMetrics().size(0, text)
        width, height = size.width() + 2 * inset, float(size.height())
        corner = _point(room, min(mark.x1, mark.x2), min(mark.y1, mark.y2))
        at = corner if mark.shape == "box" else _point(room, mark.x1, mark.y1)
        x = max(room.left(), min(at.x(), room.right() - width))
        y = max(room.top(), at.y() - height - inset)
        place = QRectF(x, y, width, height)
        self._painter.fillRect(place, self._ink)
        self._painter.setPen(self._edge)
        self._painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _point(room: QRect, x: int, y: int) -> QPointF:
    return QPointF(room.x() + x * room.width() / WHOLE, room.y() + y * room.height() / WHOLE)
