"""What a scanned code is: one understanding for gun and camera.

Our own codes start with "STN:", bins with "LOC:". GS1 element strings and the numbers of articles are read where the
symbology or the text itself says so. Everything else is the text of a label, which the delivery's own list of units
recognises; whose waybill it may be is told as candidates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from station.domain.couriers import candidates, check_of
from station.domain.element_strings import GS, Elements, read_elements, read_human
from station.domain.numbers import check_digit, gtin_of, is_digits, is_sscc, upc_e_to_a
from station.domain.printable import printable
from station.domain.readings import Scan
from station.texts import Line, line

__all__ = ["Kind", "Understood", "check_digit", "is_sscc", "understand"]

PREFIX = "STN:"
BADGE_PREFIX = "STN:B:"
TAB_PREFIX = "STN:TAB:"
BIN_PREFIXES = ("STN:LOC:", "LOC:")
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
    "extra": "F10",
    "film": "F11",
    "accept": "Enter",
    "pause": "F12",
}
_GS1_SYMBOLOGIES = frozenset({"C1", "e0", "d2", "Q3"})  # AIM identifiers that promise GS1 element strings
_ARTICLE_SYMBOLOGIES = frozenset({"E0", "E3", "E4"})
_ADD_ONS = {10: 8, 14: 12, 15: 13, 17: 12, 18: 13}  # digits with an add-on of two or five -> without it
_BIN = re.compile(r"[A-Z0-9][A-Z0-9.\-]{0,39}", re.ASCII)


class Kind(StrEnum):
    CONTROL = "control"
    TAB = "tab"
    BADGE = "badge"
    BIN = "bin"
    SSCC = "sscc"
    GTIN = "gtin"
    ELEMENTS = "elements"
    TEXT = "text"
    REFUSED = "refused"


class Check(StrEnum):
    """What a check digit says; none where the code has none or may be something else."""

    OK = "ok"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Understood:
    """A scan and what it means.

    text: a control's id, a tab's number, a badge, a bin, an SSCC's 18 digits, an article's number as it is printed,
    else the code itself. elements holds GS1 values by application identifier. candidates: whose waybill it may be.
    reason says why a code is refused.
    """

    kind: Kind
    text: str
    scan: Scan
    elements: Mapping[str, str] = field(default_factory=dict)
    reason: Line | None = None
    check: Check = Check.NONE
    candidates: tuple[str, ...] = ()


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
    """Says what a scan is. Never raises: a code that cannot be right is REFUSED with its reason.

    The order is that of certainty: our own prefixes, the symbology, the text's own form, and then only text.
    """
    text = scan.text.strip()
    if text.startswith(BIN_PREFIXES):
        return _bin(scan, text)
    if text.startswith(PREFIX):
        return _own(scan, text)
    human = read_human(text) if text.startswith("(") else None
    if human is not None:
        return _elements(scan, text, human)
    if _promises_elements(scan, text):
        return _elements(scan, text, read_elements(text))
    if scan.symbology in _ARTICLE_SYMBOLOGIES or scan.symbology == "I1":
        return _article(scan, text)
    return _by_its_form(scan, text) if text else _refused(scan, text, "codes.empty")


def _bin(scan: Scan, text: str) -> Understood:
    place = text.removeprefix(PREFIX).removeprefix("LOC:").upper()
    return Understood(Kind.BIN, place, scan) if _BIN.fullmatch(place) else _refused(scan, text, "codes.no_bin")


def _own(scan: Scan, text: str) -> Understood:
    if text.startswith(BADGE_PREFIX) and len(text) > len(BADGE_PREFIX):
        return Understood(Kind.BADGE, text.removeprefix(BADGE_PREFIX), scan)
    number = text.removeprefix(TAB_PREFIX)
    if number != text and is_digits(number) and len(number) <= 3:
        return Understood(Kind.TAB, number, scan)
    name = text.removeprefix(PREFIX).lower()
    return Understood(Kind.CONTROL, name, scan) if name in CONTROLS else _refused(scan, text, "codes.no_control")


def _promises_elements(scan: Scan, text: str) -> bool:
    """A GS1 symbology, or a leading FNC1 sent as GS; of a gun without identifiers, a text that reads as elements."""
    if scan.symbology in _GS1_SYMBOLOGIES or scan.text.startswith(GS):
        return True
    if scan.symbology or not (GS in text or text.startswith(("00", "01", "02"))):
        return False
    doubt = read_elements(text).refusal
    return doubt in ("", "codes.separator_lost") or (doubt == "codes.check_digit" and GS in text)


def _elements(scan: Scan, text: str, found: Elements) -> Understood:
    if found.refusal:
        bad = Check.BAD if found.refusal == "codes.check_digit" else Check.NONE
        return _refused(scan, text, found.refusal, bad)
    check = Check.OK if any(ai in found.values for ai in ("00", "01", "02")) else Check.NONE
    if "00" in found.values:
        return Understood(Kind.SSCC, found.values["00"], scan, found.values, check=check)
    return Understood(Kind.ELEMENTS, text, scan, found.values, check=check)


def _article(scan: Scan, text: str) -> Understood:
    """An EAN, UPC or ITF-14. The reader has seen the check digit fit, so one that does not was damaged on its way."""
    digits = text[: _ADD_ONS.get(len(text), len(text))] if scan.symbology == "E3" else text
    gtin = (gtin_of(upc_e_to_a(digits)) if scan.symbology == "E0" else "") or gtin_of(digits)
    if gtin:
        return Understood(Kind.GTIN, digits, scan, {"01": gtin}, check=Check.OK)
    other_than_itf_14 = scan.symbology == "I1" and len(text) != 14
    if is_digits(text) and (other_than_itf_14 or len(text) < 8):  # a UPC-E may come without its check digit
        return _by_its_form(scan, text)
    return _refused(scan, text, "codes.check_digit", Check.BAD)


def _by_its_form(scan: Scan, text: str) -> Understood:
    """A label's text with what its own form says."""
    gtin = gtin_of(text) if scan.symbology.startswith("I") and len(text) == 14 else ""
    if gtin:
        return Understood(Kind.GTIN, text, scan, {"01": gtin}, check=Check.OK)
    fits = check_of(text)
    check = Check.NONE if fits is None else Check.OK if fits else Check.BAD
    return Understood(Kind.TEXT, text, scan, check=check, candidates=candidates(text, scan.symbology))


def _refused(scan: Scan, text: str, key: str, check: Check = Check.NONE) -> Understood:
    return Understood(Kind.REFUSED, text, scan, reason=line(key, code=printable(text, 80)), check=check)
