"""The answer to a scan or a key within a frame: the border of the whole window, one word, and a tone."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from station.ui.context import Context
from station.workflow.signals import Signal, Tone

WIDTH = 10  # px of the border
SHOWN_MS = {Tone.GOOD: 700, Tone.ATTENTION: 1800, Tone.BAD: 1800, Tone.STOP: 4000}
_COLOURS = {Tone.GOOD: "good", Tone.ATTENTION: "attention", Tone.BAD: "stop", Tone.STOP: "stop"}
_MARKS = {Tone.GOOD: "✓", Tone.ATTENTION: "▲", Tone.BAD: "✕", Tone.STOP: "■"}


class Flash(QWidget):
    """Lies over the window and lets everything through."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("flash")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._context = context
        self._tone = Tone.GOOD
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_signal(self, signal: Signal) -> None:
        self._tone = signal.tone
        self.setAccessibleName(f"{_MARKS[signal.tone]} {self._context.say(signal.line)}")
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.raise_()
        self.show()
        self.update()
        self._timer.start(SHOWN_MS[signal.tone])

    def paintEvent(self, event: object) -> None:
        theme, colour = self._context.theme, self._context.theme.colours[_COLOURS[self._tone]]
        painter = QPainter(self)
        pen = QPen(colour)
        pen.setWidth(2 * theme.px(WIDTH))
        painter.setPen(pen)
        painter.drawRect(self.rect())
        font = self.font()
        font.setPixelSize(theme.text("title"))
        font.setBold(True)
        painter.setFont(font)
        text = self.accessibleName()
        width = min(self.width() - theme.px(64), painter.fontMetrics().horizontalAdvance(text) + theme.px(64))
        box = self.rect().adjusted((self.width() - width) // 2, 0, -(self.width() - width) // 2, 0)
        box.setHeight(theme.px(60))
        painter.fillRect(box, colour)
        painter.setPen(theme.colours["raised"])
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, flags, text)
        painter.end()
