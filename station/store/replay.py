"""Replays the log into an empty database, and prints projection tables so that two of them can be compared.

Order of replay: the log's own (station, index), which keeps every stream's versions in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from station.domain.canonical import canonical
from station.domain.entry import Entry
from station.store import log
from station.store.contracts import Aggregates, Projector
from station.store.database import Database
from station.store.migrate import memory


def replayed(source: Database, aggregates: Aggregates, projector: Projector) -> Database:
    """A database in memory whose projections the log alone has made. The caller closes it."""
    fresh = memory()
    states: dict[str, Any] = {}
    for batch in log.batches(source):
        fresh.execute_sql("BEGIN")
        for stored in batch:
            entry = Entry.from_bytes(stored.entry)
            state = states.get(entry.stream)
            if state is None:
                state = aggregates.initial(entry.stream)
            states[entry.stream] = state = aggregates.evolve(state, entry.kind, entry.data, entry)
            projector.project(fresh, entry.stream, state, entry)
        fresh.execute_sql("COMMIT")
    return fresh


def dump(source: Database, projector: Projector, out: TextIO) -> None:
    """Writes every projection table: a line for each row, canonical JSON, rows by primary key, columns in order."""
    for table in projector.PROJECTIONS:
        for line in table_lines(source, table):
            out.write(line + "\n")


def table_lines(db: Database, table: str) -> Iterator[str]:
    """The rows of one table as canonical JSON."""
    columns, keys = _columns(db, table)
    for row in db.rows(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(keys)}"):
        yield canonical({"table": table, "row": dict(zip(columns, row, strict=True))}).decode()


def _columns(db: Database, table: str) -> tuple[list[str], list[str]]:
    """All columns in the schema's order, and those of the primary key in its order."""
    known = db.rows(f"PRAGMA table_info({table})")
    keys = sorted((place, name) for _, name, _, _, _, place in known if place)
    return [name for _, name, *_ in known], [name for _, name in keys]
