"""Alarms of the log as rows, their moments in epoch seconds."""

from __future__ import annotations

from datetime import UTC, datetime

from station.clock import utc_text
from station.workflow.reading import AlarmRow


def moment(second: float) -> str:
    return utc_text(datetime.fromtimestamp(second, UTC))


def row(
    *, cause: str = "warm", since: float = 0, until: float | None = None, limits: str = "", number: int = 1,
    by: str = "", device: str = "th1",
) -> AlarmRow:  # fmt: skip
    """An alarm; until None: on; by: who has answered it."""
    over = until is not None
    lost = cause == "lost"
    return AlarmRow(
        device=device, number=number, index=number, cause=cause, limits=limits, since=moment(since),
        raised_at=moment(since + 120), bound="" if lost else "8", value="" if lost else "8.4",
        worst="9.5" if over and not lost else "", until=moment(until) if until is not None else "", ended="",
        acknowledged_at=moment(since + 200) if by else "", acknowledged_by=by, reason="door" if by else "",
    )  # fmt: skip
