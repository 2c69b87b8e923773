"""The list of serial ports: names that stay, and no noise where an adapter says nothing."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from station.devices.found import PortSeen
from station.devices.links import ports
from station.platform import lasting_port_name


def listed(device: str, text: str | None = None, **usb: object) -> SimpleNamespace:
    plain = {"vid": None, "pid": None, "serial_number": None, "location": None}
    return SimpleNamespace(**{"device": device, "description": text, **plain, **usb})


def test_ports_are_sorted_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [("COM9", "n/a"), ("COM3", "USB Serial Port (COM3)"), ("ports/ttyS0", "ttyS0"), ("COM4", None)]
    monkeypatch.setattr(ports, "comports", lambda: [listed(*name) for name in names])
    assert ports.serial_ports() == (
        PortSeen("COM3", "USB Serial Port (COM3)"),
        PortSeen("COM4"),
        PortSeen("COM9"),
        PortSeen("ports/ttyS0"),
    )


def test_an_adapter_is_told_by_its_number_or_by_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    ftdi = {"vid": 0x0403, "pid": 0x6011, "serial_number": "FT4"}
    there = [
        listed("COM3", vid=0x0403, pid=0x6001, serial_number="A1", location="1-1.4"),
        listed("COM4", **ftdi, location="1-2:x.0"),
        listed("COM5", **ftdi, location="1-2:x.1"),
        listed("COM6", vid=0x1A86, pid=0x7523, serial_number=None, location="1-3"),
        listed("COM7"),
    ]
    monkeypatch.setattr(ports, "comports", lambda: there)
    assert [port.plug for port in ports.serial_ports()] == [
        "0403:6001 A1", "0403:6011 FT4 @:x.0", "0403:6011 FT4 @:x.1", "1A86:7523 @1-3", "",
    ]  # fmt: skip


@pytest.mark.parametrize("error", [OSError(), TypeError()])
def test_an_adapter_that_goes_while_it_is_asked_raises_nothing(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def gone() -> None:
        raise error

    monkeypatch.setattr(ports, "comports", gone)
    assert ports.serial_ports() == ()


def test_the_ports_of_this_machine_can_be_listed() -> None:
    assert all(port.url for port in ports.serial_ports())


def test_a_port_without_a_lasting_name_keeps_its_own() -> None:
    assert lasting_port_name("COM3") == "COM3"
