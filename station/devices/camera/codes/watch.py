"""Codes read from a live stream on a thread of their own: the newest picture only, never a queue of old ones.

Reading takes at most one core and must not hold up the stream: whoever asks for evidence wants this moment's picture.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress

import numpy as np

from station.devices.camera.codes.gate import LiveGate
from station.devices.camera.codes.ladder import first_code
from station.devices.camera.codes.read import Budget, CodeRead, Corners
from station.devices.camera.shot import Shot

WITHIN = 0.15  # seconds for one picture; the next one is another chance
SHOWN_FOR = 0.5  # seconds that an outline stays on the preview after its code was seen

Told = Callable[[CodeRead], None]


class CodeWatch:
    """offer() pictures; told() is called on this object's thread for every code that passed the gate."""

    def __init__(self, told: Told, clock: Callable[[], float] = time.monotonic) -> None:
        self._told = told
        self._clock = clock
        self._gate = LiveGate()
        self._ready = threading.Condition()
        self._newest: Shot | None = None
        self._stopped = False
        self._seen: tuple[tuple[Corners, ...], float] = ((), float("-inf"))
        self._thread = threading.Thread(target=self._run, name="codes", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._ready:
            self._stopped = True
            self._ready.notify()
        self._thread.join(2 * WITHIN + 1.0)

    def offer(self, shot: Shot) -> None:
        """A picture that nobody has looked at yet gives way to this one."""
        with self._ready:
            self._newest = shot
            self._ready.notify()

    def outlines(self) -> tuple[Corners, ...]:
        """Where codes were seen just now, in shares of the picture's width and height."""
        corners, at = self._seen
        return corners if self._clock() - at <= SHOWN_FOR else ()

    def look(self, shot: Shot) -> None:
        """One picture: what is in it is outlined, and what passes the gate is told."""
        grey = shot.grey
        if grey is None:
            return
        reads = first_code(grey, Budget(WITHIN, self._clock))
        now = self._clock()
        if reads:
            self._seen = tuple(normalised(read.corners, grey) for read in reads), now
        for read in self._gate.passed(reads, now):
            self._told(read)

    def _run(self) -> None:
        while (shot := self._await()) is not None:
            with suppress(BrokenPipeError):  # the window is gone: the process is about to end
                self.look(shot)

    def _await(self) -> Shot | None:
        with self._ready:
            self._ready.wait_for(lambda: self._stopped or self._newest is not None)
            shot, self._newest = self._newest, None
            return None if self._stopped else shot


def normalised(corners: Corners, grey: np.ndarray) -> Corners:
    """Pixels as shares of width and height, within the picture."""
    height, width = grey.shape
    return tuple((min(1.0, max(0.0, x / width)), min(1.0, max(0.0, y / height))) for x, y in corners)
