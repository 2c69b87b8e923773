"""Indicators that send the Toledo continuous format: Mettler IND, KERN, Cardinal, Fairbanks (devices.md §1.3).

Three status bytes carry decimals, unit, sign, net, motion and range; toledo_frames tells where a frame begins and
ends. Constant bits are not looked at: clones have others (Fairbanks SWB b5 = 0, Liden SWA b3 = b5 = 0, b6 = 1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from station.devices.api import Trust, WeightMode, WeightStatus
from station.devices.drivers.frames import Frames
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.shown import CHECKSUM, Shown, Told, state
from station.devices.drivers.toledo_frames import LONG, LONGEST, SHORT, Look, checksum

ORDERS = {"zero": b"Z", "tare": b"T", "clear_tare": b"C", "print": b"P"}
NET, NEGATIVE, OUT, MOTION, KG, NO_ZERO = 0x01, 0x02, 0x04, 0x08, 0x10, 0x40  # SWB
EXPANDED = 0x10  # SWC
_UNITS = ("", "g", "t", "oz", "ozt", "dwt", "ton", "custom")  # SWC bits 2..0; 0: SWB says kg or lb
_DIGITS = re.compile(r" *\d+")


class ToledoSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """checksum: "yes", "no", or "auto": learned from the first frames. seven_bit: the port hands on the parity bit.

    crlf: orders end with CR LF (KERN FTC manual p. 42).
    """

    checksum: Literal["auto", "yes", "no"] = "auto"
    seven_bit: bool = False
    crlf: bool = False


class ToledoContinuous(Scale):
    """An indicator that sends the Toledo continuous format by itself."""

    settings_type = ToledoSettings
    port: ClassVar[Mapping[str, str]] = {"baudrate": "9600", "bytesize": "7", "parity": "E"}

    def __init__(self, device: str, settings: ToledoSettings | None = None) -> None:
        used = settings or ToledoSettings()
        orders = {name: word + (b"\r\n" if used.crlf else b"") for name, word in ORDERS.items()}
        trust = Trust(flag=True, checked=used.checksum != "no")
        super().__init__(device, Frames(LONGEST, Look(used.checksum)), read, Poller(b"", 1.0, orders), trust)
        self._seven_bit = used.seven_bit


def read(frame: bytes) -> Shown | Told | None:
    """A whole frame of 11, 12, 17 or 18 bytes."""
    body = frame[: LONG if len(frame) >= LONG else SHORT]
    proved = len(frame) > len(body)
    if proved and frame[-1] != checksum(body):
        return Told(CHECKSUM)
    scale, flags, unit = body[1], body[2], body[3]
    mode = WeightMode.NET if flags & NET else WeightMode.GROSS
    if flags & OUT:
        return state(WeightStatus.UNDER if flags & NEGATIVE else WeightStatus.OVER, mode=mode)
    if flags & NO_ZERO or unit & EXPANDED:  # not zeroed since power-up; ten times the resolution, and so the value
        return state(WeightStatus.ERROR, f"{flags:02X} {unit:02X}", mode)
    value = _amount(body[4:10], scale)
    if value is None:
        return None
    stable = not flags & MOTION
    status = WeightStatus.OK if stable else WeightStatus.MOTION
    name = _UNITS[unit & 0x07] or ("kg" if flags & KG else "lb")
    tare = _amount(body[10:16], scale) if len(body) == LONG else None
    signed = -value if flags & NEGATIVE else value
    return Shown(signed, name, stable, status, mode, tare, str(signed), proved)


def _amount(digits: bytes, scale: int) -> Decimal | None:
    """Six digits without a point; SWA bits 2..0 say where it belongs: 0 = ×100, 2 = ×1, 5 = /1000."""
    text = digits.decode("ascii", "replace")
    if not _DIGITS.fullmatch(text):
        return None
    places = 2 - (scale & 0x07)
    amount = Decimal(text.strip())
    return amount.scaleb(places) if places <= 0 else amount * 10**places
