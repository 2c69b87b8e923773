"""A film that is being taken: the camera's own pictures, thinned out, into a file that only grows (domain/film).

`offer`, `pause`, `resume`, `tick` and `end` belong to the thread that watches the camera and never wait; what they say
goes through one queue to a thread that writes, hashes and syncs. Its time is monotonic from the wall clock's moment at
which the film began, so that a clock that is set meanwhile moves nothing in it.
"""

from __future__ import annotations

import hashlib
import os
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from station.devices.camera.film_order import FilmOrder
from station.devices.camera.shot import Shot
from station.domain.film import writing
from station.platform import free_bytes

QUEUED = 24  # pictures that may wait for the disk; what comes on top is left out, and a second of that is a gap
GAP_MS = 1000  # without a picture for so long, and the film says so
SYNC_EVERY = 2.0  # seconds of the film that a power cut may take
TELL_EVERY = 0.5

Say = Callable[[dict[str, object]], None]


class Film:
    """One film. say is called on both threads: with how it goes, and once with "filmed" when the file is durable."""

    def __init__(
        self,
        order: FilmOrder,
        say: Say,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.order, self._say, self._clock = order, say, clock
        self._began = clock()
        self._writer = _Writer(order, datetime.fromtimestamp(wall(), UTC), say)
        self._due = self._began
        self._paused_at: float | None = None
        self._why = ""
        self._told_at = float("-inf")
        self._ended = False
        self._writer.start()

    @property
    def over(self) -> bool:
        """Nothing more is taken; the file may still be on its way to the disk."""
        return self._ended

    def offer(self, shot: Shot, now: float) -> None:
        """A picture of the stream; whether it is one of the film."""
        if self._ended or self._paused_at is not None or now < self._due:
            return
        self._due = max(self._due, now - 1 / self.order.fps) + 1 / self.order.fps
        self._writer.picture(self._ms(now), shot)

    def pause(self, why: str, now: float) -> None:
        if self._paused_at is None and not self._ended:
            self._paused_at, self._why = now, why
            self._tell(now)

    def resume(self, now: float) -> None:
        if self._paused_at is not None and not self._ended:
            self._writer.gap(self._ms(self._paused_at), self._ms(now), self._why)
            self._paused_at, self._why = None, ""
            self._tell(now)

    def tick(self, now: float) -> None:
        """Limits, and how it goes twice a second."""
        if self._ended:
            return
        if self._writer.failed:
            self.end(self._writer.failed, now)
        elif now - self._began >= self.order.seconds:  # a pause counts as well: nothing lasts for ever
            self.end("time", now)
        elif self._writer.size >= self.order.bytes:
            self.end("size", now)
        elif now - self._told_at >= TELL_EVERY:
            self._tell(now)

    def end(self, why: str, now: float) -> None:
        """The file is closed, synced and told of by its own thread."""
        if self._ended:
            return
        if self._paused_at is not None:
            self._writer.gap(self._ms(self._paused_at), self._ms(now), self._why)
        self._ended = True
        self._writer.end(self._ms(now), why)

    def wait(self) -> None:
        """Until the file is durable."""
        self._writer.join()

    def _ms(self, at: float) -> int:
        return max(0, round((at - self._began) * 1000))

    def _tell(self, now: float) -> None:
        self._told_at = now
        told: dict[str, object] = {"say": "filming", "token": self.order.token, "paused": self._why}
        self._say({**told, "ms": self._ms(now), "size": self._writer.size})


class _Writer(threading.Thread):
    """The thread with the file. failed is why it takes no more: "disk", "" while all is well."""

    def __init__(self, order: FilmOrder, began: datetime, say: Say) -> None:
        super().__init__(name="film", daemon=True)
        self._order, self._began, self._say = order, began, say
        self._facts: writing.Facts | None = None
        self._queue: queue.Queue[Callable[[BinaryIO], None] | None] = queue.Queue()
        self._sha = hashlib.sha256()
        self._last_ms = self._second = -1
        self._synced_at = 0.0
        self._ended = ""
        self.size = 0
        self.failed = ""

    # What the other thread calls

    def picture(self, ms: int, shot: Shot) -> None:
        if self._queue.qsize() < QUEUED:
            self._queue.put(lambda file: self._picture(file, ms, shot))

    def gap(self, start: int, end: int, why: str) -> None:
        self._queue.put(lambda file: self._gap(file, start, end, why))

    def end(self, ms: int, why: str) -> None:
        self._ended = why
        self._queue.put(lambda file: self._pause_seen(file, ms))
        self._queue.put(None)

    # The thread

    def run(self) -> None:
        try:
            with open(self._order.path, "xb", buffering=0) as file:
                while (work := self._queue.get()) is not None:
                    self._do(work, file)
                os.fsync(file.fileno())
        except OSError:
            self.failed = self.failed or "disk"
        told: dict[str, object] = {"say": "filmed", "token": self._order.token, "size": self.size}
        self._say({**told, "sha256": self._sha.hexdigest(), "end": self.failed or self._ended})

    def _do(self, work: Callable[[BinaryIO], None], file: Any) -> None:
        """A disk that takes no more ends the film; what it took already stays a film."""
        if self.failed:
            return
        try:
            work(file)
            if time.monotonic() - self._synced_at > SYNC_EVERY:
                self._synced_at = time.monotonic()
                os.fsync(file.fileno())
                if free_bytes(Path(self._order.path).parent) < self._order.reserve:
                    self.failed = "room"
        except OSError:
            with suppress(OSError):
                file.truncate(self.size)
            self.failed = "disk"

    def _picture(self, file: BinaryIO, ms: int, shot: Shot) -> None:
        grey = shot.grey if self._facts is None else None
        if self._facts is None:
            if grey is None:
                return
            height, width = grey.shape
            zone = ZoneInfo(self._order.zone)
            self._facts = writing.Facts(self._order.title, self._began, zone, width, height, shot.evidence)
            self._write(file, writing.head(self._facts))
        self._pause_seen(file, ms)
        words = b"" if ms // 1000 == self._second else writing.clock(self._facts, ms)
        self._second, self._last_ms = ms // 1000, ms
        self._write(file, writing.picture(ms, shot.jpeg, words))

    def _pause_seen(self, file: BinaryIO, ms: int) -> None:
        """No picture came for a while, and nobody had asked for that."""
        if ms - max(self._last_ms, 0) > GAP_MS:
            self._gap(file, max(self._last_ms, 0), ms, "camera")

    def _gap(self, file: BinaryIO, start: int, end: int, why: str) -> None:
        if self._facts is not None:
            self._write(file, writing.gap(self._facts, start, end, why))
        self._last_ms = end

    def _write(self, file: BinaryIO, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[file.write(view) or 0 :]
        self._sha.update(data)
        self.size += len(data)
