"""What a value of an advance shipping notice has to look like, whatever file it comes from (receiving.md §3).

Each rule gives the text key of what is wrong, "" where nothing is.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal

from stdnum.cn import ric

from station.domain.codes import is_sscc
from station.domain.plates import is_plate
from station.domain.units import FLAGS

LEVELS = ("pallet", "carton", "piece")
HEAVIEST_KG, LONGEST_CM = Decimal(30_000), Decimal(2_000)
_CODE = re.compile(r"[A-Z0-9-]{8,35}")
_SSCC_LENGTH = 18
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")  # Decimal itself also takes 1e3, 1_000 and full-width digits
_DAY, _MINUTE, _END = "%Y-%m-%d", "%Y-%m-%dT%H:%M", "%H:%M"


def plate(text: str) -> str:
    return "" if is_plate(text) else "asn.plate"


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
    return "" if _is_moment(text, _DAY) else "asn.date"


def slot(text: str) -> str:
    """Site-local minute, with or without its end: 2026-11-25T09:00, 2026-11-25T09:00/10:00."""
    start, slash, end = text.partition("/")
    good = _is_moment(start, _MINUTE) and (not slash or _is_moment(end, _END))
    return "" if good else "asn.slot"


def _is_moment(text: str, form: str) -> bool:
    """Only with every zero written: slots and dates are compared as text."""
    try:
        return datetime.strptime(text, form).strftime(form) == text
    except ValueError:
        return False


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
    if not _NUMBER.fullmatch(text):
        return key
    number = Decimal(text)
    good = 0 < number <= most and -int(number.as_tuple().exponent) <= places
    return "" if good else key
