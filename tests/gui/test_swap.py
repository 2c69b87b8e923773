"""Another instrument in the place of a known one, on the Devices page: said to all, allowed by a supervisor who is
signed in or stands beside a clerk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from station.devices.status import DeviceStatus, Rung
from station.domain.case import Happening
from station.domain.events.site import DeviceMet, DeviceSwapped
from station.domain.readings import Identity, LinkState
from station.texts import Line, Texts
from station.workflow.reading import LogFilter, LogRow
from tests.gui.house import PIN, House

WAS, NOW = "B021370042", "X900000001"
SAID = Line("device.other", {"device": "scale-1", "wanted": WAS, "found": NOW, "plug": "", "serial": NOW})


@pytest.fixture
def swapped(house: House) -> House:
    """A scale with another serial number than the one that the log knows."""
    refused = DeviceStatus(
        "scale-1", "parcel_scale", "mt-sics", "COM3", LinkState.REFUSED, Rung.FRAME, None, "device.other",
        said=SAID, which=Identity("", NOW), orders=("zero", "tare"),
    )  # fmt: skip
    house.instruments.shown = (refused,)
    known = Happening("device/scale-1", DeviceMet(role="parcel_scale", serial=WAS))
    house.handlers.book([known], "met")
    house.handlers.book([Happening("device/scale-1", DeviceSwapped(role="parcel_scale", serial=NOW))], "swapped")
    return house


def look(house: House, person: str) -> None:
    house.sign_in(person)
    house.key(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    house.window.tick()
    house.settle()


def press(house: House) -> None:
    button = house.widget("swap.scale-1")
    assert isinstance(button, QPushButton)
    button.click()
    house.settle()


@pytest.mark.parametrize("person", ["chen", "admin"])
def test_everybody_reads_what_stands_there_and_not_everybody_may_allow_it(swapped: House, person: str) -> None:
    look(swapped, person)
    assert swapped.word("devices.state.refused") in swapped.everything()
    assert swapped.context.say(SAID) in swapped.everything()
    assert not swapped.sees("swap.scale-1")
    assert not swapped.sees("order.scale-1.zero")


def test_a_supervisor_is_shown_both_numbers_and_allows_the_other_one(swapped: House) -> None:
    look(swapped, "zhao")
    press(swapped)
    assert swapped.text("swap.instruction") == swapped.word("devices.swap.ask")
    assert WAS in swapped.everything()
    assert NOW in swapped.everything()
    swapped.key(Qt.Key.Key_Return)  # in passing: allows nothing
    assert swapped.kinds()[-1] == "person.signed_in" or "device.swap_accepted" not in swapped.kinds()
    swapped.key(Qt.Key.Key_F1)
    [entry] = swapped.queries.log_page(LogFilter(kind="device.swap_accepted"))
    assert (entry.actor, entry.data) == ("zhao", {"serial": NOW, "was_serial": WAS})
    assert not swapped.sees("swap")


def test_escape_allows_nothing(swapped: House) -> None:
    look(swapped, "zhao")
    press(swapped)
    swapped.key(Qt.Key.Key_Escape)
    assert not swapped.sees("swap")
    assert swapped.sees("device.scale-1")
    assert "device.swap_accepted" not in swapped.kinds()


def test_yet_another_one_is_not_allowed_by_the_same_key(swapped: House) -> None:
    look(swapped, "zhao")
    press(swapped)
    swapped.handlers.book([Happening("device/scale-1", DeviceSwapped(role="parcel_scale", serial="X3"))], "again")
    swapped.key(Qt.Key.Key_F1)
    assert swapped.text("swap.refusal") == swapped.word("refusal.swap.another", device="scale-1")
    assert "device.swap_accepted" not in swapped.kinds()


def test_the_question_goes_when_the_right_one_is_back(swapped: House) -> None:
    look(swapped, "zhao")
    press(swapped)
    swapped.instruments.shown = (DeviceStatus("scale-1", "parcel_scale", "mt-sics", "COM3", LinkState.ONLINE),)
    swapped.window.tick()
    swapped.settle()
    assert not swapped.sees("swap")
    assert swapped.sees("device.scale-1")


# The clerk is signed in, the supervisor stands beside


def ask(house: House, badge: str, pin: str = PIN) -> None:
    """By gun and keys: a clerk asks, somebody shows a badge and types a PIN, Enter."""
    house.scan(f"STN:B:{badge}")
    house.settle()
    house.type(pin)
    house.key(Qt.Key.Key_Return)


def accepted(house: House) -> tuple[LogRow, ...]:
    return house.queries.log_page(LogFilter(kind="device.swap_accepted"))


@pytest.fixture
def asked(swapped: House) -> House:
    """A clerk stands before the question."""
    look(swapped, "wang")
    press(swapped)
    return swapped


def test_a_supervisor_beside_a_clerk_allows_it_and_the_entry_names_both(asked: House) -> None:
    assert asked.text("swap.hint") == asked.word("devices.swap.hint_beside")
    ask(asked, "Z1")
    [entry] = accepted(asked)
    assert (entry.actor, entry.second_actor, entry.data) == ("wang", "zhao", {"serial": NOW, "was_serial": WAS})
    assert not asked.sees("swap")
    assert asked.engine.person == "wang"  # nobody else was signed in by it


def test_without_a_gun_the_badge_is_typed(asked: House) -> None:
    asked.type("Z1")
    asked.key(Qt.Key.Key_Return)
    asked.type(PIN)
    asked.key(Qt.Key.Key_F1)
    assert [(entry.actor, entry.second_actor) for entry in accepted(asked)] == [("wang", "zhao")]


@pytest.mark.parametrize(
    ("badge", "pin", "refusal"),
    [
        ("W1", PIN, "refusal.second.same_person"),
        ("L1", PIN, "refusal.second.role"),
        ("A1", PIN, "refusal.second.role"),
    ],
)
def test_who_is_no_second_person_is_refused_and_the_pin_is_gone(
    asked: House, badge: str, pin: str, refusal: str
) -> None:
    ask(asked, badge, pin)
    assert asked.text("swap.refusal") == asked.word(refusal, action="AcceptSwap")
    assert (asked.text("field.second.badge"), asked.text("field.second.pin")) == ("", "")
    assert accepted(asked) == ()
    ask(asked, "Z1")
    assert len(accepted(asked)) == 1


def test_a_wrong_pin_is_said_and_allows_nothing(asked: House) -> None:
    ask(asked, "Z1", "135790")
    assert asked.text("swap.refusal") == asked.word("refusal.sign_in.wrong_pin", seconds=0)
    assert accepted(asked) == ()


def test_half_an_answer_is_none(asked: House) -> None:
    asked.key(Qt.Key.Key_F1)
    assert asked.text("swap.refusal") == asked.word("second.incomplete")
    asked.scan("STN:B:Z1")
    asked.key(Qt.Key.Key_F1)
    assert asked.text("swap.refusal") == asked.word("second.incomplete")
    assert accepted(asked) == ()


def test_what_was_entered_is_forgotten_with_the_question(asked: House) -> None:
    asked.scan("STN:B:Z1")
    asked.type(PIN)
    asked.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    asked.key(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert (asked.text("field.second.badge"), asked.text("field.second.pin")) == ("", "")
    asked.key(Qt.Key.Key_Escape)
    assert not asked.sees("swap")
    asked.scan("STN:B:Z1")  # nobody is asked for any more: it is somebody who wants to work here
    assert asked.sees("page.sign_in")


def test_what_was_entered_for_one_is_not_said_of_another(asked: House) -> None:
    asked.scan("STN:B:Z1")
    asked.type(PIN)
    [refused] = asked.instruments.shown
    asked.instruments.shown = (replace(refused, which=Identity("", "X3")),)
    asked.window.tick()
    assert asked.text("field.second.pin") == ""


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_is_asked_in_both_languages(asked: House, language: str) -> None:
    asked.speak(Texts(language))
    assert asked.text("swap.hint") == asked.word("devices.swap.hint_beside")
    ask(asked, "W1")
    assert asked.text("swap.refusal") == asked.word("refusal.second.same_person")
