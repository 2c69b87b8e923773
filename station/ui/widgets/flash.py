"""The answer to a scan or a key within a frame: the border of the whole window, one word, and a tone."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QHideEvent, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from station.ui.context import Context
from station.workflow.signals import Signal, Tone

WIDTH, AROUND, HIGH = 10, 32, 60  # px of the border, beside the word, and of its field
CENTRED = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
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
        self._box = QRect()
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
        self._box = self._room_for_the_word()
        edge = self._context.theme.px(WIDTH)
        inside = self.rect().adjusted(edge, edge, -edge, -edge)
        self.setMask(
            QRegion(self.rect()).subtracted(inside).united(self._box)
        )  # what lies under the rest stays painted
        self.raise_()
        self.show()
        self.update()
        self._timer.start(SHOWN_MS[signal.tone])

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _room_for_the_word(self) -> QRect:
        """At the top, in the middle, as large as what is said."""
        px = self._context.theme.px
        widest = QRect(0, 0, self.width() - 2 * px(AROUND), self.height())
        text = QFontMetrics(self._large()).boundingRect(widest, CENTRED, self.accessibleName())
        width, height = text.width() + 2 * px(AROUND), max(px(HIGH), text.height() + px(AROUND))
        return QRect((self.width() - width) // 2, 0, width, height)

    def _large(self) -> QFont:
        font = self.font()
        font.setPixelSize(self._context.theme.text("title"))
        font.setBold(True)
        return font

    def paintEvent(self, event: object) -> None:
        """The mask leaves border and word of one full colour."""
        colours, painter = self._context.theme.colours, QPainter(self)
        painter.fillRect(self.rect(), colours[_COLOURS[self._tone]])
        painter.setPen(colours["raised"])
        painter.setFont(self._large())
        painter.drawText(self._box, CENTRED, self.accessibleName())
        painter.end()
