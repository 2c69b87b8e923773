"""A picture of a paper as it would lie under a scanner: only for showing, the evidence stays as the camera sent it."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QPolygonF, QTransform

Corners = tuple[tuple[int, int], ...]


def straightened(image: QImage, corners: Corners, width: int) -> QImage:
    """The part between four corners (clockwise from the top left) as a rectangle of this width; the whole picture,
    scaled, where there are no such corners."""
    across, down = _sides(corners) if len(corners) == 4 else (0.0, 0.0)
    size = (width, round(width * down / across)) if across and down else (0, 0)
    wanted = QPolygonF([QPointF(0, 0), QPointF(size[0], 0), QPointF(*size), QPointF(0, size[1])])
    seen = QPolygonF([QPointF(x + 0.5, y + 0.5) for x, y in corners])
    way = QTransform()
    if not all(size) or not QTransform.quadToQuad(seen, wanted, way):
        return image.scaledToWidth(width)
    made = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(way)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def _sides(corners: Corners) -> tuple[float, float]:
    """Width and height: the mean of what lies opposite."""
    top_left, top_right, bottom_right, bottom_left = corners
    across = _apart(top_left, top_right) + _apart(bottom_left, bottom_right)
    down = _apart(top_left, bottom_left) + _apart(top_right, bottom_right)
    return across / 2, down / 2


def _apart(one: tuple[int, int], other: tuple[int, int]) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
