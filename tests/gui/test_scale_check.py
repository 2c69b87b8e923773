"""The daily check of a scale on the Devices page: by keyboard alone, told where somebody looks, kept from the step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from station.texts import LANGUAGES, Line, Texts
from station.workflow.reading import LogFilter
from station.workflow.sentences import sentence
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.unit.workflow.stage import PLATFORM, SCALE, check_of

ALT = Qt.KeyboardModifier.AltModifier
LONGEST_WAY = 40


@pytest.fixture
def dock(build: Build) -> House:
    """Two scales; the parcel scale has failed its check. A clerk stands before the Devices page."""
    house = build(scales=(SCALE, PLATFORM))
    house.give(check_of(SCALE, shown="10.010"), "wang")
    house.plug_in()
    house.open()
    house.sign_in("wang")
    house.key(Qt.Key.Key_5, ALT)
    return house


def walk(house: House, name: str) -> None:
    """To a button with Tab, as the keyboard does."""
    for _ in range(LONGEST_WAY):
        focused = house.window.focusWidget()
        if focused is not None and focused.objectName() == name:
            return
        house.key(Qt.Key.Key_Tab)
    raise AssertionError(f"{name} cannot be reached with Tab")


def begin(house: House, device: str = "scale") -> None:
    walk(house, f"check.{device}")
    house.key(Qt.Key.Key_Return)


def checks(house: House) -> int:
    return house.kinds().count("device.scale_checked")


def test_the_page_says_of_each_scale_how_it_stands(dock: House) -> None:
    for language in LANGUAGES:
        dock.speak(Texts(language))
        refused = dock.word("refusal.scale.check_failed", device="scale", nominal="10", gross="10.010")
        assert dock.text("scale.scale.said") == refused
        assert dock.text("scale.platform.said") == dock.word("scale.fit", device="platform", until="2027-03-31")
        assert "10.010 kg" in dock.text("scale.scale.last")
    assert dock.widget("scale.scale.said").property("tone") == "stop"


def test_the_check_is_given_by_keyboard_and_the_scale_is_fit(dock: House) -> None:
    before = checks(dock)
    begin(dock)
    assert dock.text("check.instruction") == dock.word("check.put", kg="10", device="scale")
    assert not dock.sees("devices.add"), "the cards make room"
    dock.empty_scale()
    dock.settle()
    assert dock.text("check.hint") == dock.word("check.ready")
    dock.weigh("10.000")
    dock.settle()
    assert dock.text("check.instruction") == dock.word("check.passed", device="scale")
    assert dock.text("check.value") == "10.000 kg"
    assert dock.widget("check.value").property("tone") == "good"
    assert checks(dock) == before + 1
    assert dock.signals[-1].line.key == "check.passed", "it is heard and seen as the answer of a step"
    dock.key(Qt.Key.Key_Return)
    assert dock.text("scale.scale.said") == dock.word("scale.fit", device="scale", until="2027-03-31")
    focused = dock.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "check.scale"


def test_a_failed_check_says_what_to_do_and_can_be_given_again(dock: House) -> None:
    begin(dock)
    dock.empty_scale()
    dock.weigh("9.990")
    dock.settle()
    assert dock.text("check.instruction") == dock.word("check.failed", device="scale")
    assert dock.widget("check.value").property("tone") == "stop"
    dock.key(Qt.Key.Key_F1)
    dock.empty_scale()
    dock.weigh("10.005")
    dock.settle()
    assert dock.text("check.instruction") == dock.word("check.passed", device="scale")


def test_a_mass_that_nobody_has_named_is_typed(build: Build) -> None:
    scale = replace(SCALE, papers=replace(SCALE.papers, check_weight=None))
    house = build()
    house.checks.add(scale)
    house.open()
    house.sign_in("zhao")
    house.key(Qt.Key.Key_5, ALT)
    begin(house)
    assert house.window.focusWidget() is house.widget("field.check.nominal")
    house.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    house.type("0.01")
    house.key(Qt.Key.Key_Return)
    assert house.text("check.refusal") == house.word("refusal.check.nominal", min="0.1", max="60")
    house.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    house.type("20")
    house.key(Qt.Key.Key_Return)
    assert house.text("check.instruction") == house.word("check.put", kg="20", device="scale")
    assert not house.sees("field.check.nominal")


def test_whoever_may_not_check_finds_the_button_off(build: Build) -> None:
    house = build()
    house.open()
    house.sign_in("chen")
    house.key(Qt.Key.Key_5, ALT)
    assert not house.widget("check.scale").isEnabled()


@pytest.mark.parametrize("away", ["page", "lock", "escape"])
def test_a_check_that_is_left_gives_the_scale_back(dock: House, away: str) -> None:
    before = checks(dock)
    begin(dock)
    match away:
        case "page":
            dock.key(Qt.Key.Key_2, ALT)
        case "lock":
            dock.window.lock()
        case "escape":
            dock.key(Qt.Key.Key_Escape)
    dock.settle()
    assert dock.checks.open is None
    dock.empty_scale()
    dock.weigh("10.000")
    assert checks(dock) == before
    assert dock.engine.verdict.reason.key == "weight.stable"


def test_today_names_the_scales_that_may_not_weigh(dock: House) -> None:
    dock.key(Qt.Key.Key_1, ALT)
    said = dock.text("health")
    assert dock.word("refusal.scale.check_failed", device="scale", nominal="10", gross="10.010") in said
    dock.give(check_of(SCALE), "wang")
    dock.key(Qt.Key.Key_2, ALT)
    dock.key(Qt.Key.Key_1, ALT)
    assert "10.010" not in dock.text("health")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_log_says_what_the_check_was_and_marks_a_failed_one(dock: House, language: str) -> None:
    dock.speak(Texts(language))
    rows = dock.queries.log_page(LogFilter(kind="device.scale_checked"))
    assert [row.flag for row in rows] == ["attention", "", ""]
    for row, result in ((rows[0], "log.bad"), (rows[2], "log.good")):
        told = {**row.data, "id": "scale", "result": Line(result)}
        assert dock.context.say(sentence(row)) == dock.word("log.device.scale_checked", **told)


def test_of_two_scales_the_screen_shows_the_one_that_weighs(dock: House) -> None:
    dock.key(Qt.Key.Key_2, ALT)
    dock.weigh("12.0", device="platform")
    dock.settle()
    assert dock.text("live.weight") == "—"
    dock.weigh("12.000")
    dock.settle()
    assert dock.text("live.weight") == "12.000"
