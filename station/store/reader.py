"""A look at a data folder from outside: another process, read-only, beside a running station or without one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from station.errors import StoreError
from station.store.database import Database, connect
from station.store.migrate import check_version, migrations
from station.store.store import DATABASE


@contextmanager
def reading(folder: Path) -> Iterator[Database]:
    """A read-only connection. Raises StoreError where there is no database, DatabaseTooNew, DatabaseUnfit."""
    file = folder / DATABASE
    if not file.exists():
        raise StoreError("store.no_database", file=str(file))
    db = connect(file, read_only=True)
    try:
        check_version(db, max(migrations()))
        yield db
    finally:
        db.close()
