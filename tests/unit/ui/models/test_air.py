"""Minutes of the log and readings in memory as one series: each moment once, and nothing where nothing was measured."""

from __future__ import annotations

import numpy as np
import pytest

from station.ui.models.air import GAP, LONGEST_GAP, Air, Series, remembered
from station.ui.models.heard import DAY, MINUTE, Heard
from station.workflow.reading import ClimateMinute

START = 20000 * DAY


class Log:
    """Minutes by sensor; counts how often a day is read."""

    def __init__(self, *minutes: float) -> None:
        self.minutes = list(minutes)
        self.asked = 0

    def climate(self, device: str, since: float, until: float) -> list[ClimateMinute]:
        self.asked += 1
        assert until - since == DAY
        return [(at, 4.0, 3.0, 5.0, 60.0, 59.0, 61.0) for at in self.minutes if since <= at < until]


class Played(Air):
    """The air, and whoever fills its memory."""

    def __init__(self, log: Log) -> None:
        self.memory: dict[str, Heard] = {}
        super().__init__(log, self.memory)  # type: ignore[arg-type]  # the one question that is asked

    def heard(self, sensor: str, at: float, temperature: float, humidity: float) -> None:
        memory = self.memory.setdefault(sensor, Heard())
        self.spoke_again(memory.last_at(), at)
        memory.add(at, temperature, humidity)


def times(series: Series) -> list[float]:
    return [float(at) - START for at in series.at]


def test_a_minute_stands_in_its_middle_with_its_band() -> None:
    found = Played(Log(START)).series("th", START, START + 60)
    assert times(found) == [30]
    assert list(found.values[:, 0]) == [4, 3, 5, 60, 59, 61]


def test_readings_take_over_from_the_minute_that_they_began_in() -> None:
    made = Played(Log(START, START + 60, START + 120))
    made.heard("th", START + 125, 6.0, 50.0)
    made.heard("th", START + 135, 6.1, 50.0)
    found = made.series("th", START, START + 600)
    assert times(found) == [30, 90, 125, 135]
    assert list(found.values[:, -1]) == [6.1, 6.1, 6.1, 50, 50, 50]


def test_a_window_before_the_readings_is_the_logs_alone() -> None:
    made = Played(Log(START, START + 60))
    made.heard("th", START + 300, 6.0, 50.0)
    assert times(made.series("th", START, START + 120)) == [30, 90]


def test_another_sensors_readings_are_its_own() -> None:
    made = Played(Log())
    made.heard("other", START, 6.0, 50.0)
    assert times(made.series("th", START, START + 60)) == []


def test_a_day_is_read_once_until_the_log_has_grown() -> None:
    log = Log(START)
    made = Played(log)
    for _ in range(3):
        made.series("th", START, START + 60)
    assert log.asked == 1
    log.minutes.append(START + 60)
    made.logged(START + 100)
    assert times(made.series("th", START, START + 120)) == [30, 90]


def test_a_day_that_is_long_over_stays_read() -> None:
    log = Log(START)
    made = Played(log)
    made.series("th", START, START + 60)
    made.logged(START + 5 * DAY)
    made.series("th", START, START + 60)
    assert log.asked == 1


def test_the_minute_before_a_silence_of_days_is_found() -> None:
    log = Log()
    made = Played(log)
    made.heard("th", START + 10, 4.0, 60.0)
    made.series("other", START, START + 60)
    made.heard("th", START + 3 * DAY, 4.0, 60.0)
    log.minutes.append(START)
    assert times(made.series("other", START, START + 60)) == [30]


def test_readings_of_a_day_are_kept_and_memory_has_an_end() -> None:
    heard = Heard()
    for second in range(0, int(10 * DAY), 60):
        heard.add(START + second, 4.0, 60.0)
    kept = remembered(heard, 0, np.inf)
    assert kept.at[-1] == START + 10 * DAY - MINUTE
    assert kept.at[-1] - kept.at[0] >= DAY - MINUTE
    assert len(kept.at) <= 2 * DAY / MINUTE + 1
    assert (np.diff(kept.at) == 60).all()


def test_a_clock_that_is_put_back_leaves_times_in_order() -> None:
    heard = Heard()
    for at in (10.0, 20.0, 30.0, 15.0, 25.0):
        heard.add(at, at, 60.0)
    kept = remembered(heard, 0, np.inf)
    assert list(kept.at) == [10, 15, 25]
    assert list(kept.values[0]) == [10, 15, 25]


@pytest.mark.parametrize(("rhythm", "gap"), [(1, GAP), (10, GAP), (60, GAP), (600, LONGEST_GAP), (5000, LONGEST_GAP)])
def test_a_gap_goes_by_the_sensors_own_rhythm(rhythm: float, gap: float) -> None:
    at = np.arange(20) * float(rhythm)
    assert Series(at, np.zeros((6, 20))).gap() == gap
