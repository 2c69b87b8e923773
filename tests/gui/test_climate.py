"""The Climate page: live and past, what keys do, limits, alarms and gaps drawn and said, its library loaded late."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pytest
from PySide6.QtCore import Qt

from station.ui.widgets.climate_plot import ClimatePlot
from tests.gui.air import LIMITS, alarm, hear, record
from tests.gui.conftest import Build
from tests.gui.house import House

KEYS = {"older": Qt.Key.Key_Left, "newer": Qt.Key.Key_Right, "wider": Qt.Key.Key_Minus, "closer": Qt.Key.Key_Plus}


def turn(house: House) -> None:
    house.key(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)


@pytest.fixture
def page(build: Build) -> House:
    """Two hours of minutes with a gap of ten, the page open."""
    house = build(limits=LIMITS, language="en")
    record(house, [*range(120, 60, -1), *range(50, 0, -1)])
    house.open()
    house.sign_in("wang")
    turn(house)
    return house


def plot(house: House) -> ClimatePlot:
    found = house.widget("climate.plot")
    assert isinstance(found, ClimatePlot)
    return found


def drawn(house: House, name: str = "temperature") -> tuple[np.ndarray, np.ndarray]:
    """The vertices of a curve: minutes ago, and places."""
    picture = plot(house)._picture
    assert picture is not None
    x, y = plot(house)._lines[name].getData()
    return (house.clock.now().timestamp() - (x + picture.since)) / 60, y


def test_the_minutes_of_the_log_are_drawn_with_their_gap(page: House) -> None:
    ago, places = drawn(page)
    assert int(np.isnan(places).sum()) == 1
    assert np.nanmax(ago) == pytest.approx(119.5)
    steps = np.abs(np.diff(ago))
    assert np.nanmax(steps) < 2, "nothing is drawn over the ten minutes"


def test_the_band_is_of_the_least_and_the_most(page: House) -> None:
    picture = plot(page)._picture
    assert picture is not None
    _, places = plot(page)._bands["temperature"].getData()
    degrees = places * picture.temperature.step + picture.temperature.bottom
    assert (np.nanmin(degrees), np.nanmax(degrees)) == (4, 6)


def test_times_are_local(page: House) -> None:
    """01:00 UTC is nine o'clock in Shanghai."""
    assert page.text("climate.window").startswith("2026-11-23 09:0")
    picture = plot(page)._picture
    assert picture is not None
    at = next(at for at, words in picture.ticks.times if words == "06:00")
    assert datetime.fromtimestamp(at, UTC).strftime("%H:%M") == "22:00"
    assert "11-24" in [words for _, words in picture.ticks.times]


def test_a_live_reading_is_drawn_at_once_and_said(page: House) -> None:
    hear(page, "6.5", "61.0")
    _, places = plot(page)._tails["temperature"].getData()
    picture = plot(page)._picture
    assert picture is not None
    assert places[-1] * picture.temperature.step + picture.temperature.bottom == pytest.approx(6.5)
    assert page.text("air.temperature.value") == "6.5 °C"
    assert page.text("air.temperature.state") == page.word("climate.state.good")
    assert page.text("air.humidity.limits") == page.word("climate.limits.high", high=75, unit="%")


def test_the_scale_makes_room_for_a_reading_beyond_it(page: House) -> None:
    for value in ("6.0", "31.5", "-25.0"):
        hear(page, value)
        assert plot(page).holds(Decimal(value))
        page.clock.forward(10)


def test_what_is_old_is_grey_and_says_so(page: House) -> None:
    hear(page)
    page.clock.forward(31)
    page.window.tick()
    assert page.text("air.temperature.state") == page.word("climate.state.stale", seconds=31)
    assert page.widget("air.temperature.value").property("tone") == "stale"


def test_out_of_limits_is_amber_until_the_log_has_an_alarm(page: House) -> None:
    hear(page, "9.0")
    assert page.widget("air.temperature.value").property("tone") == "attention"
    assert page.text("air.temperature.state") == page.word("climate.kind.warm")
    assert "Too warm" not in plot(page).accessibleName()
    alarm(page, 1, ago=3)
    assert page.widget("air.temperature.value").property("tone") == "stop"
    assert page.text("air.temperature.state") == "Too warm for 3 min"
    assert "▲ Too warm" in plot(page).accessibleName()


def test_an_alarm_of_the_past_is_drawn_in_any_window_that_it_lies_in(page: House) -> None:
    alarm(page, 1, ago=30 * 60, over=29 * 60)
    assert "Too warm" not in plot(page).accessibleName()
    assert page.text("climate.alarms") == page.word("climate.alarms.none")
    page.key(Qt.Key.Key_Left)
    page.key(Qt.Key.Key_Left)
    assert "▲ Too warm" in plot(page).accessibleName()
    assert page.text("climate.alarms") == page.word("climate.alarms.some", count=1)
    x, _ = plot(page)._marks["stop_quiet"].getData()
    assert (np.nanmax(x) - np.nanmin(x)) / 60 == pytest.approx(60)


def test_a_lost_sensor_is_a_gap_with_its_word(page: House) -> None:
    alarm(page, 1, "lost", ago=60, over=50)
    assert "∅ Sensor lost" in plot(page).accessibleName()
    x, _ = plot(page)._marks["stop_quiet"].getData()
    assert len(x) == 0
    assert page.text("alarm.0.head") == "▲ Sensor lost"


def test_the_kinetic_mean_of_the_window_is_told(page: House) -> None:
    assert page.text("climate.kinetic") == "MKT 5.0 °C"


# Answering


def test_an_alarm_is_answered_by_keys_alone(page: House) -> None:
    alarm(page, 1, ago=30)
    alarm(page, 2, "lost", ago=20, over=10)
    assert page.text("climate.answer") == page.word("climate.answer")
    page.key(Qt.Key.Key_F1)
    assert page.text("answer.title") == "■ Too warm 9.5 °C"
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Right)
    page.key(Qt.Key.Key_F1)
    assert page.signals[-1].line.key == "air.answered"
    [first, second] = page.queries.climate_alarms("th1", 0, 4e9)
    assert (first.acknowledged_by, first.reason, second.acknowledged_by) == ("wang", "Goods moved away", "")
    assert "wang: Goods moved away" in page.everything()
    page.key(Qt.Key.Key_F1)
    assert page.text("answer.title") == "▲ Sensor lost"
    page.key(Qt.Key.Key_Tab)
    page.type("Mouse in the cable duct")
    page.key(Qt.Key.Key_Return)
    assert page.queries.open_alarms() == page.queries.climate_alarms("th1", 0, 4e9)[:1]
    assert not page.sees("climate.answer")


def test_without_a_reason_nothing_is_answered_and_esc_leaves(page: House) -> None:
    alarm(page, 1, ago=30)
    page.key(Qt.Key.Key_F1)
    page.key(Qt.Key.Key_F1)
    assert page.text("answer.refusal") == page.word("air.reason_missing")
    for _ in range(2):  # the first arrow takes the first choice
        page.key(Qt.Key.Key_End)
    page.key(Qt.Key.Key_F1)
    assert page.text("answer.refusal") == page.word("air.reason_missing"), "another reason has to be said"
    page.key(Qt.Key.Key_Escape)
    assert page.sees("climate.alarm_list")
    assert [row.acknowledged_at for row in page.queries.open_alarms()] == [""]
    before = page.text("climate.window")
    page.key(Qt.Key.Key_Left)
    assert page.text("climate.window") != before, "the arrows are the chart's again"


def test_who_may_not_answer_is_told(page: House) -> None:
    alarm(page, 1, ago=30)
    page.sign_in("admin")
    turn(page)
    page.key(Qt.Key.Key_F1)
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_F1)
    assert page.sees("answer.refusal")
    assert page.queries.open_alarms()[0].acknowledged_at == ""


def test_today_says_how_many_alarms_are_open(page: House) -> None:
    page.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert "Climate alarms" not in page.text("health")
    alarm(page, 1, ago=30)
    alarm(page, 2, "lost", ago=20)
    assert "▲ Climate alarms open: 2, the latest Sensor lost (th1)" in page.text("health")
    assert page.widget("health").property("tone") == "attention"


def test_limits_are_drawn_and_named(page: House) -> None:
    said = plot(page).accessibleName().splitlines()
    assert {"Upper limit 8 °C", "Lower limit 2 °C", "Upper limit 75 %"} <= set(said)
    _, places = plot(page)._limits["humidity"].getData()
    assert np.nanmax(places) == pytest.approx(75 / 20)


def test_words_stay_inside_a_chart_of_another_size(page: House) -> None:
    for width, height in ((1100, 700), (1500, 900)):
        page.window.resize(width, height)
        page.settle()
        chart = plot(page).getViewBox().boundingRect()
        words = {word.text: word.place for word in plot(page)._words._words}
        assert words["Upper limit 75 %"].right() == pytest.approx(chart.right())
        assert all(chart.contains(place) for place in words.values())


@pytest.mark.parametrize("by", ["key", "button"])
def test_keys_and_buttons_move_and_zoom(page: House, by: str) -> None:
    def do(action: str) -> None:
        if by == "key":
            page.key(KEYS.get(action, Qt.Key.Key_Home))
        else:
            page.widget(f"climate.{action}").click()  # type: ignore[attr-defined]
            page.settle()

    do("older")
    assert page.text("climate.mode").endswith(page.word("climate.past"))
    assert page.text("climate.window").startswith("2026-11-22 21:0")
    do("newer")
    assert page.text("climate.mode").endswith(page.word("climate.live"))
    do("closer")
    assert page.text("climate.window").endswith(page.word("climate.span.1"))
    do("wider")
    do("wider")
    assert page.text("climate.window").endswith(page.word("climate.span.3"))
    do("older")
    do("home")
    assert page.text("climate.mode").endswith(page.word("climate.live"))


def test_a_past_window_stands_still_while_time_goes_on(page: House) -> None:
    page.key(Qt.Key.Key_Left)
    before = page.text("climate.window")
    page.clock.forward(3600)
    hear(page)
    page.window.tick()
    assert page.text("climate.window") == before


def test_a_live_window_goes_with_the_time(page: House) -> None:
    before = page.text("climate.window")
    page.clock.forward(600)
    page.window.tick()
    assert page.text("climate.window") != before


def test_a_time_without_records_says_so(page: House) -> None:
    for _ in range(3):
        page.key(Qt.Key.Key_Left)
    assert page.text("climate.alarms") == page.word("climate.empty")


def test_a_station_without_a_sensor_says_what_to_do(build: Build) -> None:
    house = build()
    house.open()
    house.sign_in("wang")
    turn(house)
    assert house.text("empty") == house.word("climate.no_sensor")
    assert not house.sees("climate.plot")


def test_two_sensors_are_shown_one_after_the_other(page: House) -> None:
    assert not page.sees("climate.sensor")
    record(page, range(20, 0, -1), "-18.0", sensor="th2")
    turn(page)
    assert page.text("climate.sensor") == page.word("climate.sensor", sensor="th1")
    page.widget("climate.sensor").click()  # type: ignore[attr-defined]
    page.settle()
    assert page.text("climate.sensor") == page.word("climate.sensor", sensor="th2")
    picture = plot(page)._picture
    assert picture is not None
    assert picture.temperature.bottom <= -19


def test_the_plotting_library_waits_for_its_page() -> None:
    """Start-up does not pay for it."""
    code = "import sys, station.app.window; sys.exit('pyqtgraph' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": ":".join(sys.path)}).returncode
        == 0
    )
