"""The list of serial ports: names that stay, and no noise where an adapter says nothing."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from station.devices.found import PortSeen
from station.devices.links import ports
from station.platform import lasting_port_name


def test_ports_are_sorted_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [("COM9", "n/a"), ("COM3", "USB Serial Port (COM3)"), ("ports/ttyS0", "ttyS0"), ("COM4", None)]
    monkeypatch.setattr(ports, "comports", lambda: [SimpleNamespace(device=d, description=t) for d, t in listed])
    assert ports.serial_ports() == (
        PortSeen("COM3", "USB Serial Port (COM3)"),
        PortSeen("COM4"),
        PortSeen("COM9"),
        PortSeen("ports/ttyS0"),
    )


def test_the_ports_of_this_machine_can_be_listed() -> None:
    assert all(port.url for port in ports.serial_ports())


def test_a_port_without_a_lasting_name_keeps_its_own() -> None:
    assert lasting_port_name("COM3") == "COM3"
