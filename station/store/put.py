"""One row of a projection table, written over its former self."""

from __future__ import annotations

from collections.abc import Mapping

from station.store.database import Database

Row = Mapping[str, object]


def put(db: Database, table: str, row: Row) -> None:
    """Table and column names are the projections' own, never data."""
    names = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    db.execute_sql(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
