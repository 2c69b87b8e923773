"""A camera as the window has it: its real process, and everything that was heard from it."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import TypeVar

import psutil

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices.camera.client import CameraClient
from station.domain.readings import Fault, Frame, LinkState, Preview

PATIENCE = 60.0  # seconds: each process loads OpenCV first, on a machine that may be busy
A = TypeVar("A")


class Watched:
    def __init__(self, url: str, driver: str = "mjpeg", device: str = "cam-1", **options: str) -> None:
        self.heard: list[object] = []
        self._tokens = (f"{device}-{number}" for number in itertools.count(1))
        self.client = CameraClient(
            DeviceSettings(device, "camera", driver, url, options), self.heard.append, SystemClock()
        )
        self.client.start()

    def stop(self) -> None:
        self.client.stop()

    def until(self, found: Callable[[], A]) -> A:
        """What is found, once there is anything."""
        deadline = time.monotonic() + PATIENCE
        while not (what := found()):
            assert time.monotonic() < deadline, f"status {self.client.status()}, heard {self.heard[-3:]}"
            time.sleep(0.02)
        return what

    def state(self, state: LinkState, reason: str = "") -> None:
        self.until(lambda: (self.client.status().state, self.client.status().reason) == (state, reason))

    def live(self) -> None:
        """Until a live picture has come that had not come before."""
        seen = self.previews()
        self.until(lambda: self.previews() > seen)

    def previews(self) -> int:
        return sum(isinstance(item, Preview) for item in list(self.heard))

    def ask(self) -> str:
        token = next(self._tokens)
        self.client.order(f"take {token}")
        return token

    def answer(self, token: str) -> Frame | Fault:
        """What was said to a request, and that it was said once only so far."""
        answers = self.until(
            lambda: [item for item in list(self.heard) if isinstance(item, Frame | Fault) and item.token == token]
        )
        assert len(answers) == 1
        return answers[0]

    def take(self) -> Frame | Fault:
        return self.answer(self.ask())

    def process(self) -> psutil.Process:
        """The camera's process as the system has it."""
        device = self.client.status().id
        return self.until(
            lambda: next((p for p in psutil.Process().children() if device in _command(p)), None)  # type: ignore[arg-type, return-value]
        )


def _command(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []
