"""A HID scale by its identity. The library's place is taken by a stand-in with its behaviour (hidapi 0.15)."""

from __future__ import annotations

import sys
from collections import deque
from decimal import Decimal
from types import SimpleNamespace

import pytest

from station.config import DeviceSettings
from station.devices.api import Weight
from station.devices.links.hid_link import HidLink
from station.devices.registry import driver_of, link_of
from station.errors import DeviceError

REPORT = bytes.fromhex("03 04 03 FD E2 04")


class Scale:
    """hidapi's device: a list of numbers a report, [] when none came, OSError when it is gone."""

    def __init__(self) -> None:
        self.opened: tuple[int, int, str | None] | None = None
        self.reports: deque[bytes] = deque()
        self.gone = False
        self.written: list[bytes] = []

    def open(self, vendor: int, product: int, serial: str | None = None) -> None:
        if self.gone:
            raise OSError("open failed")
        self.opened = (vendor, product, serial)

    def read(self, most: int, timeout_ms: int = 0) -> list[int]:
        if self.opened is None:
            raise ValueError("not open")
        if self.gone:
            raise OSError("read error")
        return list(self.reports.popleft()[:most]) if self.reports else []

    def write(self, data: bytes) -> int:
        self.written.append(data)
        return -1 if self.gone else len(data)

    def error(self) -> str:
        return "gone"

    def close(self) -> None:
        self.opened = None


@pytest.fixture
def scale(monkeypatch: pytest.MonkeyPatch) -> Scale:
    found = Scale()
    monkeypatch.setitem(sys.modules, "hid", SimpleNamespace(device=lambda: found))
    return found


def test_a_report_becomes_a_weight(scale: Scale) -> None:
    settings = DeviceSettings("scale", "parcel_scale", "hid-pos", "hid://0922:8003/0071234", {})
    link, driver = link_of(settings), driver_of(settings)
    assert isinstance(link, HidLink)
    link.open()
    assert scale.opened == (0x0922, 0x8003, "0071234")
    assert link.read(0.01) == b""
    scale.reports.append(REPORT)
    [weight] = driver.feed(link.read(0.01), 1.0)
    assert isinstance(weight, Weight)
    assert (weight.value, weight.stable) == (Decimal("1.250"), True)
    link.close()
    link.close()


def test_without_a_serial_number_the_first_of_its_kind(scale: Scale) -> None:
    link = HidLink("scale", "hid://0EB8:f000")
    link.open()
    assert scale.opened == (0x0EB8, 0xF000, None)


@pytest.mark.parametrize("url", ["hid://", "hid://0922", "hid://922:8003", "hid://0922:8003/", "hid://zzzz:8003"])
def test_another_form_is_told(scale: Scale, url: str) -> None:
    with pytest.raises(DeviceError) as told:
        HidLink("scale", url).open()
    assert told.value.key == "device.hid_url"


def test_unplugged_in_the_middle(scale: Scale) -> None:
    link = HidLink("scale", "hid://0922:8003")
    link.open()
    scale.gone = True
    with pytest.raises(DeviceError) as told:
        link.read(0.01)
    assert told.value.key == "device.lost"
    with pytest.raises(DeviceError):
        link.write(b"\x02\x01")
    link.close()
    with pytest.raises(DeviceError) as told:
        link.open()
    assert told.value.key == "device.cannot_open"
    with pytest.raises(DeviceError):
        link.read(0.01)


def test_without_the_library_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hid", None)
    with pytest.raises(DeviceError) as told:
        HidLink("scale", "hid://0922:8003").open()
    assert told.value.key == "device.no_hidapi"
