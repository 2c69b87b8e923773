"""A document as plain data: what it says, not how it looks. Its text form is what golden tests compare.

Every sentence stands in both languages side by side: a driver, a customer abroad and a court read the same sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Both:
    """A sentence or word in Chinese and English; data that has no language stands in zh alone."""

    zh: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: Both
    value: Both


@dataclass(frozen=True, slots=True)
class Table:
    """heads in order; each row has as many cells. marked: numbers of rows that need attention."""

    heads: tuple[Both, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, ...] = ()
    right: tuple[int, ...] = ()  # columns of figures
    wide: int = -1  # the column that takes what the others leave and breaks its lines; the last where nothing is said


@dataclass(frozen=True, slots=True)
class Picture:
    """A thumbnail: the file's name within the job's folder, and what it shows."""

    file: str
    caption: str


@dataclass(frozen=True, slots=True)
class Section:
    title: Both
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    note: Both | None = None
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One receipt. qr is a signed checkpoint, whole; test: made with a certificate that proves nothing.

    stamp: whether there is a marked space for the real 已验收 stamp (never on a refusal).
    """

    title: Both
    number: str
    issuer: str
    outcome: Both
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    signatures: tuple[Both, ...]
    qr: str
    qr_note: Both
    stamp: bool
    test: bool
    footer: Both = field(default=Both(""))
