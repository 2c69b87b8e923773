"""A number read by machine: beside its piece of the picture, outside the field, taken over by a key."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from station.devices.camera.opencv import cv2
from station.domain.events.common import MachineRead
from station.domain.readings import Frame, NumberRead
from station.texts import LANGUAGES, Texts
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.unit.devices.camera.seals import seal
from tests.unit.workflow.stage import DRIVER
from tests.unit.workflow.test_engine import arrive, show_documents

CORNERS = ((395, 330), (735, 330), (735, 392), (395, 392))


@pytest.fixture
def at_seal(build: Build) -> House:
    """The close-up is taken, and a machine has read its number."""
    house = build(terms=None)
    house.open()
    house.receive()
    arrive(house)
    show_documents(house)
    house.picture()
    house.press()
    frame = Frame("cam", house.clock.monotonic(), seal("ML1234567"), 1280, 720, 400.0, 120.0, 0.0, "device-bytes",
                  token=house.camera.tokens[-1])  # fmt: skip
    house.engine.offer(frame)
    read = MachineRead(text="ML1234567", engine="engine 1", sure=Decimal("0.987"), corners=CORNERS)
    house.engine.number_read(NumberRead("numbers", house.clock.monotonic(), house.numbers.asked[-1], read))
    house.settle()
    return house


def piece(house: House) -> QLabel:
    found = house.widget("excerpt.piece")
    assert isinstance(found, QLabel)
    return found


def lock(house: House) -> str:
    found = house.widget("field.seal.lock")
    assert isinstance(found, QLineEdit)
    return found.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_proposal_stands_beside_its_piece_and_not_in_the_field(at_seal: House, qtbot: QtBot, language: str) -> None:
    house = at_seal
    house.speak(Texts(language))
    qtbot.waitUntil(lambda: not piece(house).pixmap().isNull())
    shown = piece(house).pixmap().toImage()
    assert shown.width() > 3 * shown.height()
    greys = {shown.pixelColor(x, shown.height() // 2).lightness() // 64 for x in range(shown.width())}
    assert {0, 3} <= greys, "dark characters on the bright barrel"
    assert house.text("excerpt.text").replace("\u2009", "") == "ML1234567"
    assert house.word("seals.machine_open") in house.everything()
    assert lock(house) == ""


def test_the_key_takes_it_over_and_nothing_else_does(at_seal: House) -> None:
    house = at_seal
    house.key(Qt.Key.Key_F1)
    assert lock(house) == ""
    house.key(Qt.Key.Key_F10)
    assert lock(house) == "ML1234567"
    assert house.word("seals.machine_same") in house.everything()
    assert "visit.seal_checked" not in house.kinds()


def test_it_goes_with_the_close_up(at_seal: House) -> None:
    house = at_seal
    assert house.word("seals.machine_open") in house.everything()
    house.key(Qt.Key.Key_F2)
    house.settle()
    assert house.word("seals.machine_open") not in house.everything()


@pytest.fixture
def at_card(build: Build) -> House:
    """The driver's ID card lay under the camera, and a machine has read its number."""
    house = build(terms=None)
    house.numbers.reads = True
    house.camera.serves["document_camera"] = "cam"
    house.open()
    house.receive()
    arrive(house)
    house.key(Qt.Key.Key_F10)
    house.shoot()
    read = MachineRead(text=DRIVER.id_number, engine="engine 1", sure=Decimal("0.987"), corners=CORNERS)
    token, _ = house.numbers.cards[-1]
    line = bytes(cv2.imencode(".jpg", np.tile(np.uint8([[40] * 20 + [220] * 20]), (84, 15)))[1])
    house.engine.number_read(NumberRead("numbers", house.clock.monotonic(), token, read, line))
    house.settle()
    return house


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cards_number_stands_beside_its_line_and_f10_takes_it_over(at_card: House, language: str) -> None:
    house = at_card
    house.speak(Texts(language))
    shown = piece(house).pixmap().toImage()
    assert shown.width() > 5 * shown.height()
    assert house.text("excerpt.text").replace("\u2009", "") == DRIVER.id_number
    field = house.widget("field.identity.id_card.id_number")
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    house.key(Qt.Key.Key_F10)
    assert field.text() == DRIVER.id_number
    assert house.word("identity.machine_same") in house.everything()
