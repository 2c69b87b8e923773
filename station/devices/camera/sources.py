"""The source that belongs to a camera's address."""

from __future__ import annotations

from station.devices.camera.file_source import FileSource
from station.devices.camera.opencv_source import LocalSource, StreamSource
from station.devices.camera.options import LOCAL, CameraOrder
from station.devices.camera.shot import Source
from station.devices.camera.source import MjpegSource


def source_for(order: CameraOrder) -> Source:
    """A source that only has to be opened."""
    if order.url.startswith("http://"):
        return MjpegSource(order)
    if order.url.startswith(LOCAL):
        return LocalSource(order)
    return FileSource(order) if order.url.startswith("file:") else StreamSource(order)
