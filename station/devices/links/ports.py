"""The serial ports of this machine, as pyserial lists them. Nothing is opened."""

from __future__ import annotations

from serial.tools.list_ports import comports

from station.devices.found import PortSeen
from station.platform import lasting_port_name


def serial_ports() -> tuple[PortSeen, ...]:
    """Every port, by a name that stays when the adapter is put into another socket, where the system has one."""
    seen = sorted(comports(), key=lambda port: str(port.device))
    return tuple(PortSeen(lasting_port_name(port.device), _what(port.description, port.device)) for port in seen)


def _what(description: str | None, device: str) -> str:
    """How the adapter calls itself; pyserial says "n/a" or the port's own name where it does not."""
    text = (description or "").strip()
    return "" if text in ("n/a", device) or device.endswith(f"/{text}") else text
