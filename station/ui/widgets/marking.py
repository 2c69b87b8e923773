"""The frozen close-up that is marked: a tap is a corner; or the arrow keys move it and Enter fixes it. No dragging."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.domain.extent import WHOLE
from station.texts import Line
from station.ui.context import Context
from station.ui.widgets.camera import decoded, fitted
from station.ui.widgets.mark_painter import MarkPainter
from station.workflow.marking import Place, as_text, fixed, marking_of, undone, worded
from station.workflow.view import Canvas

Filled = Callable[[str, str], None]

HEIGHT, FRAME, ARM = 300, 4, 14  # px at the base window: of the widget, round it, of the cross
STEP, FINE, HELD = 10, 2, 25  # per mille a key moves the corner: once, with Shift, while it is held down
LARGEST = QSize(1920, 1080)  # px: no screen shows more of it
MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MarkingField(QWidget):
    """The value is the draft's text (workflow/marking.py); every corner that is fixed is told at once."""

    def __init__(self, context: Context, name: str, filled: Filled) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._context, self._name, self._filled = context, name, filled
        self._canvas = Canvas("", "box", "", "")
        self._picture = QPixmap()
        self._text = ""
        self._at: Place = (WHOLE // 2, WHOLE // 2)

    def value(self) -> str:
        return self._text

    def set_value(self, text: str) -> None:
        self._text = text
        self._speak()
        self.update()

    def show_canvas(self, canvas: Canvas) -> None:
        """Another picture, or another shape or other words for it."""
        self.setFixedHeight(self._context.theme.px(HEIGHT))
        if canvas.sha256 != self._canvas.sha256:
            data = self._context.desk.evidence(canvas.sha256, "jpg")
            self._picture = decoded(data, LARGEST) if data else QPixmap()
        if canvas != self._canvas:
            self._canvas = canvas
            self.update()
        self._speak()

    def _speak(self) -> None:
        corner = marking_of(self._text).corner
        said = "marking.first_corner" if corner is None else "marking.second_corner"
        self.setAccessibleName(self._context.say(Line(said)))

    # Hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES:
            self._move(MOVES[key], event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._fix()
        elif key == Qt.Key.Key_Backspace:
            self._tell(as_text(undone(marking_of(self._text))))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        room = self._room()
        if room.isValid() and event.button() == Qt.MouseButton.LeftButton:
            at = event.position()
            self._go(
                round((at.x() - room.x()) * WHOLE / room.width()), round((at.y() - room.y()) * WHOLE / room.height())
            )
            self._fix()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def _move(self, way: tuple[int, int], event: QKeyEvent) -> None:
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        far = FINE if fine else HELD if event.isAutoRepeat() else STEP
        self._go(self._at[0] + far * way[0], self._at[1] + far * way[1])

    def _go(self, x: int, y: int) -> None:
        """Never out of the picture."""
        self._at = (max(0, min(x, WHOLE)), max(0, min(y, WHOLE)))
        self.update()

    def _fix(self) -> None:
        canvas, before = self._canvas, marking_of(self._text)
        self._tell(as_text(fixed(before, canvas.shape, canvas.words, self._at)))
        if before.corner is None and before.marks and canvas.words:  # they have become the mark's own
            self._filled(canvas.words_field, "")

    def _tell(self, text: str) -> None:
        if text != self._text:
            self.set_value(text)
            self._filled(self._name, text)

    # Looks

    def _room(self) -> QRect:
        """Where the picture is."""
        inner = self.rect().adjusted(FRAME, FRAME, -FRAME, -FRAME)
        return fitted(self._picture.size(), inner) if not self._picture.isNull() else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = self._context.theme.colours, QPainter(self)
        painter.fillRect(self.rect(), colours["stale_quiet"])
        room = self._room()
        if room.isValid():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(room, self._picture)
            self._draw(painter, room)
        else:
            painter.setPen(colours["stale"])
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._context.say(Line("marking.no_picture")))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours["accent"]), FRAME))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(2, 2, -2, -2))
        painter.end()

    def _draw(self, painter: QPainter, room: QRect) -> None:
        marking, drawing = marking_of(self._text), MarkPainter(painter, self._context.theme.colours, self._scale())
        drawing.marks(worded(marking, self._canvas.words) if marking.corner is None else marking.marks, room)
        here = _in(room, self._at)
        if marking.corner is not None:
            drawing.shape(self._canvas.shape, _in(room, marking.corner), here)
        if self.hasFocus():
            drawing.cross(here, ARM * self._scale())

    def _scale(self) -> float:
        return self._context.theme.scale


def _in(room: QRect, at: Place) -> QPointF:
    return QPointF(room.x() + at[0] * room.width() / WHOLE, room.y() + at[1] * room.height() / WHOLE)
