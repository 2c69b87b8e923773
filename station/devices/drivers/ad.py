"""A&D scales and balances: HC, HV, GF, FX, GX, EK (devices.md §1.5; A&D EK-L manual p. 28, GC p. 51, HC-i p. 48).

    → Q CR LF      ← HH,[CC,]±dddddddd uuu CR LF     HH: ST stable, US moving, OL out of range, QT pieces
    → Z, T         ← 06 CR LF on receipt and again when done, where AK is switched on
                   ← EC,Exx CR LF                      E11: unstable, zero and tare are refused

±, eight characters with the point and zeros in front, the unit right-aligned in three: held strictly, because nothing
else guards the digits. With a comparator a second header (LO, OK, HI, --) comes between.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, Literal

import msgspec

from station.devices.api import Trust, WeightStatus
from station.devices.drivers.framing import Lines
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.shown import (
    LOGICAL,
    SYNTAX,
    Shown,
    Told,
    ascii_of,
    broken,
    nothing,
    state,
    weight,
)

LONGEST = 40
DATA = 8  # characters of the number, zeros or blanks in front
ORDERS = {"zero": b"Z\r\n", "tare": b"T\r\n"}
_LINE = re.compile(r"(ST|US|QT),(?:(?:LO|OK|HI|--),)?([+-])( *[\d.]+)([ A-Za-z%]{2}[A-Za-z%])")
_OUT = re.compile(r"OL,(?:(?:LO|OK|HI|--),)?([+-])([ 0-9.E+-]{5,14})[ A-Za-z%]{0,3}")
_REFUSAL = re.compile(r"EC,E(\d{1,2})")
_CODES = {
    0: "scale.transmission",
    1: SYNTAX,
    2: LOGICAL,
    4: SYNTAX,
    5: SYNTAX,
    6: SYNTAX,
    7: "scale.parameter",
    11: LOGICAL,
}


class AdSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """mode: "poll" asks with Q, "stream" listens. interval: seconds between polls. seven_bit: see the port."""

    mode: Literal["poll", "stream"] = "poll"
    interval: float = 0.2
    seven_bit: bool = False


class Ad(Scale):
    """An A&D scale."""

    settings_type = AdSettings
    port: ClassVar[Mapping[str, str]] = {"baudrate": "2400", "bytesize": "7", "parity": "E"}

    def __init__(self, device: str, settings: AdSettings | None = None) -> None:
        used = settings or AdSettings()
        polled = used.mode == "poll"
        poller = Poller(b"Q\r\n" if polled else b"", used.interval, ORDERS)
        super().__init__(device, Lines(LONGEST), read, poller, Trust(flag=True, checked=polled))
        self._seven_bit = used.seven_bit


def read(line: bytes) -> Shown | Told | None:
    """A line without its end."""
    text = ascii_of(line)
    if text == "\x06":
        return Told()
    if found := _REFUSAL.fullmatch(text):
        return _refusal(found[1])
    if found := _OUT.fullmatch(text):
        under = found[1] == "-" and found[2].strip(" -") != ""  # dashes alone have no sign
        return state(WeightStatus.UNDER if under else WeightStatus.OVER, text)
    return _weighed(text)


def _weighed(text: str) -> Shown | None:
    found = _LINE.fullmatch(text)
    if found is None or len(found[3]) != DATA:
        return None
    if found[1] == "QT":
        return nothing(text)
    return weight(("-" if found[2] == "-" else "") + found[3].strip(), found[4], found[1] == "ST")


def _refusal(number: str) -> Shown | Told:
    """What EC,Exx means; a number that no manual has is the scale's own trouble."""
    code = _CODES.get(int(number))
    return Told(code, f"E{number}") if code else broken(f"E{number}")
