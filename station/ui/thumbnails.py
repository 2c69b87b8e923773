"""Small pictures for a receipt; decoded at their small size at once, so that a hundred take half a second."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImageReader, QImageWriter

QUALITY = 72


def thumbnail(jpeg: bytes, width: int) -> bytes | None:
    """A JPEG of this width; None where the bytes are no picture. May be called on any thread."""
    source = QBuffer()
    source.setData(QByteArray(jpeg))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, b"jpeg")
    size = reader.size()
    if size.isEmpty():
        return None
    reader.setScaledSize(QSize(width, max(1, size.height() * width // size.width())))
    image = reader.read()
    if image.isNull():
        return None
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(out, b"jpeg")
    writer.setQuality(QUALITY)
    return bytes(out.data().data()) if writer.write(image) else None
