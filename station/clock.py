"""Time, as everything but this file and the devices' threads sees it: an argument."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time for people, monotonic time for order and intervals."""

    def now(self) -> datetime:
        """Wall time, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed moment; never goes back."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


def utc_text(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as every stored entry has it: 2026-11-23T10:42:07.123Z."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00") + "Z"


def from_utc_text(text: str) -> datetime:
    """The reverse of utc_text."""
    return datetime.fromisoformat(text)
