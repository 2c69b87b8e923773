"""Site-local times of CCTV as people read and type them, to the second."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from station.clock import from_utc_text, utc_text

Local = Callable[[datetime], datetime]
_TYPED = re.compile(r"(?:(\d{4})-(\d\d?)-(\d\d?)[T ]+)?(\d\d?):(\d\d)(?::(\d\d))?")


def stamp(utc: str, local: Local) -> str:
    """ "2026-11-24 10:41:20"."""
    return local(from_utc_text(utc)).strftime("%Y-%m-%d %H:%M:%S")


def span(since: str, until: str, local: Local) -> str:
    """ "2026-11-24 10:41:20–11:32:05": the day is said once where it is the same."""
    begin, end = stamp(since, local), stamp(until, local)
    return f"{begin}–{end[11:] if end[:10] == begin[:10] else end}"


def typed(text: str, near: str, local: Local) -> str:
    """The moment (UTC text) of a typed time, on the day that brings it nearest to another moment where no day is typed.

    "" where it is no time.
    """
    found = _TYPED.fullmatch(text.strip().replace("\uff1a", ":"))
    if found is None:
        return ""
    beside = local(from_utc_text(near))
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        clock = beside.replace(hour=hour, minute=minute, second=second, microsecond=0)
        moment = clock.replace(year=year, month=month, day=day) if year else _nearest(clock, beside)
    except ValueError:
        return ""
    return utc_text(moment)


def _nearest(clock: datetime, beside: datetime) -> datetime:
    days = (clock + timedelta(days=number) for number in (-1, 0, 1))
    return min(days, key=lambda moment: abs(moment - beside))
