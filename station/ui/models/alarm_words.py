"""An alarm of the air in the list beside the chart: a mark, what it is, since when, and who has answered it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from station.texts import Line
from station.workflow.reading import AlarmRow

_UNITS = {"warm": "°C", "cold": "°C", "wet": "%", "dry": "%"}


@dataclass(frozen=True, slots=True)
class AlarmWords:
    """tone: stop while it is on, attention until it is answered, "" afterwards; never colour alone: head has a mark."""

    tone: str
    head: str
    detail: str


def ordered(shown: Iterable[AlarmRow], still_open: Iterable[AlarmRow]) -> list[AlarmRow]:
    """What is open first, whichever sensor's, then those of the window; the newest of each first, none twice."""
    first = sorted(still_open, key=lambda row: -row.index)
    known = {(row.device, row.number) for row in first}
    rest = [row for row in shown if (row.device, row.number) not in known]
    return [*first, *sorted(rest, key=lambda row: -row.index)]


def unanswered(rows: Sequence[AlarmRow]) -> AlarmRow | None:
    """The one that F1 answers: the oldest that nobody has."""
    waiting = [row for row in rows if not row.acknowledged_at]
    return min(waiting, key=lambda row: row.index, default=None)


class Teller:
    """say: a sentence in the language of the screen; local: UTC text as a person reads it; name: a person's name."""

    def __init__(
        self, say: Callable[[Line | str], str], local: Callable[[str], str], name: Callable[[str], str]
    ) -> None:
        self._say, self._local, self._name = say, local, name

    def words(self, row: AlarmRow) -> AlarmWords:
        tone = "stop" if row.on else "attention" if not row.acknowledged_at else ""
        mark = {"stop": "■", "attention": "▲", "": "✓"}[tone]
        below = " · ".join(filter(None, (self._limit(row), self._answer(row))))
        return AlarmWords(tone, f"{mark} {self.what(row)}", f"{row.device} · {self._times(row)}\n{below}")

    def what(self, row: AlarmRow) -> str:
        """ "Too warm 9.5 °C": the worst of it, or what raised it."""
        value = row.worst or row.value
        figure = f"{value} {_UNITS[row.cause]}" if value and row.cause in _UNITS else ""
        return f"{self._say(Line(f'climate.kind.{row.cause}'))} {figure}".strip()

    def _times(self, row: AlarmRow) -> str:
        """The day once, and the end only where there is one."""
        start = self._local(row.since)
        if row.on:
            return self._say(Line("air.since", {"start": start[5:]}))
        end = self._local(row.until)
        return f"{start[5:]}–{end[11:] if end[:10] == start[:10] else end[5:]}"

    def _limit(self, row: AlarmRow) -> str:
        if not row.bound:
            return ""
        limit = f"{row.bound}\u00a0{_UNITS[row.cause]}"  # a figure and its unit stay together
        if row.limits:
            return self._say(Line("air.limit_of", {"limit": limit, "whose": row.limits}))
        return self._say(Line("air.limit", {"limit": limit}))

    def _answer(self, row: AlarmRow) -> str:
        if not row.acknowledged_at:
            return self._say(Line("air.unanswered"))
        return f"{self._name(row.acknowledged_by)}: {row.reason}"
