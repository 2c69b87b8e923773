"""What the Devices page says of a camera: it has no baud rate, and a picture can be wrong in ways of its own."""

from __future__ import annotations

from station.config import CAMERAS
from station.devices.status import DeviceStatus
from station.domain.readings import LinkState
from station.texts import Line, catalogue
from station.ui.context import Context


def camera_advice(context: Context, status: DeviceStatus) -> str | None:
    """What to do, "" for nothing; None where the ladder of every instrument says it as well."""
    if status.role not in CAMERAS:
        return None
    key = f"devices.{status.reason}"
    if key in catalogue():
        return context.say(Line(key))
    if status.state is not LinkState.ONLINE:
        return None
    denied = ", ".join(context.say(Line(f"devices.option.{name}")) for name in status.denied)
    return context.say(Line("devices.denied", {"options": denied})) if denied else ""
