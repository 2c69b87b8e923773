"""What a value of an advance shipping notice has to look like, whatever file it comes from (receiving.md §3).

Each rule gives the text key of what is wrong, "" where nothing is.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from stdnum.cn import ric

from station.domain.codes import is_sscc
from station.domain.units import FLAGS

LEVELS = ("pallet", "carton", "piece")
HEAVIEST_KG, LONGEST_CM = Decimal(30_000), Decimal(2_000)
# GA 36-2018: province, letter, five or six (new energy) characters without I and O; trailers end in 挂.
_PLATE = re.compile(r"[\u4e00-\u9fff][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9\u6302][A-HJ-NP-Z0-9]?")
_CODE = re.compile(r"[A-Z0-9-]{8,35}")
_SSCC_LENGTH = 18


def plate(text: str) -> str:
    return "" if _PLATE.fullmatch(text) else "asn.plate"


def code(text: str) -> str:
    """A waybill, or an SSCC whose check digit is right."""
    if len(text) == _SSCC_LENGTH and text.isdigit():
        return "" if is_sscc(text) else "asn.sscc"
    return "" if _CODE.fullmatch(text) else "asn.code"


def id_number(text: str) -> str:
    """GB 11643."""
    return "" if ric.is_valid(text) else "asn.id_number"


def level(text: str) -> str:
    return "" if text in LEVELS else "asn.level"


def flag(text: str) -> str:
    return "" if text in FLAGS else "asn.flag"


def day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        return "asn.date"
    return ""


def slot(text: str) -> str:
    """Site-local minute, with or without its end: 2026-11-25T09:00, 2026-11-25T09:00/10:00."""
    start, _, end = text.partition("/")
    try:
        datetime.strptime(start, "%Y-%m-%dT%H:%M")
        if end:
            datetime.strptime(end, "%H:%M")
    except ValueError:
        return "asn.slot"
    return ""


def weight(text: str) -> str:
    """kg with at most three decimals, above 0."""
    return _positive(text, HEAVIEST_KG, 3, "asn.weight")


def length(text: str) -> str:
    return _positive(text, LONGEST_CM, 1, "asn.length")


def value(text: str) -> str:
    return _positive(text, Decimal(10**9), 2, "asn.value")


def quantity(text: str) -> str:
    return "" if text.isascii() and text.isdigit() and 0 < int(text) <= 10**6 else "asn.quantity"


def _positive(text: str, most: Decimal, places: int, key: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return key
    good = number.is_finite() and 0 < number <= most and -int(number.as_tuple().exponent) <= places
    return "" if good else key
