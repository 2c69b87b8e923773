"""The seam to cv2.VideoCapture: what is used of it, how each kind of address is opened, and how a frame is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import unquote

import numpy as np

from station.devices.camera.controls import Adjustable
from station.devices.camera.mjpeg import is_whole_jpeg
from station.devices.camera.opencv import cv2
from station.devices.camera.options import LOCAL
from station.devices.camera.seen import BACKEND, path_of
from station.devices.camera.shot import Shot

OPENS_WITHIN, READS_WITHIN = 8.0, 5.0  # seconds, of a network stream
_TABLES = b"\xff\xc4"  # define Huffman tables (ITU-T T.81 B.2.4.2); webcams like to leave them out


class Capture(Adjustable, Protocol):
    """Of cv2.VideoCapture what the sources use; a test plays it."""

    def isOpened(self) -> bool: ...

    def grab(self) -> bool: ...

    def retrieve(self) -> Any: ...

    def release(self) -> None: ...


Opener = Callable[[str], Capture]


def open_local(url: str) -> Capture:
    """camera://0, camera:///dev/video0, camera://NAME."""
    place = unquote(url.removeprefix(LOCAL))
    if place.isdigit():
        return cv2.VideoCapture(int(place), BACKEND)
    return cv2.VideoCapture(path_of(place), BACKEND)


def open_stream(url: str) -> Capture:
    """Whatever address FFmpeg understands: rtsp://…"""
    limits = [
        *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, int(OPENS_WITHIN * 1000)),
        *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, int(READS_WITHIN * 1000)),
    ]
    return cv2.VideoCapture(url, cv2.CAP_FFMPEG, limits)


def open_file(file: str) -> Capture:
    return cv2.VideoCapture(file, cv2.CAP_FFMPEG)


def shot_of(frame: np.ndarray, at: float) -> Shot | None:
    """A frame as it was retrieved: pixels, or one row of bytes; None for bytes that are no JPEG of their own.

    Without its Huffman tables a JPEG shows in hardly any program: that is no evidence to hand to anybody.
    """
    if frame.ndim == 3 and frame.shape[2] == 3:
        return Shot(at, pixels=frame)
    data = frame.tobytes()
    return Shot(at, data) if is_whole_jpeg(data) and _TABLES in data else None
