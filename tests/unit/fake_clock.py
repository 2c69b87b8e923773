"""A clock that moves when it is told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FakeClock:
    def __init__(self, at: datetime = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)) -> None:
        self._at = at
        self._mono = 1000.0

    def now(self) -> datetime:
        return self._at

    def monotonic(self) -> float:
        return self._mono

    def forward(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)
        self._mono += seconds

    def set_wall(self, at: datetime) -> None:
        """Somebody moved the wall clock."""
        self._at = at
