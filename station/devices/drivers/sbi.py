"""Sartorius balances: the SBI text format of Entris, Signum, Combics, WZA (devices.md §1.4).

    → ESC P      ← p1 sign, p2 space or [, p3–10 value, p11 space or ], p12–14 unit, CR LF          16 bytes
                 ← the same with six characters of identifier before it                           22 bytes

A blank unit says "not stable" (Sartorius GC803S manual p. 57, "print without stability"). In the place of the number
may stand High, Low, H, L, HH, LL, --, C, Err 054, OFF (Quintix p. 87; FB p. 66; LE2202S p. 51): never a weight. Columns
are held strictly here: a line that lost its first digits is shifted, and so it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, Literal

import msgspec

from station.devices.api import Trust, WeightMode, WeightStatus
from station.devices.drivers.framing import Lines
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.shown import Shown, Told, ascii_of, broken, nothing, number, state, weight

LONGEST = 40
PLAIN, WITH_ID = 14, 20  # without CR LF; spaces at the end may be missing
ORDERS = {"zero": b"\x1bV\r\n", "tare": b"\x1bU\r\n", "zero_tare": b"\x1bT\r\n"}
_ID = re.compile(r"[A-Za-z][A-Za-z0-9#/.]{0,5} *")
_MODES = {"N": WeightMode.NET, "N#": WeightMode.NET, "G": WeightMode.GROSS, "G#": WeightMode.GROSS}
_BODY = re.compile(r"([+ -])([ \[])(.{8})([ \]]?)(.{0,3})")
_OVER, _UNDER = {"h", "hh", "high"}, {"l", "ll", "low"}
_NOTHING = {"--", "---", "off", "c", "cal.", "cal.run.", ""}
_ERROR = re.compile(r"(?:.* )?(?:[A-Z]{3}\.)?(?:Err|ERR)\.?(?: +(.*))?|.*(?:Err|ERR)\.? *(\d+).*")


class SbiSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """mode: "poll" asks with ESC P, "stream" listens (auto print). interval: seconds between polls.

    seven_bit: the port hands on the parity bit.
    """

    mode: Literal["poll", "stream"] = "poll"
    interval: float = 0.2
    seven_bit: bool = False


class Sbi(Scale):
    """A Sartorius balance, 16 or 22 characters a line."""

    settings_type = SbiSettings
    port: ClassVar[Mapping[str, str]] = {"baudrate": "1200", "bytesize": "7", "parity": "O"}

    def __init__(self, device: str, settings: SbiSettings | None = None) -> None:
        used = settings or SbiSettings()
        polled = used.mode == "poll"
        poller = Poller(b"\x1bP\r\n" if polled else b"", used.interval, ORDERS)
        super().__init__(device, Lines(LONGEST), read, poller, Trust(flag=True, checked=polled))
        self._seven_bit = used.seven_bit


def read(line: bytes) -> Shown | Told | None:
    """A line of 14 or 20 characters."""
    text = ascii_of(line)
    if not text:
        return None
    if len(text) <= PLAIN:
        return _plain(text.ljust(PLAIN), "")
    if len(text) > WITH_ID:
        return None
    text = text.ljust(WITH_ID)
    return _plain(text[6:], text[:6].strip()) if _ID.fullmatch(text[:6]) or not text[:6].strip() else None


def _plain(body: str, name: str) -> Shown | Told | None:
    found = _BODY.fullmatch(body)
    value = found[3].strip().replace("[", "").replace("]", "") if found else ""
    if found is None or number(value) is None or not found[3][-1].strip():
        return _word(body.strip(), name)
    if name and name not in _MODES:  # T tare, Qnt pieces, Stat …
        return nothing(f"{name} {body.strip()}")
    mode = _MODES.get(name, WeightMode.UNKNOWN)
    signed = ("-" if found[1] == "-" else "") + value
    if not found[5].strip():
        return Shown(
            None if number(signed) is None else number(signed), "", False, WeightStatus.MOTION, mode, text=signed
        )
    return weight(signed, found[5], True, mode)


def _word(shown: str, name: str) -> Shown | Told | None:
    """What stands in the place of a number."""
    word = shown.lstrip("+- ").lower() if shown.strip("-") else shown.lower()
    if word in _OVER | _UNDER:
        return state(WeightStatus.OVER if word in _OVER else WeightStatus.UNDER, shown)
    if error := _ERROR.fullmatch(shown):
        return broken((error[1] or error[2] or shown).strip())
    return nothing(f"{name} {shown}".strip()) if word in _NOTHING else None
