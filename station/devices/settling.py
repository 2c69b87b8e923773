"""The first seconds of a port that was just opened, for instruments that are reset by it.

Opening a port raises DTR, and that restarts most Arduinos: what comes in the seconds after it is boot noise, a first
measurement that is none, and at the end perhaps half a line: "3.4,45.6" of "23.4,45.6".
"""

from __future__ import annotations


class Settling:
    """Lets nothing through for some seconds after opening, and then nothing up to the end of the line that runs."""

    def __init__(self, opened: float, seconds: float) -> None:
        self._until = opened + seconds
        self._in_line = seconds > 0

    def passed(self, data: bytes, at: float) -> bytes:
        """What of the bytes counts."""
        if at < self._until:
            return b""
        if self._in_line and data:
            _, end, data = data.partition(b"\n")
            self._in_line = not end
        return data
