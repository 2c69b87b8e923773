"""The instruments of a station: added while it runs, and which of two of a kind the engine works with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.app.instruments import Instruments
from station.clock import SystemClock
from station.config import CAMERAS, DeviceSettings, default_settings
from station.devices.found import PortSeen
from station.domain.readings import Fault, Identity
from station.errors import ConfigError


def scale(number: int, folder: Path) -> DeviceSettings:
    return DeviceSettings(f"scale-{number}", "parcel_scale", "mt-sics", str(folder / "nothing"), {})


@pytest.fixture
def instruments(tmp_path: Path) -> Iterator[Instruments]:
    made = Instruments(default_settings(tmp_path), lambda item: None, SystemClock())
    yield made
    made.stop()


def test_what_is_added_is_there_and_the_second_of_a_role_stands_by(instruments: Instruments, tmp_path: Path) -> None:
    for number in (1, 2):
        instruments.add(scale(number, tmp_path))
    instruments.add(DeviceSettings("gun-1", "gun", "serial-gun", str(tmp_path / "gun"), {}))
    assert [status.id for status in instruments.statuses()] == ["scale-1", "scale-2", "gun-1"]
    assert [instruments.stands_by(name) for name in ("scale-1", "scale-2", "gun-1")] == [False, True, False]


def test_an_adapter_that_another_instrument_is_bound_to_is_claimed(tmp_path: Path) -> None:
    ports = (PortSeen("COM3", plug="0403:6001 A1"), PortSeen("COM4", plug="0403:6001 A2"), PortSeen("COM5"))
    devices = (
        DeviceSettings("scale-1", "parcel_scale", "mt-sics", "", {}, "0403:6001 A1"),
        DeviceSettings("gun-1", "gun", "serial-gun", "COM5", {}),
        DeviceSettings("scale-2", "parcel_scale", "mt-sics", "COM9", {}, "0403:6001 A9"),
    )
    known = {"scale-2": Identity("0403:6001 A2", "B2")}  # a swap that was accepted since the file was written
    settings = replace(default_settings(tmp_path), devices=devices)
    made = Instruments(settings, lambda item: None, SystemClock(), known, lambda: ports)
    claimed = {name: [made._claimed(port, name) for port in ports] for name in ("scale-1", "gun-1", "scale-2")}
    assert claimed == {
        "scale-1": [False, True, True],
        "gun-1": [True, True, False],
        "scale-2": [True, False, True],
    }
    assert [status.url for status in made.statuses()] == ["0403:6001 A1", "COM5", "COM9"]


def test_an_instrument_that_nobody_knows_does_not_stand_by(instruments: Instruments) -> None:
    assert not instruments.stands_by("scale")


def test_one_that_cannot_be_built_leaves_no_trace(instruments: Instruments, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        instruments.add(DeviceSettings("scale-1", "parcel_scale", "no-such", str(tmp_path), {}))
    assert instruments.statuses() == ()
    instruments.add(scale(2, tmp_path))
    assert not instruments.stands_by("scale-2")


def test_a_picture_is_asked_of_the_camera_of_its_role(tmp_path: Path) -> None:
    heard: list[object] = []
    cameras = [DeviceSettings(role, role, "mjpeg", "http://127.0.0.1:9/", {}) for role in CAMERAS]
    both = Instruments(replace(default_settings(tmp_path), devices=tuple(cameras)), heard.append, SystemClock())
    one = Instruments(replace(default_settings(tmp_path), devices=tuple(cameras[:1])), heard.append, SystemClock())
    none = Instruments(default_settings(tmp_path), heard.append, SystemClock())
    for instruments in (both, one, none):
        for role in CAMERAS:
            instruments.take("t", role)
    refused = [item.device for item in heard if isinstance(item, Fault)]  # nobody has started them: that is said
    assert refused == [*CAMERAS, "camera", "camera", "camera"]
    assert [both.serving(role) for role in (*CAMERAS, "weight")] == [*CAMERAS, "camera"]
    assert [one.serving(role) for role in CAMERAS] == ["camera"] * 3
    assert none.serving("camera") == ""
