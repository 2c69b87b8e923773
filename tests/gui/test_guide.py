"""Adding an instrument on the Devices page: a real search on the virtual dock's ports, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station.app.settings_file import append_device
from station.config import DeviceSettings, Settings
from station.devices.found import CameraSeen
from station.devices.sim.dock import Dock, dock
from tests.gui.conftest import Build
from tests.gui.guide import ADAPTER, CAMERA, CLIMATE, DOCUMENTS, GUN, PLATFORM, SETTINGS, TRUCK, Hands, prepare
from tests.gui.house import House
from tests.unit.devices.camera.pictures import video


@pytest.fixture
def instruments(tmp_path: Path) -> Iterator[Dock]:
    with dock(tmp_path / "ports", ("scale", "gun", "climate")) as running:
        yield running


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """What a camera delivers, as a file."""
    return video(tmp_path / "clip.avi", "MJPG")


@pytest.fixture
def hands(house: House, instruments: Dock, qtbot: QtBot) -> Hands:
    prepare(house, instruments)
    return Hands(house, qtbot)


def saved(house: House) -> tuple[DeviceSettings, ...]:
    assert house.settings_file is not None
    return Settings.from_file(house.settings_file).devices


def to_the_plate(hands: Hands) -> None:
    hands.open()
    hands.choose(0)
    hands.enter()
    hands.choose(0)
    hands.enter()
    hands.until("guide.ask.candidate")
    hands.enter()
    hands.until("guide.ask.live")
    hands.enter()


def test_a_scale_is_heard_tried_written_down_and_started(hands: Hands, instruments: Dock) -> None:
    house = hands.house
    to_the_plate(hands)
    hands.plate()
    assert hands.says() == house.word("guide.ask.save")
    hands.enter()
    plate = {"max": "30", "min": "0.1", "e": "0.005", "d": "0.005", "unit": "kg"}
    papers = {"check_weight": "10", "certificate": "JD-2026-0417", "verified_until": "2027-03-31"}
    url = instruments.urls["scale"]
    wanted = DeviceSettings("scale-1", "parcel_scale", "mt-sics", url, {**plate, **papers}, ADAPTER)
    assert saved(house) == (wanted,)
    assert house.settings_file is not None
    assert house.settings_file.read_text(encoding="utf-8").startswith(SETTINGS)
    assert house.sees("device.scale-1")
    assert house.text("devices.added") == house.word("devices.added", device="scale-1")


def test_the_live_value_is_the_one_of_the_scale(hands: Hands, instruments: Dock) -> None:
    instruments.put("12.00")
    hands.open()
    hands.choose(0)
    hands.enter()
    hands.choose(0)
    hands.enter()
    hands.until("guide.ask.candidate")
    hands.enter()
    hands.until("guide.ask.live")
    assert hands.house.text("guide.value") == "12.000 kg"


def test_a_gun_is_found_by_the_code_that_is_scanned(hands: Hands, instruments: Dock) -> None:
    hands.open()
    hands.choose(GUN)
    hands.enter()
    hands.choose(1)
    hands.enter()
    hands.until("guide.listening")
    instruments.scan("SF1026804100037")
    hands.until("guide.ask.candidate")
    hands.enter()
    hands.until("guide.waiting")
    hands.house.window.tick()
    instruments.scan("SF1026804100038")
    hands.until("guide.ask.live")
    assert hands.house.text("guide.value") == "SF1026804100038"
    hands.enter()
    hands.enter()
    [gun] = saved(hands.house)
    assert (gun.id, gun.role, gun.driver, gun.options) == ("gun-1", "gun", "serial-gun", {})


@pytest.mark.parametrize(("kind", "name", "role"), [(CLIMATE, "climate-1", "climate"), (TRUCK, "truck-1", "truck_air")])
def test_a_sensor_at_an_address_that_is_typed(hands: Hands, instruments: Dock, kind: int, name: str, role: str) -> None:
    """Of the staging area, or of the truck's hold: a role of its own."""
    hands.open()
    hands.choose(kind)
    hands.enter()
    hands.tab_to("field.address")
    hands.house.type(instruments.urls["climate"])
    hands.enter()
    hands.until("guide.ask.candidate")
    hands.enter()
    hands.until("guide.ask.live")
    hands.enter()
    hands.enter()
    [sensor] = saved(hands.house)
    assert (sensor.id, sensor.role, sensor.driver) == (name, role, "xy-md02")
    assert sensor.url == instruments.urls["climate"]


def test_a_platform_scale_has_a_coarse_plate_of_its_own(hands: Hands) -> None:
    """What no parcel scale may have is written down as it stands; whether it tells its tare is said."""
    house = hands.house
    house.given.append("platform-1")
    hands.open()
    hands.choose(PLATFORM)
    hands.enter()
    hands.choose(0)
    hands.enter()
    hands.until("guide.ask.candidate")
    hands.enter()
    hands.until("guide.ask.live")
    assert house.word("guide.fact.tare") in house.everything()
    hands.enter()
    assert house.text("guide.hint") == house.word("guide.hint.plate_platform")
    for figure in ("1500", "4", "0.2", "0,2", "20", "JD-2026-0418", "2027-03-31"):
        house.type(figure)
        hands.enter()
    hands.enter()
    [platform] = saved(house)
    assert (platform.id, platform.role, platform.options["e"]) == ("platform-1", "platform_scale", "0.2")


CAMERAS = (
    CameraSeen(0, "HD Webcam", "camera:///dev/v4l/by-id/usb-A-index0", ((1920, 1080), (640, 480))),
    CameraSeen(2, "HD Webcam", "camera://2", ((640, 480),)),
    CameraSeen(4, "", "camera://4"),
)


def to_the_cameras(hands: Hands) -> None:
    hands.open()
    hands.choose(CAMERA)
    hands.enter()
    hands.until("guide.ask.camera")


def test_a_camera_is_chosen_by_its_name_and_asked_for_a_size(hands: Hands, film: Path) -> None:
    house = hands.house
    played = f"file:{film}"
    house.cameras = (replace(CAMERAS[0], url=played), *CAMERAS[1:])
    to_the_cameras(hands)
    words = house.everything()
    assert all(name in words for name in ("HD Webcam 0", "HD Webcam 2", house.word("guide.camera_number", number=4)))
    hands.choose(0)
    hands.tab_to("field.size")
    hands.choose(0)  # one on from "as it comes"
    hands.house.key(Qt.Key.Key_F1)
    hands.until("guide.ask.live")
    assert house.word("guide.fact.size") in house.everything()
    hands.enter()
    hands.enter()
    [camera] = saved(house)
    assert (camera.id, camera.driver, camera.url) == ("camera-1", "opencv", played)
    assert camera.options == {"width": "1920", "height": "1080"}


def test_a_camera_for_papers_is_one_as_well(hands: Hands, film: Path) -> None:
    house = hands.house
    hands.open()
    hands.choose(DOCUMENTS)
    hands.enter()
    hands.until("guide.ask.address")  # nothing is at this computer: by its address
    house.type(f"file:{film}")
    hands.enter()
    assert house.text("guide.hint") == house.word("guide.hint.wait_camera")
    hands.until("guide.ask.live")
    assert house.text("guide.hint") == house.word("guide.hint.live_camera")
    hands.enter()
    hands.enter()
    [camera] = saved(house)
    assert (camera.id, camera.role, camera.options) == ("document_camera-1", "document_camera", {})


def test_a_camera_that_works_already_is_not_tried(hands: Hands) -> None:
    house = hands.house
    house.plug_in()
    url = house.instruments.shown[3].url
    house.cameras = (replace(CAMERAS[0], url=url),)
    to_the_cameras(hands)
    assert house.word("guide.port_owned", port="HD Webcam", owner="cam") in house.everything()
    hands.choose(0)
    hands.enter()
    assert house.text("guide.refusal") == house.word("guide.owned", port=url, owner="cam")


def test_a_size_of_another_camera_is_not_asked_of_this_one(hands: Hands) -> None:
    hands.house.cameras = CAMERAS
    to_the_cameras(hands)
    guide = hands.view.guide
    for name, text in (("seen", CAMERAS[0].url), ("size", "1920x1080"), ("seen", CAMERAS[1].url)):
        guide.fill(name, text)
    assert guide.device().options == {}


def test_a_coarse_scale_is_refused_by_name_and_nothing_is_written(hands: Hands) -> None:
    to_the_plate(hands)
    for figure in ("60", "0.2", "0.01", "0.01"):
        hands.house.type(figure)
        hands.enter()
    hands.house.key(Qt.Key.Key_F1)  # what stands on no plate may be left empty
    said = hands.house.word("scale.too_coarse", scale="scale-1", e="10", allowed="5")
    assert hands.house.text("guide.refusal") == said
    assert saved(hands.house) == ()


def test_escape_goes_back_and_loses_nothing(hands: Hands) -> None:
    to_the_plate(hands)
    hands.house.type("30")
    for _ in range(4):
        hands.escape()
    assert hands.says() == hands.house.word("guide.ask.kind")
    hands.escape()
    assert not hands.house.sees("guide")
    hands.enter()  # the button has the focus again
    for said in ("guide.ask.kind", "guide.ask.port", "guide.ask.candidate"):
        assert hands.says() == hands.house.word(said)  # what was heard needs no second search
        hands.enter()
    hands.until("guide.ask.live")
    hands.enter()
    assert hands.view.guide.answers["max"] == "30"


def test_a_port_that_an_instrument_has_is_never_listened_to(hands: Hands) -> None:
    house = hands.house
    house.plug_in()
    house.ports = (*house.ports, *(type(house.ports[0])(status.url) for status in house.instruments.shown))
    hands.open()
    hands.choose(0)
    hands.enter()
    hands.choose(3)
    hands.enter()
    assert hands.says() == house.word("guide.ask.port")
    url = house.instruments.shown[0].url
    assert house.text("guide.refusal") == house.word("guide.owned", port=url, owner="scale1")


def test_another_page_and_a_locked_screen_leave_the_port_alone(hands: Hands) -> None:
    house = hands.house
    to_the_plate(hands)
    assert house.setup.tried().status is not None
    house.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert house.setup.tried().status is None
    hands.house.key(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert hands.says() == house.word("guide.ask.plate")


def test_a_clerk_is_told_who_adds_instruments(hands: Hands) -> None:
    house = hands.house
    house.sign_in("wang")
    house.key(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert not house.widget("devices.add").isEnabled()
    assert house.text("devices.who") == house.word("devices.who_adds")


def test_without_a_settings_file_it_is_said_what_to_do(build: Build, instruments: Dock, qtbot: QtBot) -> None:
    house = build()
    house.open()
    prepare(house, instruments)
    hands = Hands(house, qtbot)
    house.setup._file = None
    to_the_plate(hands)
    hands.plate()
    assert hands.says() == house.word("guide.ask.by_hand")
    hands.enter()
    assert house.text("guide.refusal") == house.word("guide.no_file")
    assert saved(house) == ()


def test_a_scale_takes_the_place_of_one_that_is_in_the_file(hands: Hands, instruments: Dock) -> None:
    """On the same port, which the old one gives up while the guide listens there."""
    house = hands.house
    assert house.settings_file is not None
    old = DeviceSettings("scale-1", "parcel_scale", "nci", instruments.urls["scale"], {"max": "15"})
    append_device(house.settings_file, old)
    house.instruments.add(old)
    hands.open()
    hands.choose(0)
    hands.tab_to("field.instead")
    hands.choose(0)
    hands.enter()
    hands.choose(0)
    hands.enter()
    hands.until("guide.ask.candidate")
    assert house.instruments.resting == ["scale-1"]
    hands.enter()
    hands.until("guide.ask.live")
    hands.enter()
    hands.plate()
    assert house.text("guide.hint") == house.word("guide.hint.replace")
    hands.enter()
    [scale] = saved(house)
    assert (scale.id, scale.driver, scale.options["max"]) == ("scale-1", "mt-sics", "30")
    assert house.instruments.resting == []
