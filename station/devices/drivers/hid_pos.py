"""USB scales of the HID point-of-sale page 0x8D: Dymo M and S, Mettler PS and BC, Stamps.com (devices.md §1.9).

    03 status unit exponent lsb msb          value = (msb·256 + lsb) · 10^exponent

An input report is six bytes; hidapi may put a 0 before it, and an all-zero report means "no data", not 0 g. The
format has no sign: status 5 is a negative weight without its number. Other reports (attributes, limits, statistics)
have other numbers and are skipped.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from station.devices.api import Trust, WeightStatus
from station.devices.drivers.frames import Frames
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.shown import Shown, Told, broken, state

REPORT, DATA = 6, 0x03
FAULT, ZERO, MOVING, STABLE, UNDER, OVER, CALIBRATE, RE_ZERO = range(1, 9)
_UNITS = ("", "mg", "g", "kg", "ct", "tl", "gr", "dwt", "t", "ton", "ozt", "oz", "lb")
_TROUBLE = {FAULT: "fault", CALIBRATE: "calibrate", RE_ZERO: "re-zero"}
_LIMITS = {UNDER: WeightStatus.UNDER, OVER: WeightStatus.OVER}
_FINEST, _COARSEST = -6, 3  # exponents that a scale can mean


class HidPosSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None: the report says everything."""


class HidPos(Scale):
    """A USB scale that sends HID point-of-sale reports."""

    settings_type = HidPosSettings
    wire = "USB"

    def __init__(self, device: str, settings: HidPosSettings | None = None) -> None:
        super().__init__(device, Frames(REPORT, look), read, Poller(b"", 1.0, {}), Trust(flag=True))


def look(buffer: bytes, ended: bool) -> int:
    """A data report; its status and unit tell it from bytes that only look like one."""
    if buffer[0] != DATA:
        return -1
    if len(buffer) > 1 and not FAULT <= buffer[1] <= RE_ZERO:
        return -1
    if len(buffer) > 2 and buffer[2] >= len(_UNITS):
        return -1
    if len(buffer) >= REPORT:
        return REPORT
    return -1 if ended else 0


def read(report: bytes) -> Shown | Told | None:
    """Six bytes."""
    status, unit, exponent = report[1], _UNITS[report[2]], int.from_bytes(report[3:4], signed=True)
    if status in _TROUBLE:
        return broken(_TROUBLE[status])
    if status in _LIMITS:
        return state(_LIMITS[status])
    if not unit or not _FINEST <= exponent <= _COARSEST:
        return None
    digits = int.from_bytes(report[4:6], "little")
    if status == ZERO and digits:
        return None
    value = Decimal(digits).scaleb(exponent) if exponent <= 0 else Decimal(digits * 10**exponent)
    stable = status != MOVING
    return Shown(value, unit, stable, WeightStatus.OK if stable else WeightStatus.MOTION, text=str(value))
