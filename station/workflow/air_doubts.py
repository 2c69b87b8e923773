"""Readings of a climate sensor that cannot quite be believed, told once each time they begin (reliability R18).

Drivers say so beside every reading: frozen for half an hour, a change faster than air can change, a gap of more than
two samples. Nothing is filled in or held back.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from station.clock import utc_text
from station.domain.events.site import ClimateSuspected

GAP = "climate.gap"
CODES = ("climate.frozen", "climate.rate", GAP)
OFF_FOR = timedelta(minutes=2)  # a minute that was not over at the end is not recorded: it is no gap by itself


class AirDoubts:
    """One sensor. last_minute: the latest that is in the log ("2026-11-24T01:00"), "" for none."""

    def __init__(self, last_minute: str) -> None:
        self._last_minute = last_minute
        self._lasting: frozenset[str] = frozenset()  # told already, and true of the latest reading
        self._now: set[str] = set()

    def reading(self, at: datetime) -> ClimateSuspected | None:
        """A reading at a moment; the first one may end a gap while the station was off."""
        self._lasting, self._now = frozenset(self._now), set()
        before, self._last_minute = self._last_minute, ""
        if not before:
            return None
        ended = datetime.fromisoformat(before).replace(tzinfo=UTC) + timedelta(minutes=1)
        return ClimateSuspected(code=GAP, since=utc_text(ended)) if at - ended > OFF_FOR else None

    def fault(self, code: str) -> ClimateSuspected | None:
        """What the driver said beside the latest reading; an event where it begins."""
        if code not in CODES or code in self._now:
            return None
        self._now.add(code)
        return None if code in self._lasting else ClimateSuspected(code=code)
