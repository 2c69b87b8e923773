"""What a line of a climate sensor that speaks text says (devices.md §4): Arduino sketches, TEMPer, XY-MD02, JSON.

    T:23.4,H:45.6                                   23.4,45.6
    Humidity: 45.60 %<TAB>Temperature: 23.40 *C     29.5℃,65.1%
    Temp-Inner:28.68 [C],56.62 [%RH]                {"temperature": 23.4, "humidity": 45.6}

A decimal comma cannot be told from a comma between two figures, and two figures of one name are two lines that have
run into one another: such a line is no reading.

A value that the sensor could not measure ("nan", "Failed to read from DHT sensor!") is a fault and never 0. A line
that does not name both is no reading: which of two numbers is the temperature is not guessed except in a bare pair,
where temperature comes first by custom.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_FAILED = re.compile(r"\b(nan|fail(ed|ure)?|error|null|none|disconnected)\b", re.IGNORECASE)
_NUMBER = r"-?\d{1,4}(?:\.\d{1,6})?"
_BARE = re.compile(rf"\s*({_NUMBER})\s*(?:[,;\t]| +)\s*({_NUMBER})\s*")
# A label, at most a few characters, the figure, and what stands behind it up to the next label or figure.
# A label, at most a few characters, the figure, and its unit; what is no ASCII (°, ℃) arrives as U+FFFD.
_NAMED = re.compile(
    rf"(?P<name>[A-Za-z][A-Za-z -]*)?[^A-Za-z0-9\-]*(?P<value>{_NUMBER})(?P<unit>[^A-Za-z0-9\-]*(?:[CFKcfk]\b|RH\b)?)"
)
_COMMA = re.compile(r"[A-Za-z]\W{0,3}\d{1,3},\d")  # behind a name
_FIGURE = re.compile(_NUMBER)
_TEMPERATURE = re.compile(r"t|temp(erature|-inner)?|c|celsius", re.IGNORECASE)
_HUMIDITY = re.compile(r"h|hum(i|id|idity)?|rh|relative humidity", re.IGNORECASE)
_CELSIUS = re.compile(r"\ufffd|C\s*$", re.IGNORECASE)
_OTHER_SCALE = re.compile(r"[FK]\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """Both values, or the code of a fault ("garbage", "climate.sensor", "climate.unit")."""

    temperature: Decimal = Decimal(0)
    humidity: Decimal = Decimal(0)
    fault: str = ""


def read_line(text: str) -> Said:
    """What a line says. Never raises."""
    if _FAILED.search(text):
        return Said(fault="climate.sensor")
    bare = _BARE.fullmatch(text)
    if bare is not None:
        return Said(Decimal(bare[1]), Decimal(bare[2]))
    found: dict[str, Decimal] = {}
    fault = "garbage"
    for what, value in _json(text) if text.lstrip().startswith("{") else _words(text):
        if what == "other scale":
            fault = "climate.unit"
        found.setdefault(what, value)  # the first of a kind: a heat index follows the temperature
    if "temperature" in found and "humidity" in found:
        return Said(found["temperature"], found["humidity"])
    return Said(fault=fault)


def _words(text: str) -> Iterator[tuple[str, Decimal]]:
    found = [((match["name"] or "").strip(" -"), match) for match in _NAMED.finditer(text)]
    told = [(name, _what(name, match["unit"]), Decimal(match["value"])) for name, match in found]
    names = [name for name, what, _ in told if name and what in ("temperature", "humidity")]
    if _COMMA.search(text) or len(names) > len(set(names)):
        return
    yield from ((what, value) for _, what, value in told if what)


def _what(name: str, unit: str) -> str:
    """Which quantity a figure is: by its label, or by its unit where it has none (a clock's figures have neither)."""
    if _HUMIDITY.fullmatch(name) or (not name and "%" in unit):
        return "humidity"
    if name and not _TEMPERATURE.fullmatch(name):
        return ""
    if _OTHER_SCALE.search(unit):
        return "other scale"
    return "temperature" if name or _CELSIUS.search(unit) else ""


def _json(text: str) -> Iterator[tuple[str, Decimal]]:
    try:
        told = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError):
        return
    for name, value in told.items() if isinstance(told, dict) else ():
        what = "temperature" if _TEMPERATURE.fullmatch(name) else "humidity" if _HUMIDITY.fullmatch(name) else ""
        figure = Decimal(value) if isinstance(value, str) and _FIGURE.fullmatch(value) else value
        if what and isinstance(figure, Decimal) and figure.is_finite():
            yield what, figure
