"""One picture as a source gives it, and what is made of it only when somebody needs it."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from station.devices.camera.opencv import cv2
from station.devices.camera.quality import decoded, halved

FIRST_ENCODING_QUALITY = 95  # of the JPEG that becomes evidence where the platform gives pixels only (ADR 4)
EVERY_ROW = 16  # rows that are compared with the picture before: a sensor's noise is in every one of them


class Shot:
    """A picture of a stream: the camera's own JPEG (evidence "device-bytes") or BGR pixels, whose first encoding is
    made when it is asked for ("first-encoding").

    at: monotonic seconds before which it cannot have arrived.
    """

    def __init__(self, at: float, jpeg: bytes = b"", pixels: np.ndarray | None = None) -> None:
        self.at = at
        self.pixels = pixels
        self._jpeg = jpeg
        self._grey: np.ndarray | None = None

    @property
    def evidence(self) -> str:
        return "device-bytes" if self.pixels is None else "first-encoding"

    @property
    def jpeg(self) -> bytes:
        """The bytes that stand as evidence; the same ones whenever they are asked for."""
        if not self._jpeg and self.pixels is not None:
            self._jpeg = bytes(cv2.imencode(".jpg", self.pixels, [cv2.IMWRITE_JPEG_QUALITY, FIRST_ENCODING_QUALITY])[1])
        return self._jpeg

    @property
    def grey(self) -> np.ndarray | None:
        """uint8 (height, width); None where the bytes are no picture. Asked for on two threads it may be made twice."""
        if self._grey is None and self.pixels is not None:
            self._grey = np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_BGR2GRAY))
        elif self._grey is None:
            self._grey = decoded(self._jpeg)
        return self._grey

    def half(self) -> np.ndarray | None:
        """BGR at half its size, for whoever only looks at it; None where the bytes are no picture."""
        return halved(self._jpeg) if self.pixels is None else self.pixels[::2, ::2]

    @property
    def mark(self) -> bytes:
        """Equal for identical pictures only."""
        return self._jpeg if self.pixels is None else self.pixels[::EVERY_ROW].tobytes()


class Source(Protocol):
    """Where pictures come from. Used by one thread. Every error leaves as DeviceError.

    denied: the options of the settings that the driver did not allow, known once pictures come.
    """

    denied: tuple[str, ...]

    def open(self) -> None: ...

    def read(self, timeout: float) -> list[Shot]:
        """The pictures that have come, the newest last; [] where none did. A driver may hold it up for longer."""
        ...

    def close(self) -> None:
        """Never raises; may be called twice."""
        ...
