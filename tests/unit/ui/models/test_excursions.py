"""Out of limits for two minutes is an excursion, shorter is none, and a gap is not bridged."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from station.config import ClimateLimits
from station.ui.models.air import Series
from station.ui.models.air_state import air_state
from station.ui.models.excursions import Excursion, excursions, out_since

LIMITS = ClimateLimits(Decimal(2), Decimal(8), Decimal(35), Decimal(75))


def series(temperatures: list[float], humidity: float = 50.0, at: list[float] | None = None) -> Series:
    """A reading every ten seconds."""
    times = np.arange(len(temperatures)) * 10.0 if at is None else np.array(at)
    values = np.array([temperatures] * 3 + [[humidity] * len(temperatures)] * 3)
    return Series(times, values)


def found(of: Series, limits: ClimateLimits = LIMITS) -> list[Excursion]:
    return list(excursions(of, limits, float(of.at[0]), float(of.at[-1])))


@pytest.mark.parametrize(
    ("value", "humidity", "kind", "worst"),
    [(8.1, 50, "warm", 8.1), (1.9, 50, "cold", 1.9), (5, 75.5, "wet", 75.5), (5, 34, "dry", 34)],
)
def test_two_minutes_beyond_each_limit(value: float, humidity: float, kind: str, worst: float) -> None:
    assert found(series([value] * 13, humidity)) == [Excursion(0, 120, kind, worst)]


def test_a_little_less_than_two_minutes_is_none() -> None:
    assert found(series([5.0] + [9.0] * 12 + [5.0])) == []


def test_the_limit_itself_is_within() -> None:
    assert found(series([8.0] * 30, 75.0)) == []


def test_a_side_without_a_limit_has_none() -> None:
    assert found(series([90.0] * 30, 99.0), ClimateLimits(temperature_low=Decimal(2))) == []


def test_the_worst_is_what_was_measured_and_not_a_minutes_mean() -> None:
    of = series([9.0] * 5, at=[0, 60, 120, 180, 240])
    of.values[2, 2] = 11.5
    assert found(of) == [Excursion(0, 240, "warm", 11.5)]


def test_a_gap_parts_and_is_told() -> None:
    at = [*range(0, 110, 10), *range(400, 510, 10)]
    assert found(series([9.0] * 22, at=list(map(float, at)))) == [Excursion(100, 400, "lost")]


def test_before_the_first_and_after_the_last_sample_nothing_is_known() -> None:
    of = series([5.0] * 3, at=[1000, 1010, 1020])
    told = excursions(of, LIMITS, 0, 2000)
    assert told == (Excursion(0, 1000, "lost"), Excursion(1020, 2000, "lost"))


def test_an_empty_window_is_unknown_as_a_whole() -> None:
    assert excursions(Series(np.empty(0), np.empty((6, 0))), LIMITS, 0, 5000) == (Excursion(0, 5000, "lost"),)


def test_for_how_long_it_lasts_counts_only_the_latest() -> None:
    assert out_since(series([9.0] * 5 + [5.0] + [9.0] * 4), LIMITS, "warm") == 30
    assert out_since(series([9.0] * 5 + [5.0]), LIMITS, "warm") == 0


def state(value: str | None, age: float = 0.0, lasting: int = 1, limits: ClimateLimits = LIMITS) -> tuple[str, str]:
    reading = None if value is None else Decimal(value)
    tone, line = air_state("temperature", reading, age, limits, lambda: series([float(value or 0)] * lasting))
    return tone, line.key


def test_a_reading_now_has_tone_and_word() -> None:
    assert state(None) == ("stale", "climate.state.never")
    assert state("5", age=31) == ("stale", "climate.state.stale")
    assert state("5") == ("good", "climate.state.good")
    assert state("8") == ("good", "climate.state.good")
    assert state("5", limits=ClimateLimits()) == ("", "climate.state.unset")
    assert state("8.1", lasting=12) == ("attention", "climate.state.out")
    assert state("8.1", lasting=13) == ("stop", "climate.state.out")
