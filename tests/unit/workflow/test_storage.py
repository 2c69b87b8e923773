"""The forecast of Today: what may still be written, and for how many days at the rate of the last two weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from station.clock import utc_text
from station.workflow.storage import Room, room

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
GB = 1_000_000_000


class Sizes:
    """used: bytes of all pictures; lately: those of the last days, the first of them so many days ago; archived: of
    those that moved."""

    def __init__(self, used: int, lately: int = 0, days: float = 0.0, archived: int = 0) -> None:
        self._archived = archived
        self._used, self._lately, self._first = used, lately, utc_text(NOW - timedelta(days=days)) if lately else ""

    def evidence_size(self, since: str = "") -> tuple[int, str]:
        return (self._lately, self._first) if since else (self._used, "")

    def archived_size(self) -> int:
        return self._archived


def of(sizes: Any, free: int, quota: int = 0) -> Room:
    return room(sizes, free, quota, NOW)


@pytest.mark.parametrize(
    ("sizes", "free", "quota", "wanted"),
    [
        (Sizes(0), 100 * GB, 0, (100 * GB, None, False)),
        (Sizes(20 * GB, 10 * GB, 10), 100 * GB, 0, (100 * GB, 100, False)),  # a gigabyte a day
        (Sizes(20 * GB, 10 * GB, 10), 13 * GB, 0, (13 * GB, 13, True)),
        (Sizes(20 * GB, 1 * GB, 0.1), 100 * GB, 0, (100 * GB, 100, False)),  # a morning is not a tenth of a day
        (Sizes(20 * GB, 10 * GB, 10), 100 * GB, 60 * GB, (40 * GB, 40, False)),
        (Sizes(70 * GB, 10 * GB, 10), 100 * GB, 60 * GB, (0, 0, True)),
        (Sizes(70 * GB, 10 * GB, 10, archived=50 * GB), 100 * GB, 60 * GB, (40 * GB, 40, False)),
        (Sizes(0), 1_999_999_999, 0, (1_999_999_999, None, True)),
        (Sizes(0), 100 * GB, 200 * GB, (100 * GB, None, False)),  # the disk is smaller than the quota
    ],
)
def test_what_is_left_and_for_how_long(
    sizes: Sizes, free: int, quota: int, wanted: tuple[int, int | None, bool]
) -> None:
    found = of(sizes, free, quota)
    assert (found.free, found.days, found.little) == wanted
