"""Cuts a byte stream into lines, however the bytes were chopped on their way.

"One read = one message" is the classic fault of instrument software (devices.md §0.3): a USB adapter delivers one byte
a read, a busy machine three lines at once. So lines are cut from an accumulating buffer that never grows beyond the
longest line the protocol has; a longer one is told once and skipped up to its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ENDS = re.compile(rb"[\r\n]")


@dataclass(frozen=True, slots=True)
class Cut:
    """A line without its end, or (whole = False) the beginning of one that was too long."""

    data: bytes
    whole: bool


class Lines:
    """Lines ended by CR, LF or CRLF. Empty lines vanish, so CRLF counts as one end."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._rest = b""
        self._skipping = False

    @property
    def open(self) -> bool:
        """Whether a line has begun that has not ended."""
        return bool(self._rest) or self._skipping

    def feed(self, data: bytes) -> list[Cut]:
        *ended, rest = _ENDS.split(self._rest + data)
        cuts = [cut for line in ended for cut in self._end(line)]
        return cuts + self._keep(rest)

    def drop(self) -> bytes:
        """Forgets the line that has begun and returns it; b"" if it was told as too long before."""
        dropped, self._rest, self._skipping = self._rest, b"", False
        return dropped

    def quiet(self) -> list[Cut]:
        """Nothing more comes: the line that has begun is none. Told once, like everything that is dropped."""
        dropped = self.drop()
        return [Cut(dropped, whole=False)] if dropped else []

    def _end(self, line: bytes) -> list[Cut]:
        if self._skipping:
            self._skipping = False
            return []
        if not line:
            return []
        return [Cut(line[: self._longest], len(line) <= self._longest)]

    def _keep(self, rest: bytes) -> list[Cut]:
        self._rest = b"" if self._skipping else rest
        if len(self._rest) <= self._longest:
            return []
        self._rest, self._skipping = b"", True
        return [Cut(rest[: self._longest], whole=False)]
