"""The air of a stretch of time: weighted by samples, gaps said, the minute that is not over left out."""

from __future__ import annotations

from decimal import Decimal

from station.domain.air_span import Minute, Quantity, air_span
from station.domain.kinetic_temperature import mean_kinetic_temperature


def minute(at: str, mean: str, samples: int = 6) -> Minute:
    value = Decimal(mean)
    wet = Decimal(60)
    return Minute(f"2026-11-24T{at}", samples, value, value - 1, value + 1, wet, wet - 2, wet + 2)


def span(*minutes: Minute, since: str = "01:00:00.000Z", until: str = "01:10"):  # type: ignore[no-untyped-def]
    return air_span(minutes, f"2026-11-24T{since}", f"2026-11-24T{until}:59.000Z")


def test_least_and_most_are_of_readings_and_the_mean_is_weighted() -> None:
    found = span(minute("01:00", "4.0"), minute("01:01", "8.0", samples=2), until="01:02")
    assert found.temperature == Quantity(Decimal("3.0"), Decimal("5.0"), Decimal("9.0"))
    assert found.humidity == Quantity(Decimal(58), Decimal("60.0"), Decimal(62))
    kinetic = mean_kinetic_temperature([Decimal(4), Decimal(8)], [Decimal(6), Decimal(2)])
    assert found.kinetic == kinetic.quantize(Decimal("0.1"))
    assert (found.measured, found.minutes, found.gaps) == (2, 2, ())


def test_what_was_measured_before_and_after_does_not_count() -> None:
    found = span(minute("00:59", "40.0"), minute("01:00", "4.0"), minute("01:02", "40.0"), until="01:02")
    assert found.temperature is not None
    assert found.temperature.most == 5


def test_gaps_are_where_two_minutes_or_more_are_missing() -> None:
    found = span(minute("01:02", "4.0"), minute("01:04", "4.0"), minute("01:07", "4.0"))
    assert found.gaps == (
        ("2026-11-24T01:00", "2026-11-24T01:02"),
        ("2026-11-24T01:05", "2026-11-24T01:07"),
        ("2026-11-24T01:08", "2026-11-24T01:10"),
    )
    assert (found.measured, found.minutes) == (3, 10)


def test_nothing_measured_is_one_gap_and_no_figure() -> None:
    found = span()
    assert (found.temperature, found.humidity, found.kinetic) == (None, None, None)
    assert found.gaps == (("2026-11-24T01:00", "2026-11-24T01:10"),)


def test_a_moment_is_no_gap() -> None:
    assert span(until="01:00").gaps == ()


def test_two_entries_of_one_minute_are_one_minute() -> None:
    found = span(minute("01:00", "4.0", samples=3), minute("01:00", "6.0", samples=3), until="01:01")
    assert found.measured == 1
    assert found.temperature is not None
    assert found.temperature.mean == 5


def test_a_minute_that_the_span_begins_in_tells_of_the_time_before_too() -> None:
    found = span(minute("01:00", "40.0"), minute("01:01", "4.0"), since="01:00:00.001Z", until="01:02")
    assert (found.measured, found.minutes, found.gaps) == (1, 1, ())
    assert found.temperature is not None
    assert found.temperature.most == 5
