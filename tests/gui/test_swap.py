"""Another instrument in the place of a known one, on the Devices page: said to all, allowed by a supervisor alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from station.devices.status import DeviceStatus, Rung
from station.domain.case import Happening
from station.domain.events.site import DeviceMet, DeviceSwapped
from station.domain.readings import Identity, LinkState
from station.texts import Line
from station.workflow.reading import LogFilter
from tests.gui.house import House

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


@pytest.mark.parametrize("person", ["wang", "admin"])
def test_everybody_reads_what_stands_there_and_only_a_supervisor_may_allow_it(swapped: House, person: str) -> None:
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
