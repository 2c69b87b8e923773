"""Two cameras: the Receiving page shows the one that would be asked, Devices what each is and what it denies."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage

from station.devices.status import DeviceStatus, Rung
from station.domain.agreements import Terms
from station.domain.readings import LinkState, Preview
from station.texts import LANGUAGES, Texts
from station.workflow.camera_roles import DOCUMENTS, LOW, UNITS
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.unit.workflow.stage import unit
from tests.unit.workflow.test_engine import show_documents, to_units

COLOURS = {"cam": QColor("#c03020"), "papers": QColor("#2040c0"), "low": QColor("#7030a0")}


def camera(name: str, role: str, **known: object) -> DeviceStatus:
    return DeviceStatus(name, role, "mjpeg", "http://192.0.2.7/", LinkState.ONLINE, Rung.ALL, 1.0, **known)  # type: ignore[arg-type]


def shown(house: House) -> str:
    """Whose picture stands on the page, after both cameras have sent one."""
    house.window.tick()
    house.settle()
    for name, colour in COLOURS.items():
        house.window.heard(Preview(name, house.clock.monotonic(), plain(colour)))
    house.settle()
    seen = house.widget("live.camera").grab().toImage()
    middle = seen.pixelColor(seen.rect().center())
    return min(COLOURS, key=lambda name: abs(COLOURS[name].red() - middle.red()))


def plain(colour: QColor) -> bytes:
    """A JPEG of one colour."""
    picture, kept = QImage(480, 270, QImage.Format.Format_RGB32), QBuffer()
    picture.fill(colour)
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(kept, "JPEG")
    return bytes(kept.data().data())


def test_the_manifest_lies_under_the_document_camera_and_all_else_under_the_other(at_identity: House) -> None:
    house = at_identity
    house.instruments.shown = (camera("cam", UNITS), camera("papers", DOCUMENTS))
    assert shown(house) == "cam"
    show_documents(house)
    assert house.engine.view().page.live == DOCUMENTS  # type: ignore[union-attr]
    assert shown(house) == "papers"
    house.press()
    assert house.camera.roles == [DOCUMENTS]
    house.shoot()
    assert shown(house) == "cam"


def test_with_one_camera_the_manifest_lies_under_that(at_identity: House) -> None:
    house = at_identity
    house.instruments.shown = (camera("cam", UNITS),)
    show_documents(house)
    assert shown(house) == "cam"


def test_a_pallets_bottom_is_shown_by_the_low_camera_and_a_pedal_takes_it(build: Build) -> None:
    house = build(unit(1, level="pallet"), terms=Terms(level="pallet"))
    house.open()
    house.receive()
    to_units(house)
    house.scan(f"SF{1:013}")
    house.instruments.shown = (camera("cam", UNITS), camera("low", LOW))
    assert shown(house) == "cam"
    house.picture()
    assert shown(house) == "low"
    house.key(Qt.Key.Key_PageDown)
    assert house.camera.roles[-1] == LOW
    house.shoot()
    assert shown(house) == "cam"
    house.instruments.shown = (camera("cam", UNITS),)
    assert shown(house) == "cam"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_devices_page_tells_size_and_what_is_denied(house: House, language: str) -> None:
    house.receive()
    house.speak(Texts(language))
    denied = ("focus", "fps")
    house.instruments.shown = (camera("papers", DOCUMENTS, delivers="1280 × 720", denied=denied),)
    house.window.show_page("devices")
    house.settle()
    everything = house.everything()
    assert house.word("devices.role.document_camera") in everything
    assert "1280 × 720" in everything
    options = ", ".join(house.word(f"devices.option.{name}") for name in denied)
    assert house.word("devices.denied", options=options) in everything


@pytest.mark.parametrize("reason", ["camera.frozen", "camera.black", "camera.no_picture"])
def test_a_camera_without_a_live_picture_is_told_what_to_do_about_it(house: House, reason: str) -> None:
    house.receive()
    silent = DeviceStatus("cam", UNITS, "mjpeg", "http://192.0.2.7/", LinkState.SILENT, Rung.PORT, 1.0, reason)
    house.instruments.shown = (silent,)
    house.window.show_page("devices")
    house.settle()
    assert house.word(f"devices.{reason}") in house.everything()
    assert house.word("devices.advice.bytes") not in house.everything()
