"""How a unit should lie before the camera: an outline of the wanted face over the live picture, never over evidence.

In the corner the unit unfolded: the wanted face filled, the one that was taken before marked, and how far it is turned.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from station.ui.context import Context
from station.workflow.view import Ghost

HIGH, ASPECT = 0.86, 1.4  # of the picture's height, and of the face's width to its height
LABEL = 0.42  # a waybill is a part of its face
CORNER = 0.16  # how much of an edge is drawn
# The unit unfolded, column and row: top above the front, bottom below it.
NET = {"top": (1, 0), "left": (0, 1), "front": (1, 1), "right": (2, 1), "back": (3, 1), "bottom": (1, 2)}
OPPOSITE = {"top": "bottom", "bottom": "top", "front": "back", "back": "front", "left": "right", "right": "left"}
CELL, EDGE, INSIDE, NAME = 28, 8, 8, 28  # px at the base window
LIGHT, DARK, CARD = QColor(255, 255, 255, 225), QColor(15, 23, 32, 130), QColor(15, 23, 32, 175)


def paint_ghost(painter: QPainter, place: QRect, ghost: Ghost, context: Context) -> None:
    """Light lines on dark ones, so that they are seen on every board and every floor."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    high = place.height() * HIGH * (LABEL if ghost.face not in NET else 1.0)
    box = QRectF(0, 0, min(high * ASPECT, place.width() * 0.94), high)
    box.moveCenter(QPointF(place.center()))
    lines = _corners(box)
    if ghost.face not in NET:
        lines.addPath(_bars(box))
    elif ghost.pallet:
        lines.addPath(_forks(box) if ghost.face == "bottom" else _pallet(box))
    if ghost.face in ("front", "back", "left", "right"):
        lines.addPath(_up(box))
    _draw(painter, lines, context.theme.px(3))


def _draw(painter: QPainter, lines: QPainterPath, width: int) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((DARK, 3 * width), (LIGHT, width)):
        pen = QPen(colour, wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(lines)


def _corners(box: QRectF) -> QPainterPath:
    """The face's four corners: enough to aim by, little enough to see the goods."""
    path, across, down = QPainterPath(), box.width() * CORNER, box.height() * CORNER
    for corner, x, y in (
        (box.topLeft(), 1, 1),
        (box.topRight(), -1, 1),
        (box.bottomLeft(), 1, -1),
        (box.bottomRight(), -1, -1),
    ):
        path.moveTo(corner.x() + x * across, corner.y())
        path.lineTo(corner)
        path.lineTo(corner.x(), corner.y() + y * down)
    return path


def _up(box: QRectF) -> QPainterPath:
    """This side up: the unit stands on its bottom while its sides are taken."""
    path, high, x = QPainterPath(), box.height() * 0.13, box.center().x()
    top = box.top() + box.height() * 0.02
    path.moveTo(x, top + high)
    path.lineTo(x, top)
    path.moveTo(x - high * 0.4, top + high * 0.4)
    path.lineTo(x, top)
    path.lineTo(x + high * 0.4, top + high * 0.4)
    return path


def _pallet(box: QRectF) -> QPainterPath:
    """The pallet's three feet below the goods."""
    path, high = QPainterPath(), box.height() * 0.1
    path.moveTo(box.left(), box.bottom() - high)
    path.lineTo(box.right(), box.bottom() - high)
    for at in (0.0, 0.45, 0.9):
        path.addRect(QRectF(box.left() + at * box.width(), box.bottom() - high, box.width() * 0.1, high))
    return path


def _forks(box: QRectF) -> QPainterPath:
    """Seen from below: the pallet raised on two forks."""
    path = QPainterPath()
    for at in (0.26, 0.62):
        path.addRect(
            QRectF(
                box.left() + at * box.width(), box.top() + 0.3 * box.height(), box.width() * 0.12, box.height() * 0.7
            )
        )
    return path


def _bars(box: QRectF) -> QPainterPath:
    """A waybill: a few bars in its upper half."""
    path = QPainterPath()
    for number, at in enumerate((0.2, 0.27, 0.31, 0.4, 0.46, 0.55, 0.6, 0.68, 0.72, 0.8)):
        x = box.left() + at * box.width()
        path.moveTo(x, box.top() + box.height() * 0.22)
        path.lineTo(x, box.top() + box.height() * (0.55 if number % 3 else 0.6))
    return path


def has_net(ghost: Ghost) -> bool:
    """Whether the wanted picture is one of the six faces."""
    return ghost.face in NET


def paint_net(painter: QPainter, room: QRect, ghost: Ghost, word: str, context: Context) -> None:
    """The unit unfolded with the face's name, in the upper left corner: beside the picture where there is room."""
    if not has_net(ghost):
        return
    theme = context.theme
    cell, inside, edge = theme.px(CELL), theme.px(INSIDE), theme.px(EDGE)
    name = theme.px(NAME)
    card = QRectF(room.left() + edge, room.top() + edge, 4 * cell + 2 * inside, 3 * cell + 2 * inside + name)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(CARD)
    painter.drawRoundedRect(card, theme.px(6), theme.px(6))
    for face, (column, row) in NET.items():
        square = QRectF(card.left() + inside + column * cell, card.top() + inside + row * cell, cell, cell)
        _cell(painter, square, wanted=face == ghost.face, before=face == ghost.before)
    _write(painter, card.adjusted(0, card.height() - name - inside / 2, 0, -inside / 2), word, context)
    if ghost.before:
        turned = "½" if OPPOSITE[ghost.face] == ghost.before else "¼"
        corner = QRectF(card.left() + inside + 2 * cell, card.top() + inside, 2 * cell, cell)
        _write(painter, corner, f"↻ {turned}", context)  # a quarter, or half to the opposite face


def _cell(painter: QPainter, square: QRectF, *, wanted: bool, before: bool) -> None:
    painter.setPen(QPen(LIGHT, 1.5))
    painter.setBrush(LIGHT if wanted else Qt.BrushStyle.NoBrush)
    painter.drawRect(square.adjusted(1, 1, -1, -1))
    if before:
        painter.setBrush(LIGHT)
        painter.drawEllipse(square.center(), square.width() * 0.16, square.width() * 0.16)


def _write(painter: QPainter, room: QRectF, text: str, context: Context) -> None:
    font = QFont(painter.font())
    font.setPixelSize(context.theme.text("label"))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(LIGHT)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
