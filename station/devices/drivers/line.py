"""A scale described by data: how its lines are cut, a regular expression over them, and what its words mean.

For the many scales that nobody has written a driver for. The description is a TOML table, in the settings file itself
or in a file of its own (`profile`): a ready one of resources/profiles by its name, or a path.

    pattern = '(?P<status>ST|US),(?P<sign>[+-])?\\s*(?P<value>[\\d.]+)\\s*(?P<unit>kg)'
    stable = "ST"
    moving = "US"

Groups: value (needed), sign, unit, status, mode, tare, alibi (the number under which a scale with an alibi memory keeps
this weight). The whole line has to fit; a line that does not is told and is
no weight. What the pattern does not name the profile has to fix: without a group unit the unit is `unit`, without a
group status nothing says motion, and the stable rule waits longer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, Self

import msgspec

from station.devices.api import Trust, WeightMode, WeightStatus
from station.devices.drivers.frames import Framer, Frames, up_to
from station.devices.drivers.framing import Lines
from station.devices.drivers.line_profile import with_profile
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.settings import read_settings
from station.devices.drivers.shown import Shown, Told, broken, nothing, state, weight
from station.errors import ConfigError

LONGEST = 128
ANY_WEIGHT = r"\s*(?P<sign>[+-])?\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>kg|g)\s*"


class LineSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """framing: "lines" (CR, LF or both) or "stx-etx". pattern: see above.

    stable, moving, over, under, error, nothing: what the group status says, several words parted by commas; an empty
    word ("" or "ST,") is a group that is empty or missing. gross, net: the same for the group mode. request: what
    makes the scale answer; without it the scale sends by itself. zero, tare: what orders these.
    """

    pattern: str = ANY_WEIGHT
    unit: str = "kg"
    framing: Literal["lines", "stx-etx"] = "lines"
    stable: str | None = None
    moving: str | None = None
    over: str | None = None
    under: str | None = None
    error: str | None = None
    nothing: str | None = None
    gross: str | None = None
    net: str | None = None
    request: str = ""
    interval: float = 0.2
    zero: str = ""
    tare: str = ""


class Line(Scale):
    """A scale described by a profile: framing, regular expression, unit, words."""

    settings_type = LineSettings

    def __init__(self, device: str, settings: LineSettings | None = None) -> None:
        used = settings or LineSettings()
        grammar = _Grammar(device, used)
        orders = {name: _bytes(word) for name, word in (("zero", used.zero), ("tare", used.tare)) if word}
        poller = Poller(_bytes(used.request), used.interval, orders)
        frames: Framer = Lines(LONGEST) if used.framing == "lines" else Frames(LONGEST, _stx_etx)
        super().__init__(device, frames, grammar.read, poller, Trust(flag=grammar.flag, checked=poller.polls))

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> Self:
        return cls(device, read_settings(LineSettings, device, with_profile(device, settings)))


class _Grammar:
    """A profile as a Read. Raises ConfigError for a pattern that is none."""

    def __init__(self, device: str, settings: LineSettings) -> None:
        try:
            self._pattern = re.compile(settings.pattern)
        except re.error as error:
            raise ConfigError("device.pattern", device=device, wrong=f"{settings.pattern}: {error}") from error
        groups = self._pattern.groupindex
        if "value" not in groups:
            raise ConfigError("device.pattern", device=device, wrong=f"{settings.pattern}: (?P<value>…)")
        self._unit = settings.unit
        self._says = _meanings(settings)
        self._modes = dict.fromkeys(_words(settings.gross), WeightMode.GROSS)
        self._modes |= dict.fromkeys(_words(settings.net), WeightMode.NET)
        self.flag = "status" in groups and settings.stable is not None

    def read(self, frame: bytes) -> Shown | Told | None:
        found = self._pattern.fullmatch(frame.strip(b"\x02\x03").decode("latin-1"))
        if found is None:
            return None
        groups = {name: (text or "").strip() for name, text in found.groupdict().items()}
        return self._shown(groups)

    def _shown(self, groups: Mapping[str, str]) -> Shown | Told | None:
        said = self._says.get(groups.get("status", "")) if self._says else "stable"
        match said:
            case "over" | "under":
                return state(WeightStatus(said), groups["value"])
            case "error":
                return broken(groups["status"])
            case "nothing":
                return nothing(groups["value"])
            case None:  # a word that the profile does not know
                return None
        return self._weight(groups, (said == "stable") if self.flag else False if said == "moving" else None)

    def _weight(self, groups: Mapping[str, str], stable: bool | None) -> Shown | Told | None:
        mode = self._modes.get(groups.get("mode", ""), WeightMode.UNKNOWN)
        value = ("-" if groups.get("sign") == "-" else "") + groups["value"]
        tare = weight(groups.get("tare", ""), "kg", None)
        shown = weight(value, groups.get("unit") or self._unit, stable, mode, getattr(tare, "value", None))
        return None if shown is None else replace(shown, alibi=groups.get("alibi", ""))


def _meanings(settings: LineSettings) -> Mapping[str, str]:
    """Word of the group status -> what it means."""
    names = ("stable", "moving", "over", "under", "error", "nothing")
    return {word: name for name in names for word in _words(getattr(settings, name))}


def _words(listed: str | None) -> list[str]:
    return [] if listed is None else [word.strip() for word in listed.split(",")]


def _bytes(text: str) -> bytes:
    return text.encode("latin-1", "replace")


def _stx_etx(buffer: bytes, ended: bool) -> int:
    if buffer[0] != 0x02:
        return up_to(buffer, b"\x02")
    end, again = buffer.find(b"\x03"), buffer.find(b"\x02", 1)
    if again > 0 and (end < 0 or again < end):
        return -again
    if end >= 0:
        return end + 1
    return -1 if ended else 0
