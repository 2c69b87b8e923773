"""The code on an opened carton's goods against their line of the notice (receiving.md §4.6, §4.7).

Values are GS1 elements by application identifier, as codes.understand gives them (GS1 General Specifications §3).
"""

from __future__ import annotations

from collections.abc import Mapping

from station.domain.element_strings import DATES, date_of, decoded, read_human
from station.domain.numbers import gtin_of
from station.domain.units import DeclaredUnit

GTIN, LOT, PRODUCED, BEST_BEFORE, EXPIRY = "01", "10", "11", "15", "17"
SHOWN = (GTIN, LOT, PRODUCED, BEST_BEFORE, EXPIRY)  # what a person is told of an article, in this order


def in_brackets(elements: Mapping[str, str]) -> str:
    """The printed form, "(01)06901234567892(10)LOT7": one text that keeps the parts apart."""
    return "".join(f"({ai}){value}" for ai, value in elements.items())


def from_brackets(text: str) -> Mapping[str, str]:
    """The elements again; none for a text that is in another form."""
    found = read_human(text)
    return {} if found is None else found.values


def said(elements: Mapping[str, str], year: int) -> dict[str, str]:
    """What a person reads of an article: the values of SHOWN that it has, dates as YYYY-MM-DD."""
    return {ai: decoded(ai, elements[ai], year) for ai in SHOWN if ai in elements}


def differing(declared: DeclaredUnit, elements: Mapping[str, str], today: str) -> tuple[str, ...]:
    """The application identifiers whose values contradict the notice, or are past today (YYYY-MM-DD).

    What the notice or the code leaves open contradicts nothing. item is compared where it is a GTIN: a name is for
    people to read.
    """
    year = int(today[:4])
    dates = {ai: date_of(elements[ai], year).isoformat() for ai in DATES if ai in elements}
    wrong = {
        GTIN: _contradicts(gtin_of(declared.item), elements.get(GTIN, "")),
        LOT: _contradicts(declared.lot, elements.get(LOT, "")),
        PRODUCED: _contradicts(declared.production_date, dates.get(PRODUCED, "")),
        BEST_BEFORE: dates.get(BEST_BEFORE, today) < today,
        EXPIRY: dates.get(EXPIRY, today) < today,
    }
    return tuple(ai for ai in SHOWN if wrong[ai])


def _contradicts(noticed: str, found: str) -> bool:
    return bool(noticed and found) and noticed != found


def contradicted(wrong: tuple[str, ...]) -> tuple[str, ...]:
    """The checks of the sampling that cannot be good while these identifiers differ."""
    if not wrong:
        return ()
    dated = any(ai in (PRODUCED, BEST_BEFORE, EXPIRY) for ai in wrong)
    return ("goods_as_declared", "production_date") if dated else ("goods_as_declared",)
