"""Pictures decoded at the size they are wanted in; on any thread. A hundred small ones take half a second."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from station.domain.events.unit import Mark
from station.ui.theme import LIGHT
from station.ui.widgets.mark_painter import MarkPainter

Image = QImage  # for those who only hand one on
QUALITY = 72
MARKS_SCALE = 0.7


def thumbnail(jpeg: bytes, width: int, marks: Sequence[Mark] = ()) -> bytes | None:
    """A JPEG of this width, marks drawn over it; None where the bytes are no picture. May be called on any thread."""
    image = image_of(jpeg, width)
    if image is None:
        return None
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(out, b"jpeg")
    writer.setQuality(QUALITY)
    return bytes(out.data().data()) if writer.write(_marked(image, marks) if marks else image) else None


def image_of(jpeg: bytes, width: int = 0) -> QImage | None:
    """The picture of this width, 0 for its own; None where the bytes are no picture. May be called on any thread."""
    source = QBuffer()
    source.setData(QByteArray(jpeg))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, b"jpeg")
    size = reader.size()
    if size.isEmpty():
        return None
    if width:
        reader.setScaledSize(QSize(width, max(1, size.height() * width // size.width())))
    image = reader.read()
    return None if image.isNull() else image


def _marked(image: QImage, marks: Sequence[Mark]) -> QImage:
    """The small picture is no evidence: it may be drawn upon. Words have no room in it."""
    marked = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(marked)
    MarkPainter(painter, LIGHT, MARKS_SCALE).marks(marks, marked.rect(), labelled=False)
    painter.end()
    return marked
