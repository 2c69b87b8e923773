"""Receiving agreements 接收协议: the terms a delivery is judged by (receiving.md §2).

A default may be overridden by a customer's agreement, two figures in one direction only: the sampling rate may only be
raised, the counting-error bound only tightened.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from station.domain.facts import Fact
from station.domain.refusal import Refusal, require

FACES = ("top", "bottom", "front", "back", "left", "right")
LOWEST_SAMPLING = Fraction(1, 20)
HIGHEST_COUNT_ERROR = Fraction(5, 10_000)
SHORTEST_RETENTION_YEARS = 3
LONGEST_DOCUMENT_DAYS = 3660
LEVELS = ("pallet", "carton", "piece")


class Terms(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one version of an agreement says. Rates are exact fractions as text ("1/20").

    archive_documents asks for copies of the driver's documents, document_days says how long they are kept.
    film_openings asks for a film of each carton that the quality sampling opens 开箱视频.
    """

    sampling_rate: str = "1/20"
    count_error_bound: str = "1/2000"
    weight_tolerance: str = "1/100"
    notice_minutes: int = 30
    level: str = "carton"
    electronic_licence: bool = False
    archive_documents: bool = False
    document_days: int = 90
    retention_years: int = SHORTEST_RETENTION_YEARS
    temperature_min: Decimal | None = None
    temperature_max: Decimal | None = None
    humidity_min: Decimal | None = None
    humidity_max: Decimal | None = None
    return_freight: str = "sender"
    film_openings: bool = False


class Agreement(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One version with its effective period; dates are site-local YYYY-MM-DD, valid_until is inclusive, "" = open."""

    version: int
    valid_from: str
    valid_until: str = ""
    terms: Terms = Terms()

    def covers(self, day: str) -> bool:
        """Whether the version is in force on a site-local day (YYYY-MM-DD)."""
        return self.valid_from <= day and (not self.valid_until or day <= self.valid_until)


def check_agreement(agreement: Agreement) -> None:
    """Refuses terms that weaken what receiving.md fixes, and a period that no day could be compared with."""
    _check_rates(agreement.terms)
    terms = agreement.terms
    require(terms.retention_years >= SHORTEST_RETENTION_YEARS, "agreement.retention", years=terms.retention_years)
    days = terms.document_days
    require(1 <= days <= LONGEST_DOCUMENT_DAYS, "agreement.document_days", days=days, most=LONGEST_DOCUMENT_DAYS)
    require(terms.level in LEVELS, "agreement.level", level=terms.level, allowed=", ".join(LEVELS))
    require(terms.notice_minutes > 0, "agreement.notice", minutes=terms.notice_minutes)
    begins, ends = agreement.valid_from, agreement.valid_until
    good = _is_day(begins) and (not ends or (_is_day(ends) and begins <= ends))
    require(good, "agreement.period", begins=begins, ends=ends or "…")


def _check_rates(terms: Terms) -> None:
    sampling, tolerance = _rate(terms.sampling_rate), _rate(terms.weight_tolerance)
    require(LOWEST_SAMPLING <= sampling <= 1, "agreement.sampling_rate", value=terms.sampling_rate)
    error = _rate(terms.count_error_bound)
    require(0 <= error <= HIGHEST_COUNT_ERROR, "agreement.count_error", value=terms.count_error_bound)
    require(0 < tolerance <= 1, "agreement.weight_tolerance", value=terms.weight_tolerance)


def _rate(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise Refusal("agreement.rate", value=text) from None


def _is_day(text: str) -> bool:
    """Only the one form that sorts as text does."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def in_force(agreements: tuple[Agreement, ...], day: str) -> Agreement | None:
    """The latest version that covers a day; None where the agreement has expired or not begun."""
    covering = [agreement for agreement in agreements if agreement.covers(day)]
    return max(covering, key=lambda agreement: agreement.version, default=None)
