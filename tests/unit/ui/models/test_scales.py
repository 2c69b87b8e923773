"""Axes: round figures that hold what is shown; windows: where a key leads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from station.ui.models.climate_window import SPANS, ClimateWindow
from station.ui.models.scales import STEPS, time_ticks, value_scale

NOW = 1_764_000_000.0
SHANGHAI = 8 * 3600.0


@given(st.floats(-60, 80, allow_subnormal=False), st.floats(0, 140))
def test_a_scale_holds_both_values_in_round_steps(low: float, range_: float) -> None:
    high = low + range_
    bottom, step = value_scale(low, high)
    assert bottom <= low
    assert high <= bottom + STEPS * step
    assert bottom % step == 0


def test_room_is_shared_above_and_below() -> None:
    assert value_scale(4.0, 4.3) == (3.0, 0.5)


@given(st.integers(0, 10**9), st.sampled_from(SPANS), st.sampled_from([0.0, SHANGHAI, 19800.0, -12600.0]))
def test_ticks_are_round_in_local_time_few_and_inside(since: float, span: float, offset: float) -> None:
    ticks = time_ticks(since, since + span, offset, 9)
    assert 1 <= len(ticks) <= 10
    assert all(since <= tick <= since + span for tick in ticks)
    assert all((tick + offset) % 300 == 0 for tick in ticks)


def test_half_a_window_back_and_forth_is_live_again() -> None:
    window = ClimateWindow()
    back = window.moved(-1, NOW)
    assert back.end == NOW - 12 * 3600
    assert back.moved(1, NOW) == window
    assert back.moved(-1, NOW).end == NOW - 24 * 3600


def test_the_latest_stays_the_latest_when_it_is_zoomed() -> None:
    assert ClimateWindow().zoomed(1, NOW) == ClimateWindow(zoom=3)
    assert ClimateWindow(zoom=0).zoomed(-1, NOW).zoom == 0
    assert ClimateWindow(zoom=4).zoomed(1, NOW).zoom == 4


def test_a_past_window_keeps_its_middle() -> None:
    end = NOW - 10 * 86400
    closer = ClimateWindow(zoom=2, end=end).zoomed(-1, NOW)
    assert closer.end is not None
    assert closer.end - closer.span / 2 == end - 12 * 3600


def test_home_is_now() -> None:
    assert ClimateWindow(zoom=1, end=5.0).home() == ClimateWindow(zoom=1)
    assert ClimateWindow(zoom=1, end=5.0).home().live
