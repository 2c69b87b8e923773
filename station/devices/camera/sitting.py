"""A camera asked for some pictures outside the window: what was measured on each, and the live motion meanwhile."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices.api import Fault, Frame, LinkChange, Preview, Reading
from station.devices.camera.client import CameraClient
from station.errors import DeviceError

Item = Reading | Preview | Fault | LinkChange
ANSWERS_WITHIN = 20.0  # seconds for one picture; the first one waits for the process to start


class Sitting:
    """Pictures one after the other."""

    def __init__(self, client: CameraClient, heard: queue.SimpleQueue[Item], device: str) -> None:
        self._client, self._heard, self._device = client, heard, device
        self._live = False

    def pictures(self, count: int) -> tuple[list[Frame], list[float]]:
        """So many pictures, and the motion of the live pictures between them. Raises DeviceError."""
        frames: list[Frame] = []
        motions: list[float] = []
        self._await_live()
        for number in range(count):
            self._client.order(f"take sitting-{number}-{time.monotonic_ns()}")
            frames.append(self._answer(motions))
        return frames, motions

    def _await_live(self) -> None:
        """The first pictures of a camera that was just opened are neither exposed nor focused."""
        if not self._live:
            self._next(lambda item: isinstance(item, Preview))
            self._live = True

    def _answer(self, motions: list[float]) -> Frame:
        while True:
            item = self._next(lambda item: isinstance(item, Frame | Preview | Fault))
            if isinstance(item, Frame):
                return item
            if isinstance(item, Preview) and item.live is not None:
                motions.append(item.live.motion)
            if isinstance(item, Fault) and item.token:
                raise DeviceError("device.lost", device=self._device, port="", reason=item.code)

    def _next(self, wanted: Callable[[Item], bool]) -> Item:
        until = time.monotonic() + ANSWERS_WITHIN
        while True:
            try:
                item = self._heard.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty as error:
                raise DeviceError("device.lost", device=self._device, port="", reason="camera.no_picture") from error
            if wanted(item):
                return item


@contextmanager
def sitting(settings: DeviceSettings) -> Iterator[Sitting]:
    """Opens a camera of the settings and closes it again. Raises ConfigError for options that it has not."""
    heard: queue.SimpleQueue[Item] = queue.SimpleQueue()
    client = CameraClient(settings, heard.put, SystemClock())
    client.start()
    try:
        yield Sitting(client, heard, settings.id)
    finally:
        client.stop()
