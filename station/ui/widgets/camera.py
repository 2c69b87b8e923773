"""The live picture, with what is wanted of it written over it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImageReader, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.domain.readings import Outline, Preview
from station.domain.release import Advice
from station.texts import Line
from station.ui.context import Context
from station.ui.icons import pixmap
from station.ui.widgets.advice import paint_advice, said_of
from station.ui.widgets.ghost import has_net, paint_ghost, paint_net
from station.workflow.view import Ghost

STALE = 1.0  # seconds
SYMBOL, STRIP, OUTLINE = 40, 40, 3  # px
UNLIMITED = 16777215  # Qt's own largest height


class CameraView(QWidget):
    """Grey with a word where there is no picture, or none of this moment."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("live.camera")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._context = context
        self._picture: QPixmap | None = None
        self._outlines: tuple[Outline, ...] = ()
        self._seen_at = float("-inf")
        self._overlay = ""
        self._ghost: Ghost | None = None
        self._advice = Advice()
        self._was_stale = True

    def heard(self, preview: Preview) -> None:
        """Decoded at the size it is shown in, which costs the least."""
        picture = decoded(preview.jpeg, self.size()) if self.isVisible() else QPixmap()
        if not picture.isNull():
            self._picture, self._seen_at, self._outlines = picture, preview.seen_at, preview.outlines
            self.update()

    def set_overlay(self, text: str) -> None:
        if text != self._overlay:
            self._overlay = text
            self.setAccessibleName(text)
            self.update()

    def set_ghost(self, ghost: Ghost | None) -> None:
        """How the unit should lie; drawn over the live picture only."""
        if ghost != self._ghost:
            self._ghost = ghost
            self.update()

    def set_advice(self, advice: Advice) -> None:
        """What the live picture wants, in one word."""
        if advice != self._advice:
            self._advice = advice
            self.setAccessibleDescription(said_of(self._context, advice))
            self.update()

    def tick(self) -> None:
        """Paints anew when the picture has become old."""
        if self._stale() != self._was_stale:
            self._was_stale = self._stale()
            self.update()

    def free_height(self) -> None:
        """As high as its place allows."""
        self.setMinimumHeight(self._context.theme.px(2 * STRIP))
        self.setMaximumHeight(UNLIMITED)

    def _stale(self) -> bool:
        return self._context.clock.monotonic() - self._seen_at > STALE

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = self._context.theme.colours, QPainter(self)
        painter.fillRect(self.rect(), colours["stale_quiet"])
        if self._picture is None or self._stale():
            self._nothing(painter)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            room = self.rect().adjusted(0, 0, 0, -self._strip())
            place = fitted(self._picture.size(), room)
            painter.drawPixmap(place, self._picture)
            self._outline(painter, place)
            if self._ghost is not None:
                paint_ghost(painter, place, self._ghost, self._context)
                paint_net(painter, room, self._ghost, self._overlay, self._context)
            paint_advice(painter, room, self._advice, self._context)
        if self._strip():
            self._write(painter)
        painter.end()

    def _strip(self) -> int:
        """The height of the words below the picture; the unfolded unit has the face's name beside it."""
        named = self._ghost is not None and has_net(self._ghost) and self._picture is not None and not self._stale()
        return self._context.theme.px(STRIP) if self._overlay and not named else 0

    def _nothing(self, painter: QPainter) -> None:
        colours, theme = self._context.theme.colours, self._context.theme
        centre, half = self.rect().center(), theme.px(SYMBOL) // 2
        symbol = pixmap("camera", colours["stale"], theme.px(SYMBOL))
        painter.drawPixmap(centre.x() - half, centre.y() - 2 * half, symbol)
        painter.setPen(colours["stale"])
        font = self.font()
        font.setPixelSize(theme.text("detail"))
        painter.setFont(font)
        below = self.rect().adjusted(0, centre.y() + theme.px(8), 0, 0)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(below, flags, self._context.say(Line("live.no_camera")))

    def _outline(self, painter: QPainter, place: QRect) -> None:
        """Round every code that the camera reads just now."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._context.theme.colours["accent"]))
        pen.setWidth(self._context.theme.px(OUTLINE))
        painter.setPen(pen)
        for outline in self._outlines:
            corners = [QPointF(place.x() + x * place.width(), place.y() + y * place.height()) for x, y in outline]
            painter.drawPolygon(QPolygonF(corners))

    def _write(self, painter: QPainter) -> None:
        theme = self._context.theme
        font = self.font()
        font.setPixelSize(theme.text("hint"))
        font.setBold(True)
        painter.setFont(font)
        strip = self.rect().adjusted(0, self.height() - theme.px(STRIP), 0, 0)
        painter.fillRect(strip, theme.colours["accent"])
        painter.setPen(theme.colours["on_accent"])
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, self._overlay)


def decoded(jpeg: bytes, room: QSize) -> QPixmap:
    """A picture no larger than its room; an empty one where the bytes are none."""
    source = QBuffer()
    source.setData(QByteArray(jpeg))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, b"jpeg")
    size = reader.size()
    if size.width() > room.width() or size.height() > room.height():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())


def fitted(size: QSize, room: QRect) -> QRect:
    """The largest place of this shape in the middle of a room."""
    place = QRect(room.topLeft(), size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
    place.moveCenter(room.center())
    return place
