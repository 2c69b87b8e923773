"""What a screen shows of many samples: peaks survive, gaps survive, and nothing is drawn that was not measured."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.ui.models.decimate import LONE, Columns, Floats, band, columns, line

GAP = 90.0

steps = st.floats(0.5, 3 * GAP)
series = st.lists(st.tuples(steps, st.floats(-40, 60)), min_size=1, max_size=200)
widths = st.floats(1, 4000)


def made(samples: list[tuple[float, float]]) -> tuple[Floats, Floats]:
    """Times that ascend by each sample's step, and the values."""
    return 1.7e9 + np.cumsum([step for step, _ in samples]), np.array([value for _, value in samples])


def segments(x: Floats, y: Floats) -> list[tuple[float, float, float, float]]:
    """What is drawn: from vertex to vertex, never over a NaN."""
    drawn = zip(x, y, x[1:], y[1:], strict=False)
    return [one for one in drawn if not any(map(math.isnan, one))]


@given(series, widths)
def test_every_peak_survives_in_its_column(samples: list[tuple[float, float]], width: float) -> None:
    at, values = made(samples)
    parted = columns(at, width, GAP)
    _, y = line(parted, values)
    drawn = y[~np.isnan(y)].reshape(-1, 2)
    for number, (start, end) in enumerate(zip(parted.starts, parted.ends, strict=True)):
        inside = values[start : end + 1]
        assert sorted(drawn[number]) == [inside.min(), inside.max()]


@given(series, widths)
def test_nothing_is_drawn_over_a_gap_and_everything_else_is(samples: list[tuple[float, float]], width: float) -> None:
    at, values = made(samples)
    x, y = line(columns(at, width, GAP), values)
    drawn = segments(x, y)
    for one, other in pairwise(at):
        middle = (one + other) / 2
        covered = any(left <= middle <= right for left, _, right, _ in drawn)
        if other - one <= GAP:
            assert covered
        elif middle > one + LONE:
            assert not covered


@given(series, widths)
def test_there_is_a_hole_for_each_gap_and_no_other(samples: list[tuple[float, float]], width: float) -> None:
    at, values = made(samples)
    gaps = int((np.diff(at) > GAP).sum())
    parted = columns(at, width, GAP)
    for x, y in (line(parted, values), band(parted, values - 1, values + 1)):
        assert np.isnan(x).sum() == np.isnan(y).sum() == gaps


@given(series, widths)
def test_times_never_go_back(samples: list[tuple[float, float]], width: float) -> None:
    at, values = made(samples)
    x, _ = line(columns(at, width, GAP), values)
    assert (np.diff(x[~np.isnan(x)]) >= 0).all()


@given(series, widths)
def test_the_band_holds_every_least_and_most(samples: list[tuple[float, float]], width: float) -> None:
    at, values = made(samples)
    _, y = band(columns(at, width, GAP), values - 1, values + 2)
    assert np.nanmin(y) == (values - 1).min()
    assert np.nanmax(y) == (values + 2).max()


def test_a_day_of_seconds_is_two_vertices_a_column() -> None:
    at = np.arange(86400.0)
    x, _ = line(columns(at, 72.0, GAP), np.sin(at))
    assert len(x) == 2 * 1200


def test_columns_stand_still_while_the_right_end_grows() -> None:
    at, values = np.arange(1000.0), np.sin(np.arange(1000.0))
    shorter, longer = (line(columns(at[:n], 7.0, GAP), values[:n]) for n in (700, 1000))
    assert (longer[1][: len(shorter[1])] == shorter[1]).all()


def test_a_lone_sample_is_seen() -> None:
    x, y = line(columns(np.array([0.0, 1000.0, 2000.0]), 10.0, GAP), np.array([1.0, 2.0, 3.0]))
    assert segments(x, y) == [(0, 1, LONE, 1), (1000, 2, 1000 + LONE, 2), (2000, 3, 2000 + LONE, 3)]


@pytest.mark.parametrize("drawn", [line, lambda parted, nothing: band(parted, nothing, nothing)])
def test_nothing_gives_nothing(drawn: object) -> None:
    assert callable(drawn)
    parted: Columns = columns(np.empty(0), 10.0, GAP)
    x, y = drawn(parted, np.empty(0))
    assert (len(x), len(y)) == (0, 0)
