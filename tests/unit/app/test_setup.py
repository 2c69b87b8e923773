"""Setting up an instrument: whose port it is, what is wrong with a plate, what is written and started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from station.app.settings_file import append_device
from station.app.setup import DeviceSetup
from station.config import DeviceSettings, Settings
from station.devices.found import PortSeen
from station.devices.status import DeviceStatus
from station.texts import Line
from tests.unit.fake_clock import FakeClock

PLATE = {"d": "0.005", "e": "0.005", "max": "30", "min": "0.1"}


def scale(**options: str) -> DeviceSettings:
    return DeviceSettings("scale-2", "parcel_scale", "mt-sics", "COM3", {**PLATE, **options})


class Site:
    """A setup with one scale on a port, and what it was told."""

    def __init__(self, folder: Path, ports: Callable[[], tuple[PortSeen, ...]] = tuple) -> None:
        self.port = folder / "ttyUSB0"
        self.port.touch()
        self.joined: list[DeviceSettings] = []
        self.clock = FakeClock()
        self.file = folder / "station.toml"
        self.file.write_text('[station]\nid = "IN-01"\n', encoding="utf-8")
        self.there = (DeviceStatus("scale-1", "parcel_scale", "mt-sics", str(self.port)),)
        self.resting: list[str] = []
        self.recorded: list[tuple[str, str, bool]] = []
        self.refusal: Line | None = None
        self.setup = self.made(self.file, ports)

    def made(self, file: Path | None, ports: Callable[[], tuple[PortSeen, ...]] = tuple) -> DeviceSetup:
        return DeviceSetup(file, self, self.clock, join=self.join, record=self.record, ports=ports)

    def statuses(self) -> tuple[DeviceStatus, ...]:
        return self.there

    def rest(self, device: str) -> None:
        self.resting.append(device)

    def resume(self, device: str) -> None:
        self.resting.remove(device)

    def join(self, device: DeviceSettings, serial: str) -> None:
        self.joined.append(device)

    def record(self, device: DeviceSettings, serial: str, replaces: bool) -> Line | None:
        self.recorded.append((device.id, serial, replaces))
        return self.refusal


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_a_port_is_owned_by_whatever_name_it_goes(site: Site, tmp_path: Path) -> None:
    link = tmp_path / "usb-FTDI-port0"
    link.symlink_to(site.port)
    assert site.setup.owner(str(link)) == "scale-1"
    assert site.setup.owner(str(tmp_path / "ttyUSB1")) == ""
    assert site.setup.owner("socket://192.0.2.20:4001") == ""


def test_ports_are_listed_with_their_owner_and_not_at_every_look(tmp_path: Path) -> None:
    looks: list[int] = []

    def ports() -> tuple[PortSeen, ...]:
        looks.append(1)
        return (PortSeen(str(tmp_path / "ttyUSB0"), "FT232R"), PortSeen("COM9"))

    site = Site(tmp_path, ports)
    assert [port.owner for port in site.setup.ports()] == ["scale-1", ""]
    site.setup.ports()
    assert len(looks) == 1
    site.clock.forward(5.0)
    site.setup.ports()
    assert len(looks) == 2


def test_the_next_free_name(site: Site) -> None:
    assert site.setup.free_id("parcel_scale") == "scale-2"
    assert site.setup.free_id("gun") == "gun-1"


@pytest.mark.parametrize(
    ("device", "key"),
    [
        (scale(), None),
        (scale(e="0.01", d="0.01"), "scale.too_coarse"),
        (scale(max="0.05"), "scale.plate"),
        (scale(max="?"), "device.plate"),
        (scale(interval="soon"), "device.settings"),
        (DeviceSettings("scale-1", "gun", "serial-gun", "COM3", {}), "guide.taken"),
        (DeviceSettings("gun-1", "gun", "serial-gun", "COM3", {"bytesize": "many"}), "device.port_settings"),
        (DeviceSettings("gun-1", "gun", "serial-gun", "COM3", {}), None),
    ],
)
def test_what_is_wrong_with_an_instrument_is_said_by_name(site: Site, device: DeviceSettings, key: str | None) -> None:
    fault = site.setup.fault(device)
    assert (fault.key if fault else None) == key


def test_saving_writes_and_then_joins(site: Site) -> None:
    assert site.setup.save(scale(), "B021370042") is None
    assert site.joined == [scale()]
    assert site.recorded == [("scale-2", "B021370042", False)]
    assert Settings.from_file(site.file).devices == (scale(),)


def test_what_the_log_refuses_is_not_in_the_file_either(site: Site) -> None:
    before = site.file.read_bytes()
    site.refusal = Line("refusal.role.not_yours")
    assert site.setup.save(scale()) == site.refusal
    assert site.file.read_bytes() == before
    assert site.joined == []


def test_a_port_is_written_down_with_its_adapter(tmp_path: Path) -> None:
    site = Site(tmp_path, lambda: (PortSeen("COM3", plug="0403:6001 A1"), PortSeen("COM4")))
    site.setup.ports()
    assert [site.setup.plug(url) for url in ("COM3", "COM4", "COM5")] == ["0403:6001 A1", "", ""]
    device = replace(scale(), usb=site.setup.plug("COM3"))
    assert site.setup.save(device) is None
    assert Settings.from_file(site.file).devices == (device,)


def test_what_could_not_be_written_is_not_joined(site: Site) -> None:
    site.file.unlink()
    fault = site.setup.save(scale())
    assert fault is not None
    assert fault.key == "config.unreadable"
    assert site.joined == []


def test_a_station_without_a_settings_file_says_so(site: Site) -> None:
    fault = site.made(None).save(scale())
    assert fault is not None
    assert fault.key == "guide.no_file"
    assert site.joined == []


def test_an_instrument_takes_the_place_of_another_one(site: Site) -> None:
    first = replace(scale(), id="scale-1", url=str(site.port))
    append_device(site.file, first)
    second = replace(scale(max="60"), id="scale-1")
    assert site.setup.fault(second) == Line("guide.taken", {"name": "scale-1"})
    assert site.setup.fault(second, "scale-1") is None
    assert site.setup.save(second, "B2", "scale-1") is None
    assert Settings.from_file(site.file).devices == (second,)
    assert site.recorded == [("scale-1", "B2", True)]


def test_the_one_that_is_replaced_rests_while_its_port_is_tried(site: Site) -> None:
    device = DeviceSettings("gun-1", "gun", "serial-gun", str(site.port), {})
    site.setup.try_out(device, "scale-1")
    assert site.resting == ["scale-1"]
    site.setup.hush()
    assert site.resting == []


def test_a_port_that_is_not_its_own_is_not_borrowed(site: Site, tmp_path: Path) -> None:
    site.setup.try_out(DeviceSettings("gun-1", "gun", "serial-gun", str(tmp_path / "other"), {}), "scale-1")
    assert site.resting == []
    site.setup.hush()


def test_what_may_be_replaced_is_of_the_same_role_and_has_a_port(site: Site) -> None:
    site.there += (DeviceStatus("gun-1", "gun", "wedge", "keyboard"), DeviceStatus("gun-2", "gun", "ssi", "COM4"))
    assert [site.setup.standing(role) for role in ("parcel_scale", "gun", "climate")] == [("scale-1",), ("gun-2",), ()]
