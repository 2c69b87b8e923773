"""The SQLite database as the station needs it: peewee over apsw, with every setting asserted by asking for it.

apsw's wheel brings its own SQLite. Versions before 3.51.3 can corrupt a database in WAL mode when two connections
write or checkpoint (the WAL-reset fault), so an older library is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import apsw
import peewee
from playhouse.apsw_ext import APSWDatabase

from station.errors import DatabaseUnfit
from station.fault_points import armed, passing
from station.store.foreign import told

FIXED_SQLITE = (3, 51, 3)
APPLICATION_ID = 0x5253544E  # "RSTN", also in 0001_log.sql
BUSY_SECONDS = 5.0

DURABLE: Mapping[str, object] = {"journal_mode": "wal", "synchronous": 2}
"""With these every acknowledged commit survived every simulated power cut; WAL with NORMAL lost some. 2 is FULL."""

SAFE: Mapping[str, object] = {
    "secure_delete": 1,  # what is purged is overwritten
    "trusted_schema": 0,  # a schema that was tampered with calls no functions
    "mmap_size": 0,  # an I/O error is an error, never a crash
    "foreign_keys": 1,
    "cell_size_check": 1,  # a damaged page is noticed when it is read
    "temp_store": 2,  # sorting leaves no personal values in temporary files
}

TIDY_PAGES = 1_000  # a write-ahead log of 4 MB is worth moving into the database when there is nothing else to do
BUSY_PAGES = 16_000  # at 64 MB it is moved even while somebody waits

Row = tuple[Any, ...]


class Database(APSWDatabase):  # type: ignore[misc]  # peewee has no types
    """One connection. Every error that leaves it is the station's own (see foreign.py)."""

    def __init__(self, file: Path | None, *, read_only: bool = False) -> None:
        """file None is a database in memory."""
        self.file = file or Path(":memory:")
        self.read_only = read_only
        self.wal_pages = 0
        flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        super().__init__(str(self.file), autoconnect=False, thread_safe=False, timeout=BUSY_SECONDS, flags=flags)

    def execute_sql(self, sql: str, params: Sequence[object] | None = None) -> Any:
        try:
            return super().execute_sql(sql, params)
        except (peewee.PeeweeException, apsw.Error) as error:
            raise told(error, self.file) from error

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        """All rows of a query. Reading further rows may fail as the first one may, so queries end here."""
        try:
            return list(super().execute_sql(sql, params))
        except (peewee.PeeweeException, apsw.Error) as error:
            raise told(error, self.file) from error

    def row(self, sql: str, params: Sequence[object] = ()) -> Row | None:
        """The first row of a query."""
        rows = self.rows(sql, params)
        return rows[0] if rows else None

    def value(self, sql: str, params: Sequence[object] = ()) -> Any:
        """The first column of the first row, None where there is no row."""
        row = self.row(sql, params)
        return row[0] if row else None

    def in_write(self) -> bool:
        """Whether a transaction is open on this connection."""
        return not self.is_closed() and not self.connection().getautocommit()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads in here see one state of the database; short ones only, since the write-ahead log grows meanwhile."""
        self.execute_sql("BEGIN")
        try:
            yield
        finally:
            self.execute_sql("ROLLBACK")

    def watch_commits(self) -> None:
        """Counts the pages of the write-ahead log; SQLite's own habit would add two syncs to somebody's commit."""
        self.connection().set_wal_hook(self._committed)
        if armed("in-commit"):
            self.connection().set_commit_hook(_die_in_commit)

    def _committed(self, connection: apsw.Connection, name: str, pages: int) -> int:
        self.wal_pages = pages
        if pages >= BUSY_PAGES:
            connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        return apsw.SQLITE_OK

    def tidy(self, *, wipe: bool = False) -> None:
        """Moves a long write-ahead log into the database; wipe empties its file too, so that purged bytes are gone."""
        if wipe:
            self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        elif self.wal_pages >= TIDY_PAGES:
            self.rows("PRAGMA wal_checkpoint(PASSIVE)")
            self.wal_pages = 0


def _die_in_commit() -> bool:
    """SQLite calls this between the decision to commit and its sync; False lets the commit go on."""
    passing("in-commit")
    return False


def sqlite_version() -> str:
    """The version of the SQLite library that apsw brings."""
    return str(apsw.sqlite_lib_version())


def connect(file: Path, *, read_only: bool = False) -> Database:
    """A connection to a file that is ours or new, with its settings made and asserted. Schema: see migrate.

    Raises DatabaseUnfit (library, settings, a foreign or damaged file) and StoreError.
    """
    check_library(apsw.sqlite_lib_version(), file)
    db = Database(file, read_only=read_only)
    reconnect(db)
    return db


def reconnect(db: Database) -> None:
    """Opens a closed or doubtful connection anew, with everything asserted again."""
    with suppress(peewee.PeeweeException, apsw.Error):  # what is being left may be broken; its transaction ends anyhow
        db.close()
    try:
        _open(db)
        check_ours(db)
        _apply(db, SAFE if db.read_only else {**DURABLE, **SAFE})
        check_settings(db)
    except BaseException:
        db.close()
        raise


def _open(db: Database) -> None:
    try:
        db.connect()
    except (peewee.PeeweeException, apsw.Error) as error:
        raise told(error, db.file) from error
    if db.read_only:
        db.connection().config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    else:
        db.watch_commits()


def _apply(db: Database, settings: Mapping[str, object]) -> None:
    for name, wanted in settings.items():
        db.rows(f"PRAGMA {name} = {wanted}")


def check_library(version: str, file: Path) -> None:
    """Refuses a SQLite library with the WAL-reset fault."""
    if tuple(int(part) for part in version.split(".")) < FIXED_SQLITE:
        raise DatabaseUnfit(
            "store.library", file=str(file), what="SQLite", found=version, wanted=".".join(map(str, FIXED_SQLITE))
        )


def check_ours(db: Database) -> None:
    """Refuses a database of another program, before anything is changed in it."""
    found = db.value("PRAGMA application_id")
    empty = found == 0 and not db.value("SELECT count(*) FROM sqlite_schema")
    if found != APPLICATION_ID and not empty:
        _refuse(db, "application_id", found, APPLICATION_ID)


def check_settings(db: Database) -> None:
    """Asks for every setting and refuses the first that is not as wanted."""
    for name, wanted in {**DURABLE, **SAFE}.items():
        found = db.value(f"PRAGMA {name}")
        if found != wanted and not (name == "mmap_size" and found is None):
            _refuse(db, name, found, wanted)


def _refuse(db: Database, what: str, found: object, wanted: object) -> None:
    raise DatabaseUnfit("store.setting", file=str(db.file), what=what, found=found, wanted=wanted)
