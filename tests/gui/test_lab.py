"""The protocol lab on the Devices page: a card's bytes are written down by a button, and the card says where."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from station.devices.status import RECORD, DeviceStatus, Rung
from station.domain.readings import LinkState
from tests.gui.house import House

SCALE = DeviceStatus(
    "scale-1", "parcel_scale", "mt-sics", "COM3", LinkState.ONLINE, Rung.ALL, 0.0, orders=("zero", "tare", RECORD)
)


def button(house: House) -> QPushButton:
    found = house.widget(f"order.scale-1.{RECORD}")
    assert isinstance(found, QPushButton)
    return found


def test_a_button_begins_and_ends_a_capture_and_the_card_says_where(house: House) -> None:
    house.instruments.shown = (SCALE,)
    house.sign_in("wang")
    house.key(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    words = button(house).text()
    button(house).click()
    assert house.instruments.orders[-1] == ("scale-1", RECORD)
    house.instruments.shown = (replace(SCALE, recording="data/captures/scale-1.capture"),)
    house.window.tick()
    assert button(house).text() != words
    assert "● data/captures/scale-1.capture" in house.text("device.scale-1.raw")
