"""A link that plays a capture file: capture://FILE is an instrument that says again what it said.

What came unasked comes again after the same time. What was the answer to a question comes when the driver asks that
question, in the order of the recording and from its beginning again when it is used up; a question that was never
recorded stays unanswered. A recording without questions is played once; after its end the instrument is silent.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from station.devices.capture import Chunk, read_capture
from station.errors import DeviceError

RECORDING = "capture://"


class RecordingLink:
    """One recording. now and wait are those of the machine unless a test has others."""

    def __init__(
        self,
        device: str,
        file: Path,
        now: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._device = device
        self._file = file
        self._now = now
        self._wait = wait
        self._chunks: list[Chunk] = []
        self._next = 0
        self._began = 0.0  # the moment that is 0.000 of the recording
        self._open = False

    def open(self) -> None:
        self._chunks = read_capture(self._file)
        self._next, self._began, self._open = 0, self._now(), True

    def read(self, timeout: float) -> bytes:
        """What is due, waiting at most timeout seconds for it; b"" if nothing is."""
        if not self._open:
            raise DeviceError("device.lost", device=self._device, port=f"{RECORDING}{self._file}", reason="closed")
        chunk = self._coming()
        left = timeout if chunk is None else self._began + chunk.at - self._now()
        if left > 0:
            self._wait(min(left, timeout))
        if chunk is None or self._began + chunk.at > self._now():
            return b""
        self._next += 1
        return chunk.data

    def write(self, data: bytes) -> None:
        """Goes to the next place in the recording where the same was asked."""
        places = [*range(self._next, len(self._chunks)), *range(self._next)]
        for place in places:
            if self._chunks[place].sent and self._chunks[place].data == data:
                self._next, self._began = place + 1, self._now() - self._chunks[place].at
                return

    def close(self) -> None:
        self._open = False

    def _coming(self) -> Chunk | None:
        """The next chunk from the instrument; None before a question that nobody has asked yet, and at the end."""
        if self._next >= len(self._chunks) or self._chunks[self._next].sent:
            return None
        return self._chunks[self._next]
