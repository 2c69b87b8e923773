"""Where a film stands while it is played: at real speed; each stretch without pictures stands for a moment."""

from __future__ import annotations

from station.domain.film.reading import FilmIndex, Gap, Still

GAP_SHOWN = 2.0  # seconds that a stretch without pictures stands on the screen, however long it was
STEP_MS = 5000


class Playing:
    """A film, its place in ms, and whether it runs."""

    def __init__(self, film: FilmIndex) -> None:
        self.film = film
        self.ms = film.stills[0].ms if film.stills else 0
        self.runs = False
        self._waits = 0.0  # seconds that a gap still stands

    @property
    def still(self) -> Still | None:
        """The picture that stands now, None in a stretch without one."""
        return None if self.gap else self.film.still_at(self.ms)

    @property
    def gap(self) -> Gap | None:
        return self.film.gap_at(self.ms)

    @property
    def at_end(self) -> bool:
        return self.ms >= self.film.lasts

    def turn(self) -> None:
        """Plays or stands; from the end it begins again."""
        if not self.runs and self.at_end:
            self.to(0)
        self.runs = not self.runs

    def to(self, ms: int) -> None:
        self.ms = max(0, min(ms, self.film.lasts))
        self._waits = GAP_SHOWN

    def forward(self, seconds: float) -> None:
        """Time has passed; without effect while it stands."""
        if not self.runs:
            return
        gap = self.gap
        if gap is not None:
            self._stand(gap, seconds)
            return
        ahead = self.ms + round(seconds * 1000)
        entered = next((one for one in self.film.gaps if self.ms <= one.start < ahead), None)
        if entered is not None and entered.end > entered.start:
            self.ms, self._waits = entered.start + 1, GAP_SHOWN
        else:
            self.ms = min(ahead, self.film.lasts)
        self.runs = not self.at_end

    def _stand(self, gap: Gap, seconds: float) -> None:
        self._waits -= seconds
        if self._waits <= 0:
            self.ms = gap.end
            self.runs = not self.at_end
