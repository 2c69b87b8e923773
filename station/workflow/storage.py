"""How long pictures and films still have room, at the rate of the last days (devices.md §5: quota and forecast)."""

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

    quota: bytes that pictures and films may fill at most, 0 for the whole disk. used: bytes of those that were
    not archived.
    """

    free: int
    used: int
    quota: int = 0
    days: int | None = None

    @property
    def little(self) -> bool:
        return self.free < LITTLE or (self.days is not None and self.days < FEW_DAYS)


def room(queries: Queries, free: int, quota: int, now: datetime) -> Room:
    """free is what the disk has left, in bytes. Days are counted from the first file, at most two weeks back."""
    taken, _ = queries.evidence_size()
    used = taken - queries.archived_size()
    lately, first = queries.evidence_size(utc_text(now - LOOKS_BACK))
    left = min(free, max(0, quota - used)) if quota else free
    days = None
    if lately and first:
        span = max(1.0, (now - from_utc_text(first)).total_seconds() / DAY)
        days = int(left / (lately / span))
    return Room(left, used, quota, days)
