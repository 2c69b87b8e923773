"""The large family of bench scales that say ST,GS: T-Scale, CAS, KERN printers, most of Taiwan and China (§1.5).

    [STX] ST|US|OL , GS|NT , [,] ± ddd.ddd [,] kg  CR LF

Manuals and firmware differ by a comma, a space or the width of the number, so one tolerant grammar reads them all:
what is needed is the header, a number and a unit. TR is a tare, QT are pieces: neither is a weight.
"""

from __future__ import annotations

import re

import msgspec

from station.devices.api import Trust, WeightMode, WeightStatus
from station.devices.drivers.framing import Lines
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.shown import Shown, Told, ascii_of, nothing, state, weight

LONGEST = 48
_HEAD = r"\x02?(ST|US|OL|QT)(?:, ?(GS|NT|NET|TR))?,{0,2}"
_LINE = re.compile(_HEAD + r"\s*([+-]?)\s*(\d+(?:\.\d+)?)[\s,]*(kg|g|lb|oz|t)\s*", re.IGNORECASE)
_OUT = re.compile(
    r"\x02?OL(?:, ?(?:GS|NT|NET|TR))?,{0,2}\s*([+-]?)\s*([\d.]*)[-^_ .]*[\s,]*[A-Za-z]{0,3}\s*", re.IGNORECASE
)
_PIECES = re.compile(_HEAD + r"\s*[+-]?\s*\d[\d.]*[\s,]*(?:pcs?|%|ct|u)?\s*", re.IGNORECASE)
_MODES = {"GS": WeightMode.GROSS, "NT": WeightMode.NET, "NET": WeightMode.NET}


class StGsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """request: what makes the scale answer, e.g. "R\\r\\n"; without it the scale sends by itself."""

    request: str = ""
    interval: float = 0.2


class StGs(Scale):
    """A scale of the ST,GS family, sending by itself unless a request is set."""

    settings_type = StGsSettings

    def __init__(self, device: str, settings: StGsSettings | None = None) -> None:
        used = settings or StGsSettings()
        poller = Poller(used.request.encode("latin-1", "replace"), used.interval, {})
        super().__init__(device, Lines(LONGEST), read, poller, Trust(flag=True, checked=poller.polls))


def read(line: bytes) -> Shown | Told | None:
    """A line without its end."""
    text = ascii_of(line)
    found = _LINE.fullmatch(text)
    if found is None or found[1].upper() == "OL":
        return _no_weight(text)
    head, kind = found[1].upper(), (found[2] or "").upper()
    if head == "QT" or kind == "TR":
        return nothing(text.strip("\x02 "))
    return weight(found[3].strip("+") + found[4], found[5], head == "ST", _MODES.get(kind, WeightMode.UNKNOWN))


def _no_weight(text: str) -> Shown | Told | None:
    """OL with dashes or a positive number is too much, OL with a negative number too little."""
    if found := _OUT.fullmatch(text):
        under = found[1] == "-" and found[2] != ""
        return state(WeightStatus.UNDER if under else WeightStatus.OVER, text.strip("\x02 "))
    return nothing(text.strip("\x02 ")) if _PIECES.fullmatch(text) else None
