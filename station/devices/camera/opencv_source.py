"""Sources that OpenCV opens: a camera of this machine, and a stream that is no MJPEG over HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable

from station.devices.camera.capture import Capture, Opener, open_local, open_stream, shot_of
from station.devices.camera.controls import FREEZE, controls
from station.devices.camera.opencv import cv2
from station.devices.camera.options import CameraOrder, CameraSettings, without_password
from station.devices.camera.seen import BACKEND
from station.devices.camera.shot import Shot
from station.errors import DeviceError

QUEUED = 5  # frames that a driver keeps for whoever comes late; they are passed over
SETTLING = 12  # the first frames of a camera: exposure and white balance are not found yet
FREEZES_AFTER = 3.0  # seconds from the first picture until focus and exposure are held
STALL = 0.3  # seconds without a look at the driver: what it has kept since then is too old
_SIZES = (("width", cv2.CAP_PROP_FRAME_WIDTH), ("height", cv2.CAP_PROP_FRAME_HEIGHT), ("fps", cv2.CAP_PROP_FPS))


class LocalSource:
    """camera://… . The camera is asked for JPEGs and gives them untouched where the driver can; else pixels."""

    def __init__(
        self, order: CameraOrder, opener: Opener = open_local, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._device, self._url, self._options = order.device, order.url, order.options
        self._opener, self._clock = opener, clock
        self._capture: Capture | None = None
        self._controls = controls(BACKEND)
        self._raw = False
        self._skip = SETTLING
        self._looked_at = 0.0
        self._freeze_at = float("inf")
        self.denied: tuple[str, ...] = ()

    def open(self) -> None:
        capture = self._capture = self._opener(self._url)
        if not capture.isOpened():
            raise self._failed("device.cannot_open", without_password(self._url))
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))  # before the size: it decides which there are
        self.denied = (*_asked(capture, self._options), *self._adjusted(capture))
        self._raw = capture.set(cv2.CAP_PROP_CONVERT_RGB, 0)
        self._skip = SETTLING
        self._looked_at = self._clock()
        self._freeze_at = self._looked_at + FREEZES_AFTER

    def read(self, timeout: float) -> list[Shot]:
        """Waits for the next frame as long as the driver likes."""
        capture = self._open_one()
        at = self._clock()
        if not capture.grab():
            raise self._failed("device.lost", "no frame")
        now = self._clock()
        if now - self._looked_at > max(STALL, 3 / (self._options.fps or 30)):
            self._skip = max(self._skip, QUEUED)
        self._looked_at = now
        if self._skip:
            self._skip -= 1
            return []
        self._freeze(capture, now)
        return self._retrieved(capture, at)

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _open_one(self) -> Capture:
        if self._capture is None:
            raise self._failed("device.lost", "closed")
        return self._capture

    def _retrieved(self, capture: Capture, at: float) -> list[Shot]:
        good, frame = capture.retrieve()
        if not good or frame is None:
            raise self._failed("device.lost", "no picture")
        shot = shot_of(frame, at)
        if shot is None and self._raw:  # not every driver hands out the camera's bytes as they are
            self._raw = False
            capture.set(cv2.CAP_PROP_CONVERT_RGB, 1)
        return [shot] if shot is not None else []

    def _adjusted(self, capture: Capture) -> tuple[str, ...]:
        return tuple(
            one.name for one in self._controls if not one.apply(capture, str(getattr(self._options, one.name)))
        )

    def _freeze(self, capture: Capture, now: float) -> None:
        """Once, when the automatic has had its time."""
        if now < self._freeze_at:
            return
        self._freeze_at = float("inf")
        for one in self._controls:
            if getattr(self._options, one.name) == FREEZE and not one.freeze(capture):
                self.denied = (*self.denied, one.name)

    def _failed(self, key: str, reason: str) -> DeviceError:
        return DeviceError(key, device=self._device, port=without_password(self._url), reason=reason)


class StreamSource(LocalSource):
    """rtsp://… . It sends what it sends; after a stall it is opened anew, for a network keeps seconds of old frames."""

    def __init__(
        self, order: CameraOrder, opener: Opener = open_stream, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(order, opener, clock)
        self._controls = ()

    def open(self) -> None:
        capture = self._capture = self._opener(self._url)
        if not capture.isOpened():
            raise self._failed("device.cannot_open", without_password(self._url))
        self.denied = tuple(name for name in ("fps", "focus", "exposure") if getattr(self._options, name))
        self._skip = 0
        self._looked_at = self._clock()

    def read(self, timeout: float) -> list[Shot]:
        if self._clock() - self._looked_at > STALL:
            self.close()
            self.open()
        return super().read(timeout)


def _asked(capture: Capture, options: CameraSettings) -> tuple[str, ...]:
    """Asks for size and rate; the names of those that came out otherwise."""
    wishes = [(name, what, getattr(options, name)) for name, what in _SIZES if getattr(options, name) is not None]
    for _, what, wish in wishes:
        capture.set(what, wish)
    return tuple(name for name, what, wish in wishes if round(capture.get(what)) != round(wish))
