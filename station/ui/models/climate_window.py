"""Which stretch of time the climate chart shows: the latest, or one that was moved to."""

from __future__ import annotations

from dataclasses import dataclass, replace

HOUR = 3600.0
SPANS = (HOUR, 6 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 31 * 24 * HOUR)


@dataclass(frozen=True, slots=True)
class ClimateWindow:
    """span: one of SPANS by its number. end: epoch seconds, None for now and everything that is still to come."""

    zoom: int = 2
    end: float | None = None

    @property
    def span(self) -> float:
        return SPANS[self.zoom]

    @property
    def live(self) -> bool:
        return self.end is None

    def moved(self, halves: int, now: float) -> ClimateWindow:
        """Half a window at a time; what would reach beyond now follows it."""
        return self._ending((now if self.end is None else self.end) + halves * self.span / 2, now)

    def zoomed(self, steps: int, now: float) -> ClimateWindow:
        """Wider (1) or narrower (-1) about the same middle; the latest stays the latest."""
        wanted = replace(self, zoom=min(max(self.zoom + steps, 0), len(SPANS) - 1))
        if self.end is None:
            return wanted
        return wanted._ending(self.end + (wanted.span - self.span) / 2, now)

    def home(self) -> ClimateWindow:
        return replace(self, end=None)

    def _ending(self, end: float, now: float) -> ClimateWindow:
        return replace(self, end=None if end >= now else end)
