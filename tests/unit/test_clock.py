"""Moments as text: UTC, milliseconds, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.clock import SystemClock, from_utc_text, utc_text

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def test_the_one_form() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert utc_text(datetime(2026, 11, 24, 8, 0, 0, 123999, tzinfo=shanghai)) == "2026-11-24T00:00:00.123Z"
    assert utc_text(datetime(2026, 11, 24, tzinfo=UTC)) == "2026-11-24T00:00:00.000Z"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        utc_text(datetime(2026, 11, 24))


@given(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=ZONES))
def test_there_and_back_loses_less_than_a_millisecond(moment: datetime) -> None:
    back = from_utc_text(utc_text(moment))
    assert timedelta(0) <= moment - back < timedelta(milliseconds=1)
    assert utc_text(back) == utc_text(moment)


@given(st.lists(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=ZONES), min_size=2, max_size=2))
def test_the_order_of_the_texts_is_the_order_of_the_moments(moments: list[datetime]) -> None:
    one, other = moments
    if utc_text(one) < utc_text(other):
        assert one < other


def test_the_machines_clock_knows_its_zone_and_never_goes_back() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()
