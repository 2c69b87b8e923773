"""Offsets of recorders' clocks, what a camera looked at, and when that is overwritten."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from station.clock import from_utc_text
from station.domain.cctv import Comparison, Spell, is_old, looked, offset_at, overwritten_from, spell_at


def day(number: int, time: str = "00:00:00") -> str:
    return f"2026-11-{number:02}T{time}.000Z"


def compared(number: int, seconds: str, recorder: str = "NVR-1", unsure: str = "1") -> Comparison:
    return Comparison(
        camera="c1",
        recorder=recorder,
        station_at=day(number),
        offset_s=Decimal(seconds),
        uncertainty_s=Decimal(unsure),
        by="admin",
    )


def spell(since: str, until: str = "", **more: object) -> Spell:
    told = {
        "camera": "c1", "name": "left", "place": "door", "spot": "2", "recorder": "NVR-1", "channel": "3",
        "keep_days": 30, **more,
    }  # fmt: skip
    return Spell(since=since, until=until, **told)  # type: ignore[arg-type]


HISTORY = [compared(20, "45"), compared(10, "37"), compared(15, "3", recorder="NVR-2")]


@pytest.mark.parametrize(
    ("moment", "seconds", "drift", "afterwards", "bound"),
    [
        (day(9), "37", None, True, "1"),
        (day(10), "37", "8", False, "9"),
        (day(19), "37", "8", False, "9"),
        (day(20), "45", None, False, "1"),
        (day(30), "45", None, False, "1"),
    ],
)
def test_the_nearest_earlier_comparison_counts_and_the_next_one_bounds_the_drift(
    moment: str, seconds: str, drift: str | None, afterwards: bool, bound: str
) -> None:
    offset = offset_at(HISTORY, "NVR-1", moment)
    assert offset is not None
    assert (offset.seconds, offset.afterwards) == (Decimal(seconds), afterwards)
    assert offset.drift_s == (None if drift is None else Decimal(drift))
    assert offset.bound_s == Decimal(bound)


def test_a_recorder_that_nobody_has_compared_has_no_offset() -> None:
    assert offset_at(HISTORY, "NVR-9", day(12)) is None


def test_a_recorder_that_is_ahead_shows_a_later_time_over_midnight() -> None:
    offset = offset_at(HISTORY, "NVR-1", day(12))
    assert offset is not None
    assert offset.shown(day(12, "23:59:40")) == "2026-11-13T00:00:17.000Z"
    behind = offset_at([compared(1, "-90.5")], "NVR-1", day(2))
    assert behind is not None
    assert behind.shown(day(2)) == "2026-11-01T23:58:29.500Z"


def test_a_clock_that_runs_evenly_is_always_found_within_the_bound() -> None:
    """Whatever the drift and the moments are: between two comparisons the true time lies inside what is said."""
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(300):
        begin, rate = chance.uniform(-7200, 7200), chance.uniform(-20, 20)  # seconds, seconds a day
        days = sorted(chance.sample(range(1, 29), 3))

        def true(at: float, begin: float = begin, rate: float = rate) -> Decimal:
            return Decimal(round(begin + rate * at, 1)).quantize(Decimal("0.1"))

        history = [compared(number, str(true(number)), unsure="0.5") for number in (days[0], days[2])]
        offset = offset_at(history, "NVR-1", day(days[1]))
        assert offset is not None
        assert abs(true(days[1]) - offset.seconds) <= offset.bound_s


def test_an_offset_grows_old() -> None:
    assert not is_old(day(1), day(30), 30)
    assert is_old(day(1), "2026-12-01T00:00:00.000Z", 30)
    assert is_old("", day(1), 30)


def test_a_span_is_cut_where_a_camera_was_moved() -> None:
    moved = [spell(day(1), day(10)), spell(day(10), spot="3"), spell(day(1), camera="c2", spot="3")]
    parts = looked(moved, "door", "3", day(9), day(11))
    assert [(part.spell.camera, part.since, part.until) for part in parts] == [
        ("c1", day(10), day(11)),
        ("c2", day(9), day(11)),
    ]
    assert looked(moved, "door", "2", day(10), day(11)) == ()
    assert looked(moved, "staging", "", day(9), day(11)) == ()
    assert spell_at(moved[:2], day(10)) == moved[1]
    assert spell_at(moved[:2], "2026-10-01T00:00:00.000Z") is None


def test_the_fewest_days_of_the_same_recorder_since_then_say_when_it_is_overwritten() -> None:
    history = [spell(day(1), day(5), keep_days=3), spell(day(5), day(9), keep_days=30), spell(day(9), keep_days=14)]
    assert overwritten_from(history, "c1", "NVR-1", day(6)) == day(20)
    assert overwritten_from(history, "c1", "NVR-1", day(2)) == day(5)
    other = [*history, spell(day(10), keep_days=1, recorder="NVR-2"), spell(day(1), camera="c2", keep_days=2)]
    assert overwritten_from(other, "c1", "NVR-1", day(6)) == day(20)
    assert from_utc_text(overwritten_from(other, "c1", "NVR-2", day(12))) == from_utc_text(day(13))
