"""Ohaus Defender, Courier, Ranger and their balances (devices.md §1.6; 3000-series manual p. 35, Courier 5000 p. 34).

    → IP CR LF    ← weight unit [?] [G|N|NET|T] CR LF       ? = moving
                  ← ES  unknown command,  OK! done

Captured streams deviate by a column from the manual, so fields are found by their form, and only the left edge of the
number by its column. T is the tare, not a weight.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from station.devices.api import Trust, WeightMode, WeightStatus
from station.devices.drivers.framing import Lines
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.shown import SYNTAX, Shown, Told, ascii_of, broken, nothing, state, weight

LONGEST = 48
ORDERS = {"zero": b"Z\r\n", "tare": b"T\r\n"}
# The number is as wide as its field, or a blank or its sign stands before it: else the line has lost its first digits.
_LINE = re.compile(r"(?:\s+|(?=-)|(?=[\d.]{7}))(-?)\s*(\d+\.?\d*)\s+([A-Za-z%]{1,5})\s*(\?)?\s*(G|N|NET|T)?\s*")
_ERROR = re.compile(r"\s*(?:Err|ERR|Error|ERROR)[ .:]*([\w.]{0,8})\s*")
_MODES = {"G": WeightMode.GROSS, "N": WeightMode.NET, "NET": WeightMode.NET}
_RANGE = {"overload": WeightStatus.OVER, "underload": WeightStatus.UNDER}


class OhausSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """mode: "poll" asks with IP, "stream" listens (CP or auto print). interval: seconds between polls."""

    mode: Literal["poll", "stream"] = "poll"
    interval: float = 0.2


class Ohaus(Scale):
    """An Ohaus scale."""

    settings_type = OhausSettings

    def __init__(self, device: str, settings: OhausSettings | None = None) -> None:
        used = settings or OhausSettings()
        polled = used.mode == "poll"
        poller = Poller(b"IP\r\n" if polled else b"", used.interval, ORDERS)
        super().__init__(device, Lines(LONGEST), read, poller, Trust(flag=True, checked=polled))


def read(line: bytes) -> Shown | Told | None:
    """A line without its end."""
    text = ascii_of(line)
    word = text.strip()
    if word in ("ES", "OK!"):
        return Told(SYNTAX if word == "ES" else "")
    if word.lower() in _RANGE:
        return state(_RANGE[word.lower()], word)
    if found := _ERROR.fullmatch(text):
        return broken(found[1])
    found = _LINE.fullmatch(text)
    if found is None:
        return None
    if found[5] == "T":
        return nothing(word)
    return weight(found[1] + found[2], found[3], found[4] is None, _MODES.get(found[5] or "", WeightMode.UNKNOWN))
