"""The one large sentence of a page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel

NARROWEST = 48  # px; narrower than that is a label that has no place yet
LINE, TOP = 1.25, 0.98  # of the text's size: from line to line, and from the top to the first baseline


class Instruction(QLabel):
    """A Chinese family's own lines are half as high again as its characters; large ones are set closer here."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return len(list(self._lines(QTextLayout(self.text(), self.font()), width))) * self._step()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 1
        return QSize(width, self._step())

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self._step())

    def paintEvent(self, event: QPaintEvent) -> None:
        layout = QTextLayout(self.text(), self.font())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        for number, line in enumerate(self._lines(layout, self.width())):
            above = line.ascent() - TOP * self.font().pixelSize()
            line.setPosition(QPointF(0, number * self._step() - above))
            line.draw(painter, QPointF(0, 0))
        painter.end()

    def _step(self) -> int:
        return round(LINE * self.font().pixelSize())

    def _lines(self, layout: QTextLayout, width: int) -> Iterator[QTextLine]:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            yield line
        layout.endLayout()
