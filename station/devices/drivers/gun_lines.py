"""What a line of a gun is worth: two habits of a gun are learned and then held against it.

Whether its lines have an end, and whether they have an AIM identifier. So a damaged line is refused instead of being
read as another code. Several lines in a row the other way, and somebody has set the gun anew: the habit is forgotten.
"""

from __future__ import annotations

from station.devices.api import Fault, Reading
from station.devices.drivers.aim import AIM, scan_of
from station.domain.habit import Habit

IDLE = 0.05  # seconds of silence that end a line of a gun without a suffix
UNFINISHED = 1.0  # seconds after which a line of a gun with a suffix is given up
SHORTEST = 4  # characters of a line that only silence has ended


class LineJudge:
    """Lines of one gun, ended or broken off, as scans or faults."""

    def __init__(self, device: str, encoding: str) -> None:
        self._device = device
        self._encoding = encoding
        self._ends_lines = Habit()
        self._sends_aim = Habit()

    @property
    def patience(self) -> float:
        """Seconds of silence after which an open line is looked at."""
        return UNFINISHED if self._ends_lines.does else IDLE

    def ended(self, line: bytes, at: float) -> Reading | Fault:
        self._ends_lines.allows(True)
        return self._judged(line, at)

    def broken_off(self, line: bytes, at: float) -> Reading | Fault:
        """A gun that ends its lines has stalled when one stays open; one that does not has finished."""
        line = line.replace(b"\0", b"")
        if not self._ends_lines.allows(False) or len(AIM.sub(b"", line, count=1)) < SHORTEST:
            return Fault(self._device, at, "scan.partial", line)
        return self._judged(line, at)

    def _judged(self, line: bytes, at: float) -> Reading | Fault:
        if not self._sends_aim.allows(AIM.match(line.replace(b"\0", b"")) is not None):
            return Fault(self._device, at, "scan.no_symbology", line)
        return scan_of(self._device, at, line, self._encoding)
