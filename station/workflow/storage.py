"""How long the pictures still have room, at the rate of the last days (devices.md §5: quota and forecast)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from station.clock import from_utc_text, utc_text
from station.workflow.reading import Queries

LOOKS_BACK = timedelta(days=14)
DAY = 86_400.0
LITTLE = 2_000_000_000  # bytes from which on it is said (reliability R3)
FEW_DAYS = 14


@dataclass(frozen=True, slots=True)
class Room:
    """free: bytes that may still be filled (disk or quota, whichever is less). days: how long that lasts, None unknown.

    quota: bytes that the pictures may fill at most, 0 for the whole disk. used: bytes that those fill which were not
    archived.
    """

    free: int
    used: int
    quota: int = 0
    days: int | None = None

    @property
    def little(self) -> bool:
        return self.free < LITTLE or (self.days is not None and self.days < FEW_DAYS)


def room(queries: Queries, free: int, quota: int, now: datetime) -> Room:
    """free is what the disk has left, in bytes. Days are counted from the first picture, at most two weeks back."""
    taken, _ = queries.pictures_size()
    used = taken - queries.archived_size()
    lately, first = queries.pictures_size(utc_text(now - LOOKS_BACK))
    left = min(free, max(0, quota - used)) if quota else free
    days = None
    if lately and first:
        span = max(1.0, (now - from_utc_text(first)).total_seconds() / DAY)
        days = int(left / (lately / span))
    return Room(left, used, quota, days)
