"""Whose waybill a text may be: candidates, never a verdict (devices.md §3).

The rules are those of public code and contradict one another; no carrier has published its own. A number of digits only
may belong to several carriers or to an article, so it never has a single candidate. Letters in front, and the check
digits of S10 and 1Z, are better hints; whose parcel it is says the delivery's own list.
"""

from __future__ import annotations

import re

from station.domain.numbers import dhl_fits, fits_mod10, is_digits, is_sscc, s10_fits, ups_fits

# In the order in which they are told. The same carrier may have several rows.
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (carrier, re.compile(pattern, re.ASCII))
    for carrier, pattern in (
        ("sf", r"SF\d{12,13}|\d{12}"),
        ("jd", r"(JD[A-Z0-9][A-Z0-9]?\d{11,13}|V[AC]\d{11})(-\d{1,4}){0,2}-?"),
        ("yto", r"YT\d{13}|88\d{16}"),
        ("yunexpress", r"YT\d{16}"),
        ("zto", r"7[3-9]\d{12}|\d{12}"),
        ("sto", r"77\d{12,13}|(88|99)\d{13}|(268|[3-9]68|[58]88)\d{9}|STO\d{10}"),
        ("yunda", r"[34]\d{14}|\d{13}"),
        ("ems", r"(10|11|12|50|51|52|95|97|98|99)\d{11}"),
        ("china-post", r"\d{13}"),
        ("deppon", r"DPK\d{12}(-\S+)?|\d{8,10}"),
        ("jt", r"JT\d{12,14}"),
        ("best", r"JT\d{12,13}"),
        ("ane", r"\d{12}"),
        ("fedex", r"\d{12}|\d{15}"),
        ("dhl-ecommerce", r"\d{14}"),
    )
)
_ARTICLES = {8: "ean-8", 12: "upc-a", 13: "ean-13", 14: "gtin-14"}  # by length, where the check digit is right
OTHER = "other"


def candidates(text: str, symbology: str = "", carrier: str = "") -> tuple[str, ...]:
    """Whose waybill the text may be, or what article. carrier: the one that the operator named, put first if it may be.

    symbology is the AIM identifier; where it is known, only the linear codes of articles and "" may be articles.
    """
    text = text.upper()
    found = [name for name, rule in _RULES if rule.fullmatch(text)]
    found += _checked(text)
    if is_digits(text) and found:
        found += _article(text, symbology)
        found += [OTHER] if len(found) == 1 else []
    return tuple(sorted(found, key=lambda name: name != carrier))


def check_of(text: str) -> bool | None:
    """Whether the check digit of a postal or UPS number is right; None for a text without such a form."""
    return next((fits for fits in (s10_fits(text), ups_fits(text)) if fits is not None), None)


def _checked(text: str) -> list[str]:
    """Carriers whose numbers prove themselves."""
    found = []
    if s10_fits(text):
        found.append("ems" if text.endswith("CN") else f"post-{text[-2:].lower()}")
    if ups_fits(text):
        found.append("ups")
    if dhl_fits(text):
        found.append("dhl-express")
    if is_sscc(text):
        found += ["fedex-ground", "sscc"]
    return found


def _article(text: str, symbology: str) -> list[str]:
    name = _ARTICLES.get(len(text))
    return [name] if name and symbology[:1] in ("", "I") and fits_mod10(text) else []
