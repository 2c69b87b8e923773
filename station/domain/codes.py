"""What a scanned code is: one understanding for gun and camera.

Our own codes start with "STN:". GS1 element strings (GS1 General Specifications §3, §7.8) are read by biip. Everything
else is the text of a label, which the delivery's own list of units recognises.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from station.domain.readings import Scan
from station.texts import Line, line

PREFIX = "STN:"
BADGE_PREFIX = "STN:B:"
TAB_PREFIX = "STN:TAB:"
# Control codes: the id (Engine.act takes it) and the key on the keyboard that does the same.
CONTROLS: Mapping[str, str] = {
    "next": "F1",
    "back": "F2",
    "damage": "F3",
    "reject": "F4",
    "finish": "F5",
    "waive": "F6",
    "print": "F7",
    "switch": "F8",
    "recount": "F9",
    "accept": "Enter",
    "pause": "F12",
}
GS = "\x1d"
_GS1_SYMBOLOGIES = frozenset({"C1", "e0", "d2", "Q3"})  # AIM identifiers that promise GS1 element strings
# What a variable-length value may have swallowed when a gun leaves the separator out: a count, a date, a net weight.
_SWALLOWED = re.compile(r".(37\d{1,8}|1[1357]\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])|310\d{7})$")


class Kind(StrEnum):
    CONTROL = "control"
    TAB = "tab"
    BADGE = "badge"
    SSCC = "sscc"
    ELEMENTS = "elements"
    TEXT = "text"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Understood:
    """A scan and what it means.

    text: a control's id, a tab's number, a badge, an SSCC's 18 digits, else the code itself. elements holds GS1
    values by application identifier. reason says why a code is refused.
    """

    kind: Kind
    text: str
    scan: Scan
    elements: Mapping[str, str] = field(default_factory=dict)
    reason: Line | None = None


@dataclass(frozen=True, slots=True)
class ControlCode:
    """One line of the printed control sheet."""

    id: str
    key: str
    text: str


def control_codes() -> tuple[ControlCode, ...]:
    """All control codes as they are printed and scanned."""
    return tuple(ControlCode(name, key, f"{PREFIX}{name.upper()}") for name, key in CONTROLS.items())


def badge_code(badge: str) -> str:
    """What is printed on a badge."""
    return f"{BADGE_PREFIX}{badge}"


def understand(scan: Scan) -> Understood:
    """Says what a scan is. Never raises: a code that cannot be right is REFUSED with its reason."""
    text = scan.text.strip()
    if text.startswith(PREFIX):
        return _own(scan, text)
    if scan.symbology in _GS1_SYMBOLOGIES:
        return _elements(scan, text)
    if _is_sscc_element(text):
        return _sscc(scan, text[2:])
    return Understood(Kind.TEXT, text, scan) if text else _refused(scan, text, "codes.empty")


def check_digit(payload: str) -> str:
    """The mod-10 check digit of GTIN, SSCC and GLN: from the right x3, x1 … (GS1 General Specifications §7.9)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(payload)))
    return str(-total % 10)


def is_sscc(text: str) -> bool:
    """18 digits whose last one is right."""
    return len(text) == 18 and text.isascii() and text.isdigit() and check_digit(text[:-1]) == text[-1]


def _own(scan: Scan, text: str) -> Understood:
    if text.startswith(BADGE_PREFIX) and len(text) > len(BADGE_PREFIX):
        return Understood(Kind.BADGE, text.removeprefix(BADGE_PREFIX), scan)
    number = text.removeprefix(TAB_PREFIX)
    if number != text and number.isascii() and number.isdigit():
        return Understood(Kind.TAB, number, scan)
    name = text.removeprefix(PREFIX).lower()
    return Understood(Kind.CONTROL, name, scan) if name in CONTROLS else _refused(scan, text, "codes.no_control")


def _is_sscc_element(text: str) -> bool:
    """An SSCC whose gun sends no AIM identifier: AI 00 and 18 digits."""
    return len(text) == 20 and text.startswith("00") and is_sscc(text[2:])


def _sscc(scan: Scan, digits: str) -> Understood:
    if not is_sscc(digits):
        return _refused(scan, digits, "codes.check_digit")
    return Understood(Kind.SSCC, digits, scan, {"00": digits})


def _elements(scan: Scan, text: str) -> Understood:
    """A GS1 message. Some decoders send the leading FNC1 as a separator too; it says nothing."""
    from biip import ParseError  # noqa: PLC0415 - its tables take a tenth of a second, which no start waits for
    from biip.gs1_messages import GS1Message  # noqa: PLC0415

    try:
        message = GS1Message.parse(text.lstrip(GS))
    except ParseError:
        return _refused(scan, text, "codes.no_elements")
    found = {string.ai.ai: string.value for string in message.element_strings}
    if any(string.gtin_error or string.sscc_error for string in message.element_strings):
        return _refused(scan, text, "codes.check_digit")
    last = message.element_strings[-1] if message.element_strings else None
    if last is not None and last.ai.separator_required and _swallowed(found, last.ai.ai, last.value):
        return _refused(scan, text, "codes.separator_lost")
    if "00" in found:
        return Understood(Kind.SSCC, found["00"], scan, found)
    return Understood(Kind.ELEMENTS, text, scan, found)


def _swallowed(found: Mapping[str, str], ai: str, value: str) -> bool:
    """Whether a variable-length value at the end looks as if the separator before another element was lost."""
    return ai in ("10", "21", "240", "400", "403") and (
        ("02" in found and "37" not in found) or _SWALLOWED.search(value) is not None
    )


def _refused(scan: Scan, text: str, key: str) -> Understood:
    return Understood(Kind.REFUSED, text, scan, reason=line(key, code=text))
