"""Brings a database to today's schema: numbered SQL files, each in one transaction of its own.

db/schema.sql is what the migrations make of an empty database, for people to read; a test keeps it fresh.
`python -m station.store.migrate` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from station.assets import database_file
from station.errors import DatabaseTooNew
from station.store.database import Database


def migrations(folder: Path | None = None) -> Mapping[int, Path]:
    """Number -> file, for the files "0001_what_for.sql"."""
    files = (folder or database_file("migrations")).glob("[0-9]*_*.sql")
    return {int(file.name.split("_")[0]): file for file in sorted(files)}


def migrate(db: Database, folder: Path | None = None) -> None:
    """Runs the migrations that the database has not seen. Raises DatabaseTooNew, StoreError."""
    known = migrations(folder)
    found = check_version(db, max(known))
    for number in sorted(known):
        if number > found:
            _run(db, number, known[number].read_text(encoding="utf-8"))


def check_version(db: Database, known: int) -> int:
    """The schema's version. Raises DatabaseTooNew where a later program has written it."""
    found: int = db.value("PRAGMA user_version")
    if found > known:
        raise DatabaseTooNew("store.too_new", file=str(db.file), found=found, known=known)
    return found


def _run(db: Database, number: int, script: str) -> None:
    db.execute_sql("BEGIN IMMEDIATE")
    try:
        db.execute_sql(script)
        db.execute_sql(f"PRAGMA user_version = {number}")
        db.execute_sql("COMMIT")
    finally:
        if db.in_write():
            db.execute_sql("ROLLBACK")


def schema_of(db: Database) -> str:
    """Everything the schema says, sorted, one statement after the other."""
    rows = db.rows(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " ORDER BY tbl_name, type = 'trigger', type = 'index', name"
    )
    return "\n\n".join(f"{sql};" for (sql,) in rows) + "\n"


def fresh_schema(folder: Path | None = None) -> str:
    """The schema that the migrations give an empty database: the contents of db/schema.sql."""
    db = memory(folder)
    try:
        return f"-- Made by `python -m station.store.migrate > db/schema.sql`.\n\n{schema_of(db)}"
    finally:
        db.close()


def memory(folder: Path | None = None) -> Database:
    """An empty database in memory with today's schema."""
    db = Database(None)
    db.connect()
    migrate(db, folder)
    return db


if __name__ == "__main__":
    print(fresh_schema(), end="")
