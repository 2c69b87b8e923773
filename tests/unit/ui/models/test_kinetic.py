"""The kinetic mean of what is drawn is the domain's, weighted by time; a gap weighs nothing."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from station.domain.kinetic_temperature import mean_kinetic_temperature
from station.ui.models.air import Series
from station.ui.models.kinetic import kinetic


def series(temperatures: list[float], at: list[float]) -> Series:
    return Series(np.array(at), np.array([temperatures] * 3 + [[50.0] * len(at)] * 3))


def test_equal_intervals_are_the_published_figures() -> None:
    """USP <1160>: {25, 25, 30} is 26.970 °C."""
    assert kinetic(series([25, 25, 30], [0, 60, 120])) == pytest.approx(26.970, abs=0.0005)


def test_each_sample_weighs_the_time_up_to_the_next() -> None:
    found = kinetic(series([5.0, 15.0, 5.0, 5.0], [0, 60, 70, 130]))
    wanted = mean_kinetic_temperature([Decimal(5), Decimal(15), Decimal(5)], [Decimal(60), Decimal(10), Decimal(120)])
    assert found == pytest.approx(float(wanted), abs=0.001)


def test_a_gap_weighs_no_more_than_a_sample() -> None:
    at = [0.0, 60.0, 120.0, 10_000.0, 10_060.0, 10_120.0]
    assert kinetic(series([5, 5, 15, 5, 5, 5], at)) == pytest.approx(
        float(mean_kinetic_temperature([Decimal(value) for value in (5, 5, 15, 5, 5, 5)])), abs=0.001
    )


def test_one_sample_is_itself_and_none_is_none() -> None:
    assert kinetic(series([4.2], [0])) == pytest.approx(4.2)
    assert kinetic(series([], [])) is None
