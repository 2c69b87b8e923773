"""A video file in a camera's place, at its own speed, from the beginning again at its end.

For rehearsals and tests: everything behind the source is what a real camera has.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.request import url2pathname

from station.devices.camera.capture import Capture, Opener, open_file, shot_of
from station.devices.camera.opencv import cv2
from station.devices.camera.options import CameraOrder
from station.devices.camera.shot import Shot
from station.errors import DeviceError

USUAL_RATE, HIGHEST_RATE = 25.0, 240.0  # frames a second, where a file does not tell or tells nonsense
WHOLE_PACKETS = -1  # of CAP_PROP_FORMAT: what is in the file, not decoded


class FileSource:
    """file:///C:/clips/dock.mp4. Of an MJPEG file the pictures are taken as they are, of others their pixels."""

    def __init__(
        self,
        order: CameraOrder,
        opener: Opener = open_file,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._device, self._file = order.device, url2pathname(urlsplit(order.url).path)
        self._opener, self._clock, self._sleep = opener, clock, sleep
        self._rate = order.options.fps
        self._capture: Capture | None = None
        self._interval = 1 / USUAL_RATE
        self._due = 0.0
        self.denied = tuple(name for name in ("focus", "exposure") if getattr(order.options, name))

    def open(self) -> None:
        capture = self._capture = self._opener(self._file)
        if not capture.isOpened():
            raise self._failed("device.cannot_open")
        told = self._rate or capture.get(cv2.CAP_PROP_FPS)
        self._interval = 1 / (told if 0 < told <= HIGHEST_RATE else USUAL_RATE)
        if int(capture.get(cv2.CAP_PROP_FOURCC)) == cv2.VideoWriter.fourcc(*"MJPG"):
            capture.set(cv2.CAP_PROP_FORMAT, WHOLE_PACKETS)
        self._due = self._clock()

    def read(self, timeout: float) -> list[Shot]:
        wait = self._due - self._clock()
        self._sleep(min(max(wait, 0.0), timeout))
        if wait > timeout:
            return []
        self._turn_to_now()
        shot = self._picture()
        return [shot] if shot is not None else []

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _turn_to_now(self) -> None:
        """A frame for each moment that has passed; where this machine was too slow some are not shown."""
        now = self._clock()
        while self._due <= now:
            self._due += self._interval
            if not self._open_one().grab():
                self._rewind()

    def _rewind(self) -> None:
        capture = self._open_one()
        capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
        if not capture.grab():
            raise self._failed("device.lost")

    def _picture(self) -> Shot | None:
        good, frame = self._open_one().retrieve()
        return shot_of(frame, self._clock()) if good else None

    def _open_one(self) -> Capture:
        if self._capture is None:
            raise self._failed("device.lost")
        return self._capture

    def _failed(self, key: str) -> DeviceError:
        return DeviceError(key, device=self._device, port=self._file, reason=self._file)
