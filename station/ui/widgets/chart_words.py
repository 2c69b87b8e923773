"""Words on a chart, painted by one item: pyqtgraph's own text items take a millisecond each, and a move redraws all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

MARGIN = 4.0  # px around words


@dataclass(frozen=True, slots=True)
class Word:
    """place: px of the chart. ground: what is painted behind words that a curve may cross, or None."""

    text: str
    colour: str
    place: QRectF
    ground: QColor | None = None


class ChartWords(QGraphicsItem):
    """Lies over the chart, in its pixels."""

    def __init__(self, chart: QGraphicsItem) -> None:
        super().__init__(chart)
        self._words: Sequence[Word] = ()
        self._font = QFont()
        self._bounds = QRectF()

    def size_of(self, text: str, font: QFont) -> tuple[float, float]:
        """Width and height in px that words take with their margin."""
        metrics = QFontMetricsF(font)
        return metrics.horizontalAdvance(text) + 2 * MARGIN, metrics.height()

    def show_words(self, words: Sequence[Word], font: QFont, bounds: QRectF) -> None:
        self.prepareGeometryChange()
        self._words, self._font, self._bounds = words, QFont(font), bounds
        self.update()

    def said(self) -> str:
        """All of it, a line each."""
        return "\n".join(word.text for word in self._words)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setFont(self._font)
        for word in self._words:
            if word.ground is not None:
                painter.fillRect(word.place, word.ground)
            painter.setPen(QColor(word.colour))
            painter.drawText(word.place, Qt.AlignmentFlag.AlignCenter, word.text)
