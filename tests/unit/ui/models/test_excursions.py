"""What the chart marks: the log's alarms and the gaps; and how a reading stands now."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from station.config import ClimateLimits
from station.ui.models.air import Series
from station.ui.models.air_state import air_state
from station.ui.models.excursions import Excursion, excursions
from station.workflow.reading import AlarmRow
from tests.unit.ui.models.alarms import row

LIMITS = ClimateLimits(Decimal(2), Decimal(8), Decimal(35), Decimal(75))


def series(temperatures: list[float], at: list[float] | None = None) -> Series:
    """A reading every ten seconds."""
    times = np.arange(len(temperatures)) * 10.0 if at is None else np.array(at)
    values = np.array([temperatures] * 3 + [[50.0] * len(temperatures)] * 3)
    return Series(times, values)


def found(of: Series, *alarms: AlarmRow, until: float | None = None) -> list[Excursion]:
    return list(excursions(alarms, of, float(of.at[0]), float(of.at[-1]) if until is None else until))


def test_an_alarm_is_marked_from_its_first_bad_reading_until_it_was_over() -> None:
    [one] = found(series([9.0] * 13), row(since=10, until=90))
    assert one == Excursion(10, 90, "warm")


def test_one_that_is_on_lasts_until_now() -> None:
    assert found(series([9.0] * 13), row(since=10), until=125) == [Excursion(10, 125, "warm")]


def test_whose_limits_it_is_by_is_told() -> None:
    assert found(series([9.0] * 13), row(since=10, limits="A/3"))[0].whose == "A/3"


def test_what_is_out_of_limits_without_an_alarm_is_none() -> None:
    assert found(series([90.0] * 30)) == []


def test_a_gap_is_told_whatever_the_alarms() -> None:
    at = [*range(0, 110, 10), *range(400, 510, 10)]
    told = found(series([9.0] * 22, at=list(map(float, at))), row(cause="lost", since=100, until=400))
    assert {(one.kind, one.start, one.end) for one in told} == {("lost", 100, 400), ("gap", 100, 400)}


def test_before_the_first_and_after_the_last_sample_nothing_is_known() -> None:
    of = series([5.0] * 3, at=[1000, 1010, 1020])
    assert excursions((), of, 0, 2000) == (Excursion(0, 1000, "gap"), Excursion(1020, 2000, "gap"))


def test_an_empty_window_is_unknown_as_a_whole() -> None:
    assert excursions((), Series(np.empty(0), np.empty((6, 0))), 0, 5000) == (Excursion(0, 5000, "gap"),)


def state(
    value: str | None, age: float = 0.0, on: dict[str, float] | None = None, limits: ClimateLimits = LIMITS
) -> tuple[str, str]:
    reading = None if value is None else Decimal(value)
    tone, line = air_state("temperature", reading, age, limits, on or {})
    return tone, line.key


def test_a_reading_now_has_tone_and_word() -> None:
    assert state(None) == ("stale", "climate.state.never")
    assert state("5", age=31) == ("stale", "climate.state.stale")
    assert state("5") == ("good", "climate.state.good")
    assert state("8") == ("good", "climate.state.good")
    assert state("5", limits=ClimateLimits()) == ("", "climate.state.unset")
    assert state("8.1") == ("attention", "climate.kind.warm")
    assert state("8.1", on={"warm": 130.0}) == ("stop", "climate.state.out")
    assert state("7.9", on={"warm": 130.0}) == ("stop", "climate.state.out"), "inside, but not by the hysteresis"
    assert state("5", on={"wet": 130.0}) == ("good", "climate.state.good")
