"""The serial ports of this machine, as pyserial lists them. Nothing is opened."""

from __future__ import annotations

from typing import Any

from serial.tools.list_ports import comports

from station.devices.found import PortSeen
from station.devices.plugs import Plug, named
from station.platform import lasting_port_name

# An adapter that goes while it is being asked: its files in /sys are empty or gone (int(None) in pyserial).
_GONE = (OSError, TypeError, ValueError)


def serial_ports() -> tuple[PortSeen, ...]:
    """Every port, by a name that stays when the adapter is put into another socket, where the system has one."""
    try:
        seen = sorted(comports(), key=lambda port: str(port.device))
    except _GONE:
        return ()
    plugs = [_plug(port) for port in seen]
    told = iter(named([plug for plug in plugs if plug is not None]))
    return tuple(
        PortSeen(
            lasting_port_name(port.device),
            _what(port.description, port.device),
            plug="" if plug is None else next(told),
        )
        for port, plug in zip(seen, plugs, strict=True)
    )


def _plug(port: Any) -> Plug | None:
    """The adapter with all that it tells; None for a port that is on none."""
    if port.vid is None or port.pid is None:
        return None
    number = (port.serial_number or "").replace("@", "").strip()
    return Plug(f"{port.vid:04X}:{port.pid:04X}", number, (port.location or "").strip())


def _what(description: str | None, device: str) -> str:
    """How the adapter calls itself; pyserial says "n/a" or the port's own name where it does not."""
    text = (description or "").strip()
    return "" if text in ("n/a", device) or device.endswith(f"/{text}") else text
