"""What one frame of a scale says, before anybody asks which scale, when, and whether it was asked.

A family's grammar is a function from the bytes of a frame to Shown (a weight, or a state of the scale in its place),
Told (an answer or an error that is no weight), or None (no frame of this family). Nothing else becomes a weight.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from station.devices.api import WeightMode, WeightStatus

CHECKSUM = "scale.checksum"
SYNTAX = "scale.syntax"
LOGICAL = "scale.logical"

# Units of mass as scales write them, in small letters. Only kg and g are ever booked (scale_profile); the others are
# named so that a frame in pounds is told as pounds. Pieces and percent are not here: they are no mass.
MASS = frozenset({"kg", "g", "mg", "t", "lb", "lbs", "oz", "ozt", "ct", "dwt", "gr", "gn", "tl", "ton", "tons", "n"})
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d{0,8})?|\.\d{1,8})")


@dataclass(frozen=True, slots=True)
class Shown:
    """A weight or the state that stands in its place; the fields are those of api.Weight.

    proved: the frame carries a checksum and it fits.
    """

    value: Decimal | None
    unit: str
    stable: bool | None
    status: WeightStatus = WeightStatus.OK
    mode: WeightMode = WeightMode.UNKNOWN
    tare: Decimal | None = None
    text: str = ""
    proved: bool = False
    alibi: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """No weight. code is a text key below "fault."; "" is an acknowledgement that nobody has to hear of."""

    code: str = ""
    text: str = ""


Read = Callable[[bytes], Shown | Told | None]


def number(text: str) -> Decimal | None:
    """Digits with at most one point and a sign that touches them, as a scale writes them; None for all else."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def weight(
    text: str, unit: str, stable: bool | None, mode: WeightMode = WeightMode.UNKNOWN, tare: Decimal | None = None
) -> Shown | None:
    """A number with its unit: a weight if the unit is one of mass, else nothing. stable False: in motion."""
    value, name = number(text), unit.strip().lower()
    if value is None:
        return None
    if name not in MASS:
        return nothing(f"{text} {unit.strip()}".strip())
    status = WeightStatus.MOTION if stable is False else WeightStatus.OK
    return Shown(value, name, stable, status, mode, tare, text)


def state(status: WeightStatus, text: str = "", mode: WeightMode = WeightMode.UNKNOWN) -> Shown:
    """A state of the scale without a number."""
    return Shown(None, "", False, status, mode, text=text)


def nothing(text: str = "") -> Shown:
    """The scale says something that is no weight: pieces, a tare, "not ready"."""
    return state(WeightStatus.NONE, text)


def broken(text: str) -> Shown:
    """The scale reports a fault of its own."""
    return state(WeightStatus.ERROR, text)


def without_parity(data: bytes) -> bytes:
    """The low seven bits: for a port that hands on the parity bit of 7E1 or 7O1 as bit 7."""
    return bytes(byte & 0x7F for byte in data)


def xor(data: bytes) -> int:
    """All bytes exclusive-or'ed: the check of CAS and Yaohua. It does not see swapped bytes."""
    check = 0
    for byte in data:
        check ^= byte
    return check


def ascii_of(frame: bytes) -> str:
    """The frame as text; "" where it is no ASCII."""
    return frame.decode("ascii") if frame.isascii() else ""
