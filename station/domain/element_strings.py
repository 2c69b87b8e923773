"""GS1 element strings: what stands in a GS1-128, GS1 DataMatrix, GS1 QR or DataBar (devices.md §3).

biip reads them (GS1 General Specifications §3, §7.8). What is added here is the doubt: a gun that leaves the separator
out makes a lot swallow the count behind it, and such a code is refused, not guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from station.domain.numbers import fits_mod10, is_sscc

GS = "\x1d"
INSTEAD_OF_GS = "|"  # what a wedge gun may be set to send for GS; GS1's own characters do not have it
DATES = ("11", "12", "13", "15", "16", "17")
COUNTS = ("30", "37")
_NAMES_GOODS = ("00", "01", "02")
_HUMAN = re.compile(r"\((\d{2,4})\)([^()]+)")
_MEASURES = re.compile(r"3[1-6]\d(\d)")  # the last digit counts the decimals; 310n and 330n are kg
_SWALLOWERS = ("10", "21", "240", "241", "400", "403")
_COMPANY = re.compile(r"9[0-9]")  # anything a company likes: nothing can be said about it
# What a value may have swallowed where a separator was left out: elements that prove themselves, a count at the end.
_SWALLOWED = re.compile(
    r"(?P<date>1[123567]\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))|(?P<weight>3[13]0[0-5]\d{6})"
    r"|(?P<sscc>00\d{18})|(?P<gtin>0[12]\d{14})|(?P<count>37\d{1,8}$)"
)


@dataclass(frozen=True, slots=True)
class Elements:
    """Values by application identifier, or the text key of why there are none."""

    values: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""


def read_elements(text: str) -> Elements:
    """A GS1 message as a gun sends it. A leading FNC1 that came as a separator says nothing."""
    if not text.isascii():
        return Elements(refusal="codes.no_elements")
    values, refusal = _parsed(text.replace(INSTEAD_OF_GS, GS).strip(GS))
    if refusal:
        return Elements(refusal=refusal)
    if any(_swallowed(ai, value) for ai, value in values.items()) or _lacks_its_count(values):
        return Elements(refusal="codes.separator_lost")
    return Elements(values)


def read_human(text: str) -> Elements | None:
    """The form that is printed for people, "(01)06901234567892(10)LOT7"; None for a text that is not in it.

    "(010)6512 3456" is a telephone: only what begins with an article or a pallet is told to be damaged.
    """
    whole = "".join(text.split())
    pairs = _HUMAN.findall(whole)
    if not pairs or "".join(f"({ai}){value}" for ai, value in pairs) != whole or not whole.isascii():
        return None
    values, refusal = _parsed(GS.join(f"{ai}{value}" for ai, value in pairs))
    if refusal == "codes.check_digit" or list(values) == [ai for ai, _ in pairs]:
        return Elements(values, refusal)
    return Elements(refusal="codes.no_elements") if pairs[0][0] in _NAMES_GOODS else None


def _parsed(text: str) -> tuple[dict[str, str], str]:
    """Values by identifier and "", or nothing and why. One identifier twice with two values is no message."""
    from biip import ParseError  # noqa: PLC0415 - its tables take a tenth of a second, which no start waits for
    from biip.gs1_messages import GS1Message  # noqa: PLC0415

    try:
        strings = GS1Message.parse(text).element_strings
    except ParseError:
        return {}, "codes.no_elements"
    values = {string.ai.ai: string.value for string in strings}
    if not strings or any(values[string.ai.ai] != string.value for string in strings):
        return {}, "codes.no_elements"
    if any(string.gtin_error or string.sscc_error or string.gln_error for string in strings):
        return {}, "codes.check_digit"
    return values, ""


def _lacks_its_count(values: Mapping[str, str]) -> bool:
    """Contained goods (02) have a count (37); where a value that may have swallowed it stands behind, it has."""
    return "02" in values and "37" not in values and any(ai in values for ai in _SWALLOWERS)


def _swallowed(ai: str, value: str) -> bool:
    """Whether a value of variable length looks as if it held other elements behind a separator that was lost."""
    if _fixed(ai) or ai in COUNTS or _COMPANY.fullmatch(ai):
        return False
    return any(_proves_itself(value, start) for start in range(1, len(value)))


def _proves_itself(value: str, start: int) -> bool:
    """Whether an element that cannot well be chance begins here, and whole elements follow it to the end."""
    found = _SWALLOWED.match(value, start)
    if found is None:
        return False
    if (found["sscc"] and not is_sscc(found["sscc"][2:])) or (found["gtin"] and not fits_mod10(found["gtin"][2:])):
        return False
    rest = value[found.end() :]
    return not rest or not _parsed(rest)[1]


def _fixed(ai: str) -> bool:
    """Identifiers whose values have a fixed length and need no separator (GS1 General Specifications §7.8.5)."""
    return ai[:2] in {"00", "01", "02", "03", "04", "31", "32", "33", "34", "35", "36", "41"} or "11" <= ai[:2] <= "20"


def decoded(ai: str, value: str, year: int) -> str:
    """A value as people write it: dates as YYYY-MM-DD, measures with their decimals, counts without leading zeros.

    year is the present one, which the century of a date hangs on. Everything else stays as it is.
    """
    if ai in DATES:
        return date_of(value, year).isoformat()
    if measure := _MEASURES.fullmatch(ai):
        return str(Decimal(value).scaleb(-int(measure[1])))
    return str(int(value)) if ai in COUNTS else value


def date_of(value: str, year: int) -> date:
    """YYMMDD; day 00 is the month's last; the century by GS1 General Specifications §7.12. Raises ValueError."""
    full = year - year % 100 + int(value[:2])
    ahead = full - year
    full += -100 if ahead >= 51 else 100 if ahead <= -50 else 0
    month, day = int(value[2:4]), int(value[4:])
    return date(full, month, day or monthrange(full, month)[1])
