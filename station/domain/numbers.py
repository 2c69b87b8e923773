"""Check digits of the numbers on labels: GTIN, SSCC, UPU S10, UPS 1Z, DHL Express, FedEx (devices.md §3).

GS1 General Specifications §7.9; UPU S10; the carriers' rules as jkeen/tracking_number_data tells them.
"""

from __future__ import annotations

import re

_S10 = re.compile(r"[A-Z]{2}(\d{8})(\d)([A-Z]{2})", re.ASCII)
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_UPS = re.compile(r"1Z([0-9A-Z]{15})(\d)", re.ASCII)
_FEDEX_WEIGHTS = (3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)
# ISO 3166-1 alpha-2: an S10 number names the country of its post.
COUNTRIES = frozenset(
    re.findall(
        "[A-Z]{2}",
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW "
        "BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI "
        "FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN "
        "IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME "
        "MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF "
        "PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV "
        "SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE "
        "YT ZA ZM ZW ",
    )
)


def is_digits(text: str) -> bool:
    """Only 0-9, at least one: str.isdigit also takes ² and the digits of other scripts."""
    return text.isascii() and text.isdigit()


def check_digit(payload: str) -> str:
    """The mod-10 check digit of GTIN, SSCC and GLN: from the right x3, x1 … (GS1 General Specifications §7.9)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(payload)))
    return str(-total % 10)


def fits_mod10(text: str) -> bool:
    """Digits whose last one is right."""
    return len(text) > 1 and is_digits(text) and check_digit(text[:-1]) == text[-1]


def is_sscc(text: str) -> bool:
    """18 digits whose last one is right."""
    return len(text) == 18 and fits_mod10(text)


def gtin_of(text: str) -> str:
    """The GTIN-14 of an EAN-8, UPC-A, EAN-13 or GTIN-14 whose check digit is right, else ""."""
    return text.zfill(14) if len(text) in (8, 12, 13, 14) and fits_mod10(text) else ""


def upc_e_to_a(text: str) -> str:
    """The UPC-A of a UPC-E of eight digits (number system, six digits, check digit), "" for one that cannot be."""
    if len(text) != 8 or not is_digits(text) or text[0] not in "01":
        return ""
    system, digits, check = text[0], text[1:7], text[7]
    last = digits[5]
    if last in "012":
        middle = f"{digits[:2]}{last}0000{digits[2:5]}"
    elif last == "3":
        middle = f"{digits[:3]}00000{digits[3:5]}"
    elif last == "4":
        middle = f"{digits[:4]}00000{digits[4]}"
    else:
        middle = f"{digits[:5]}0000{last}"
    return f"{system}{middle}{check}" if fits_mod10(f"{system}{middle}{check}") else ""


def s10_fits(text: str) -> bool | None:
    """Whether a postal item number is right; None for a text that has not its form or names no country."""
    form = _S10.fullmatch(text)
    if form is None or form[3] not in COUNTRIES:
        return None
    total = sum(int(digit) * weight for digit, weight in zip(form[1], _S10_WEIGHTS, strict=True))
    return int(form[2]) == {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)


def ups_fits(text: str) -> bool | None:
    """Whether a 1Z number is right; None for a text that has not its form."""
    form = _UPS.fullmatch(text)
    if form is None:
        return None
    values = [int(sign) if sign.isdigit() else (ord(sign) - 3) % 10 for sign in form[1]]
    return int(form[2]) == -(sum(values[::2]) + 2 * sum(values[1::2])) % 10


def dhl_fits(text: str) -> bool:
    """DHL Express, 10 or 11 digits: the last one is the rest of the others by 7."""
    return len(text) in (10, 11) and is_digits(text) and int(text[:-1]) % 7 == int(text[-1])


def fedex_fits(text: str) -> bool:
    """FedEx Express, 12 digits."""
    if len(text) != 12 or not is_digits(text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _FEDEX_WEIGHTS, strict=False))
    return total % 11 % 10 == int(text[-1])
