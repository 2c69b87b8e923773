"""One picture, as large as its place, or magnified: + and - or the wheel, arrows move what is seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.ui.context import Context
from station.ui.widgets.camera import fitted

ZOOM, MOST = 1.5, 8.0  # times a step, and at most
MOVE = 0.15  # of the place, a press of an arrow
ARROWS = {
    Qt.Key.Key_Left: QPoint(1, 0),
    Qt.Key.Key_Right: QPoint(-1, 0),
    Qt.Key.Key_Up: QPoint(0, 1),
    Qt.Key.Key_Down: QPoint(0, -1),
}


class PictureView(QWidget):
    """Shows an image or, where there is none, a sentence."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._context = context
        self._image: QImage | None = None
        self._words = ""
        self._zoom = 1.0
        self._moved = QPoint(0, 0)

    @property
    def zoom(self) -> float:
        return self._zoom

    def begin(self, words: str = "") -> None:
        """Another picture is to come, and will be seen whole; words stand until then, or instead of it."""
        self._zoom, self._moved = 1.0, QPoint(0, 0)
        self.show_image(None, words)

    def show_image(self, image: QImage | None, words: str = "") -> None:
        """The picture that was awaited, magnified as was asked for meanwhile; words where there is none."""
        self._image, self._words = image, "" if image is not None else words
        self.setAccessibleName(self._words)
        self.update()

    def zoomed(self, closer: bool) -> None:
        self._zoom = min(MOST, self._zoom * ZOOM) if closer else max(1.0, self._zoom / ZOOM)
        self._move(QPoint(0, 0))

    def pressed(self, event: QKeyEvent) -> bool:
        """Whether a key meant the picture: + and -, 0 for all of it, and arrows while it is magnified."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoomed(event.key() != Qt.Key.Key_Minus)
        elif event.key() == Qt.Key.Key_0:
            self._zoom = 1.0
            self._move(QPoint(0, 0))
        elif event.key() in ARROWS and self._zoom > 1:
            step = ARROWS[Qt.Key(event.key())]
            self._move(QPoint(round(step.x() * MOVE * self.width()), round(step.y() * MOVE * self.height())))
        else:
            return False
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoomed(event.angleDelta().y() > 0)

    def _move(self, by: QPoint) -> None:
        """Never further than the picture's edge."""
        place = self._place().size()
        across, down = (max(0, (place.width() - self.width()) // 2), max(0, (place.height() - self.height()) // 2))
        moved = self._moved + by
        self._moved = QPoint(max(-across, min(across, moved.x())), max(-down, min(down, moved.y())))
        self.update()

    def _place(self) -> QRect:
        size = self._image.size() if self._image else QSize(16, 9)
        whole = fitted(size, self.rect())
        place = QRect(QPoint(0, 0), whole.size() * self._zoom)
        place.moveCenter(self.rect().center() + self._moved)
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = self._context.theme.colours, QPainter(self)
        painter.fillRect(self.rect(), colours["stale_quiet"])
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._place(), self._image)
        else:
            font = self.font()
            font.setPixelSize(self._context.theme.text("hint"))
            painter.setFont(font)
            painter.setPen(colours["stale"])
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        painter.end()
