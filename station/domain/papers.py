"""Sealed papers of a visit or of the station: what was kept, until when, and what of it is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from station.domain.entry import EntryFacts
from station.domain.events.common import Picture
from station.domain.events.site import FileRefused
from station.domain.events.visit import Document
from station.domain.state import DeliveryState, PaperState

Papers = tuple[PaperState, ...]
Kept = Picture | FileRefused

LETTER, ID_COPY, NOTICE, FILE = "letter", "id_copy", "notice", "file"


def of_documents(documents: Iterable[Document]) -> Iterator[tuple[str, Picture]]:
    """The pictures of the driver's documents by kind, where the agreement asked for them."""
    for document in documents:
        if document.picture is not None:
            yield document.kind, document.picture


def with_kept(papers: Papers, brought: Iterable[tuple[str, Kept]], where: EntryFacts) -> Papers:
    """The papers with those that an entry has brought. What was kept before files were sealed is no such paper."""
    return (*papers, *(_paper(kind, kept, where) for kind, kept in brought if kept.record))


def _paper(kind: str, kept: Kept, where: EntryFacts) -> PaperState:
    return PaperState(
        kind=kind,
        record=kept.record,
        sha256=kept.sha256,
        keep_until=kept.keep_until,
        at=where.at,
        index=where.index,
    )


def without(papers: Papers, records: Iterable[str], at: str) -> Papers:
    """The papers after the keys of some were destroyed; their trace stays."""
    gone = frozenset(records)
    return tuple(replace(paper, purged_at=at) if paper.record in gone else paper for paper in papers)


def due(papers: Papers, today: str) -> tuple[str, ...]:
    """The records whose last day is over. today is YYYY-MM-DD."""
    return tuple(paper.record for paper in papers if not paper.purged_at and paper.keep_until < today)


def copies_wanted(deliveries: Iterable[DeliveryState]) -> bool:
    """Whether the agreement of a delivery on the truck asks for copies of the driver's documents."""
    return any(delivery.terms.archive_documents for delivery in deliveries)


def copies_until(deliveries: Iterable[DeliveryState], now: str) -> str:
    """The last day of copies of the driver's documents: the longest term of the agreements that ask for them."""
    wanted = [delivery.terms.document_days for delivery in deliveries if delivery.terms.archive_documents]
    return days_later(now, max(wanted))


def archived_until(deliveries: Iterable[DeliveryState], now: str) -> str:
    """The last day of what is always archived: a letter of authorisation and what comes with it."""
    return years_later(now, max(delivery.terms.retention_years for delivery in deliveries))


def years_later(now: str, years: int) -> str:
    """The same day so many years later; the day before where 29 February has none."""
    day = _day(now)
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:
        return day.replace(year=day.year + years, day=28).isoformat()


def days_later(now: str, days: int) -> str:
    """now: UTC text."""
    return (_day(now) + timedelta(days=days)).isoformat()


def _day(now: str) -> date:
    return date.fromisoformat(now[:10])
