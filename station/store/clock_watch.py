"""Notices when the wall clock was moved: the log's order does not depend on it, but people read its times."""

from __future__ import annotations

from datetime import datetime

from station.clock import Clock

NOTICED_MS = 2_000  # reliability R19


class ClockWatch:
    """Compares the wall clock with the monotonic one between two looks, and at start with the last entry's time."""

    def __init__(self, clock: Clock, last_entry: datetime | None) -> None:
        self._clock = clock
        self._wall, self._mono = clock.now(), clock.monotonic()
        self.step_ms = 0
        """By how much the wall clock was moved since somebody wrote it down; 0 if it was not."""
        if last_entry is not None and (back := _ms(self._wall, last_entry)) <= -NOTICED_MS:
            self.step_ms = back

    def look(self) -> tuple[datetime, int]:
        """Wall time, and monotonic time in milliseconds."""
        wall, mono = self._clock.now(), self._clock.monotonic()
        step = _ms(wall, self._wall) - round((mono - self._mono) * 1000)
        if abs(step) >= NOTICED_MS:
            self.step_ms += step
        self._wall, self._mono = wall, mono
        return wall, int(mono * 1000)

    def written(self) -> None:
        """The step was logged."""
        self.step_ms = 0


def _ms(later: datetime, earlier: datetime) -> int:
    return round((later - earlier).total_seconds() * 1000)
