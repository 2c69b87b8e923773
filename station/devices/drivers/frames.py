"""Cuts a byte stream into frames that have no line end: STX … ETX, fixed lengths, checksums that may be any byte.

What a frame looks like is one function over the head of the buffer. What lies between frames is told once, by its
first bytes, and skipped; the buffer never grows beyond the longest frame.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from station.devices.drivers.framing import Cut

Look = Callable[[bytes, bool], int]
"""(buffer, ended) -> n > 0: a frame of n bytes stands at the head; n < 0: -n bytes are none; 0: more bytes are needed.

The answer may not change when more bytes come, so that every split of the stream reads the same. ended: nothing more
will come for now.
"""

NOISE_TOLD = 32  # bytes of what was no frame
BLOCK = 1024


class Framer(Protocol):
    """Bytes in, cuts out."""

    @property
    def open(self) -> bool:
        """Whether something has begun that has not ended."""
        ...

    def feed(self, data: bytes) -> list[Cut]: ...

    def quiet(self) -> list[Cut]:
        """Nothing more comes for now: what has begun ends here or is no frame."""
        ...

    def drop(self) -> bytes:
        """Forgets what has begun."""
        ...


class Frames:
    """Frames by a look at the head of the buffer. Bytes of fill between frames are nobody's fault."""

    def __init__(self, longest: int, look: Look, fill: bytes = b"\r\n\0") -> None:
        self._longest = longest
        self._look = look
        self._fill = fill
        self._buffer = b""
        self._noise = b""
        self._told = False

    @property
    def open(self) -> bool:
        return bool(self._buffer) or bool(self._noise)

    def feed(self, data: bytes) -> list[Cut]:
        cuts: list[Cut] = []
        for start in range(0, len(data), BLOCK):
            self._buffer += data[start : start + BLOCK]
            cuts += self._cut(ended=False)
        return cuts

    def quiet(self) -> list[Cut]:
        cuts = self._cut(ended=True)
        self._skip(self.drop(), cuts)
        return cuts + self._end_of_noise()

    def drop(self) -> bytes:
        dropped, self._buffer = self._buffer, b""
        return dropped

    def _cut(self, ended: bool) -> list[Cut]:
        cuts: list[Cut] = []
        while self._buffer:
            length = self._look(self._buffer, ended)
            if length == 0 and len(self._buffer) <= self._longest:
                break
            taken = self._take(abs(length) or 1)
            if length > 0:
                cuts += [*self._end_of_noise(), Cut(taken, whole=True)]
            else:
                self._skip(taken, cuts)
        return cuts

    def _take(self, length: int) -> bytes:
        taken, self._buffer = self._buffer[:length], self._buffer[length:]
        return taken

    def _skip(self, noise: bytes, cuts: list[Cut]) -> None:
        """Tells noise that has become long enough; the rest of it up to the next frame is skipped without a word."""
        if self._told:
            return
        self._noise = (self._noise + noise.translate(None, self._fill))[:NOISE_TOLD]
        if len(self._noise) == NOISE_TOLD:
            cuts.append(Cut(self._noise, whole=False))
            self._noise, self._told = b"", True

    def _end_of_noise(self) -> list[Cut]:
        noise, self._noise, self._told = self._noise, b"", False
        return [Cut(noise, whole=False)] if noise else []


def up_to(buffer: bytes, heads: bytes) -> int:
    """For a Look: skips up to the first byte that may begin a frame, at least one byte."""
    for at in range(1, len(buffer)):
        if buffer[at] in heads:
            return -at
    return -len(buffer)
