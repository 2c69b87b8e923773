"""Projection tables row by row: columns in the schema's order, rows by primary key, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from station.domain.canonical import canonical
from station.store.database import Database, Row
from station.store.log import BATCH


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns in the schema's order, and those of its primary key in the key's order."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def key_of(self, row: Row) -> Row:
        """The primary key of a row."""
        return tuple(row[self.columns.index(column)] for column in self.key)

    def line(self, row: Row) -> str:
        """A row as canonical JSON, the same in every process."""
        return canonical({"table": self.name, "row": dict(zip(self.columns, row, strict=True))}).decode()

    def after(self, db: Database, key: Row | None, count: int = BATCH) -> list[Row]:
        """The next rows after a key (None: the first ones)."""
        ordered = ", ".join(self.key)
        marks = ", ".join("?" for _ in self.key)
        where = f"WHERE ({ordered}) > ({marks})" if key else ""
        sql = f"SELECT {', '.join(self.columns)} FROM {self.name} {where} ORDER BY {ordered} LIMIT {count}"
        return db.rows(sql, key or ())


def table(db: Database, name: str) -> Table:
    """What the schema says of a table; the name is one of the program's own."""
    known = db.rows(f"PRAGMA table_info({name})")
    key = sorted((place, column) for _, column, _, _, _, place in known if place)
    return Table(name, tuple(column for _, column, *_ in known), tuple(column for _, column in key))


def lines(db: Database, name: str) -> Iterator[str]:
    """All rows of a table as canonical JSON; no transaction is held between batches."""
    of = table(db, name)
    key: Row | None = None
    while rows := of.after(db, key):
        yield from (of.line(row) for row in rows)
        key = of.key_of(rows[-1])
