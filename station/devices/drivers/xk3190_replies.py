"""The grammar of the frames of a Yaohua XK3190 (devices.md §1.8), without any state."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from station.devices.api import WeightMode, WeightStatus
from station.devices.drivers.shown import CHECKSUM, Read, Shown, Told, ascii_of, nothing, number, state, weight, xor

_FRAMED = re.compile(r"\x02(?:([A-Z])([A-F]))?([+-])(\d{6})([0-4])([0-9A-F]{2})\x03")
_ECHO = re.compile(r"\x02[A-Z][A-F][0-9A-F]{2}\x03")
_ASCII = re.compile(r"w([gwnt])([+-]?[\d.]+)([a-z]{1,2})([0-9a-f]{2})?", re.IGNORECASE)
_RANGE = re.compile(r" {2,9}(OL|LO)([0-9A-F]{2})?", re.IGNORECASE)
_EQUALS = re.compile(r"([0 +-])( *[\d.]{1,7})(kg|g|t|lb)?", re.IGNORECASE)
_COMMANDS = {"B": WeightMode.GROSS, "D": WeightMode.NET}
_LETTERS = {"g": WeightMode.GROSS, "w": WeightMode.GROSS, "n": WeightMode.NET}
_RANGES = {"OL": WeightStatus.OVER, "LO": WeightStatus.UNDER}
WITH_XOR, PLAIN = 13, 11  # characters of an ascii line
AFTER_EQUALS = 8


def grammar(unit: str, form: str, address: str) -> Read:
    """How a frame is read. unit: for frames that name none. form, address: those of the driver's settings."""

    def read(frame: bytes) -> Shown | Told | None:
        text = ascii_of(frame)
        if text.startswith("="):
            return _equals(text[1:].rstrip("\r\n"), unit, form)
        if text.startswith("\x02"):
            return _framed(text, unit, address)
        return _line(text.rstrip("\r\n"))

    return read


def _framed(text: str, unit: str, address: str) -> Shown | Told | None:
    found = _FRAMED.fullmatch(text)
    if found is None:
        return Told() if _ECHO.fullmatch(text) else None
    if xor(text[1:-3].encode("ascii")) != int(found[6], 16):
        return Told(CHECKSUM)
    if found[1] and found[1] != address:
        return nothing(text[1:-1])
    if found[2] and found[2] not in _COMMANDS:  # C is the tare
        return nothing(text[1:-1])
    value = Decimal(f"{found[3]}{found[4]}").scaleb(-int(found[5]))
    mode = _COMMANDS.get(found[2] or "", WeightMode.UNKNOWN)
    return Shown(value, unit, None, WeightStatus.OK, mode, text=str(value), proved=True)


def _line(text: str) -> Shown | Told | None:
    """ascii: eleven characters, or thirteen with the XOR of the eleven."""
    if found := _RANGE.fullmatch(text):
        return Told(CHECKSUM) if found[2] and not _fits(text) else state(_RANGES[found[1].upper()], text.strip())
    found = _ASCII.fullmatch(text)
    if found is None or len(text) != (WITH_XOR if found[4] else PLAIN):
        return None
    if found[4] and not _fits(text):
        return Told(CHECKSUM)
    letter = found[1].lower()
    if letter == "t":
        return nothing(text)
    shown = weight(_pointed(found[2]), found[3], None, _LETTERS[letter])
    return replace(shown, proved=bool(found[4])) if isinstance(shown, Shown) else shown


def _equals(text: str, unit: str, form: str) -> Shown | Told | None:
    """Which end is the front cannot be seen in the frame: 3.000 reversed is 0.3 plain. So the settings must say it."""
    if form not in ("plain", "reversed"):
        return Told("scale.format", text)
    body, *fields = text.split(";")  # formats 3 and 4: price fields, or the unit
    digits, named = body[:AFTER_EQUALS], body[AFTER_EQUALS:].strip() or next(filter(str.isalpha, fields), "")
    found = _EQUALS.fullmatch((digits[::-1] if form == "reversed" else digits) + named)
    if found is None or len(digits) != AFTER_EQUALS or number(_pointed(found[2].strip())) is None:
        return None
    return weight(("-" if found[1] == "-" else "") + _pointed(found[2].strip()), found[3] or unit, None)


def _pointed(digits: str) -> str:
    """A point that stands last or first belongs to the width of the field."""
    return digits.rstrip(".")


def _fits(text: str) -> bool:
    return xor(text[:-2].encode("ascii")) == int(text[-2:], 16)
