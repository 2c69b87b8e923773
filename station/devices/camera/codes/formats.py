"""Rules that a text can prove itself by: check digits, GS1 syntax, the forms of couriers and of our own codes.

Sources: GS1 General Specifications §3 and §7.9, UPU S10, the UPS 1Z check digit, ISO 3779 with 49 CFR 565 for vehicle
numbers; couriers' forms as they stand in public code (devices.md §3), of which only those with letters prove anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from biip import ParseError
from biip.gs1_messages import GS1Message

from station.domain.codes import PREFIX, check_digit

GS1_AIMS = frozenset({"C1", "e0", "d2", "Q3", "J1"})
_SELF_CORRECTING = ("QR Code", "Data Matrix", "PDF417", "Aztec", "MaxiCode", "Micro", "rMQR", "Compact", "DataBar")
_COURIERS = re.compile(
    r"SF\d{12,13}|JD[A-Z0-9]{1,2}\d{11,13}(-\d+-\d+-?)?|YT\d{13}|YT\d{16}|JT\d{12,13}|STO\d{10}|DPK\d{12}(-\S+)?"
)
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def corrects_itself(symbology: str) -> bool:
    """Whether a symbology has error correction of its own or a check over all of it, so that one read is enough."""
    return symbology.startswith(_SELF_CORRECTING)


def proves_itself(symbology: str, text: str, aim: str) -> bool:
    """Whether the text follows a rule that a misread would hardly follow."""
    if aim in GS1_AIMS and symbology.startswith("Code 128"):
        return _is_gs1(text)
    if symbology.startswith("EAN") or symbology.startswith("UPC"):
        return False  # modulo 10 is no proof: every engine misreads such codes, two of them alike at times
    if symbology.startswith("ITF"):
        return len(text) == 14 and text.isdigit() and check_digit(text[:-1]) == text[-1]
    return text.startswith(PREFIX) or any(rule(text) for rule in _RULES)


def _is_gs1(text: str) -> bool:
    """Element strings with right check digits, an SSCC or a GTIN among them."""
    try:
        found = GS1Message.parse(text.lstrip("\x1d")).element_strings
    except (ParseError, ValueError):
        return False
    wrong = any(string.gtin_error or string.sscc_error for string in found)
    return not wrong and any(string.ai.ai in ("00", "01", "02") for string in found)


def _is_s10(text: str) -> bool:
    if not re.fullmatch(r"[A-Z]{2}\d{9}[A-Z]{2}", text):
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(text[2:10], _S10_WEIGHTS, strict=True)) % 11
    return int(text[10]) == {10: 0, 11: 5}.get(rest, rest)


def _is_ups(text: str) -> bool:
    if not re.fullmatch(r"1Z[A-Z0-9]{15}\d", text):
        return False
    values = [int(char) if char.isdigit() else (ord(char) - 3) % 10 for char in text[2:17]]
    return int(text[17]) == -sum(value * (2 if place % 2 else 1) for place, value in enumerate(values)) % 10


def _is_vin(text: str) -> bool:
    """A vehicle number with the check digit of North America at its ninth place."""
    if not re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", text):
        return False
    values = [int(char) if char.isdigit() else _VIN_VALUES[char] for char in text]
    rest = sum(value * weight for value, weight in zip(values, _VIN_WEIGHTS, strict=True)) % 11
    return text[8] == ("X" if rest == 10 else str(rest))


def _is_sscc(text: str) -> bool:
    return bool(re.fullmatch(r"00\d{18}", text)) and check_digit(text[2:-1]) == text[-1]


def _is_courier(text: str) -> bool:
    return _COURIERS.fullmatch(text) is not None


_RULES: tuple[Callable[[str], bool], ...] = (_is_s10, _is_ups, _is_vin, _is_sscc, _is_courier)
