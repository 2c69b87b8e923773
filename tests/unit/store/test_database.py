"""Every setting is asked for, and each wrong one is refused; foreign errors become the station's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import apsw
import peewee
import pytest

from station.errors import Bug, DatabaseUnfit, DiskFull, StationError, StoreError
from station.store.database import DURABLE, SAFE, Database, check_library, check_settings, connect
from station.store.foreign import told
from station.store.migrate import migrate

WRONG = {
    "journal_mode": "delete",
    "synchronous": 1,
    "secure_delete": 0,
    "trusted_schema": 1,
    "mmap_size": 1_048_576,
    "foreign_keys": 0,
    "cell_size_check": 0,
    "temp_store": 1,
}


@pytest.fixture
def db(tmp_path: Path) -> Database:
    db = connect(tmp_path / "station.db")
    migrate(db)
    return db


def test_every_setting_has_a_wrong_one_here() -> None:
    assert set(WRONG) == {*DURABLE, *SAFE}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_refused(db: Database, name: str) -> None:
    check_settings(db)
    db.rows(f"PRAGMA {name} = {WRONG[name]}")
    with pytest.raises(DatabaseUnfit) as refused:
        check_settings(db)
    assert refused.value.params["what"] == name
    db.close()


@pytest.mark.parametrize("version", ["3.7.0", "3.40.1", "3.51.2"])
def test_a_library_with_the_wal_reset_fault_is_refused(version: str) -> None:
    with pytest.raises(DatabaseUnfit):
        check_library(version, Path("station.db"))


@pytest.mark.parametrize("version", ["3.51.3", "3.54.1", "4.0.0"])
def test_a_mended_library_is_taken(version: str) -> None:
    check_library(version, Path("station.db"))


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "station.db").write_bytes(b"this is a text file, no database at all" * 100)
    with pytest.raises(DatabaseUnfit) as refused:
        connect(tmp_path / "station.db")
    assert refused.value.key == "store.damaged"


def test_a_full_database_is_a_full_disk(db: Database) -> None:
    db.rows(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    with pytest.raises(DiskFull):
        db.execute_sql("INSERT INTO draft VALUES ('a', zeroblob(100000))")
    db.close()


def test_a_reader_cannot_write(db: Database) -> None:
    reader = connect(db.file, read_only=True)
    with pytest.raises(StoreError) as refused:
        reader.execute_sql("INSERT INTO draft VALUES ('a', x'00')")
    assert refused.value.key == "store.read_only"
    reader.close()
    db.close()


def test_a_closed_connection_is_told_as_such(db: Database) -> None:
    """After a failed commit the file may not open again at once; a page that asks meanwhile must not crash."""
    db.close()
    with pytest.raises(StoreError) as refused:
        db.value("SELECT 1")
    assert refused.value.key == "store.not_open"


@pytest.mark.parametrize(
    ("error", "kind", "key"),
    [
        (apsw.FullError("x"), DiskFull, "store.disk_full"),
        (apsw.IOError("x"), StoreError, "store.input_output"),
        (apsw.BusyError("x"), StoreError, "store.busy"),
        (apsw.CantOpenError("x"), StoreError, "store.cannot_open"),
        (apsw.CorruptError("x"), DatabaseUnfit, "store.damaged"),
        (apsw.NotADBError("x"), DatabaseUnfit, "store.damaged"),
        (apsw.ConstraintError("x"), Bug, "store.constraint"),
        (apsw.SQLError("x"), Bug, "store.sql"),
    ],
)
def test_errors_of_sqlite_are_told_also_in_peewees_wrapping(error: Exception, kind: type, key: str) -> None:
    for raised in (error, peewee.OperationalError(error)):
        own = told(raised, Path("station.db"))
        assert (type(own), own.key) == (kind, key)
        assert isinstance(own, StationError)


HALF_MADE = """
import os, sys
import apsw
run = apsw.Connection(sys.argv[1]).execute
run("PRAGMA cache_size = 1")
run("CREATE TABLE t (a)")
for _ in range(50):
    run("INSERT INTO t VALUES (randomblob(5000))")
run("BEGIN IMMEDIATE")
run("UPDATE t SET a = randomblob(5000)")
os._exit(9)
"""


def test_a_writer_that_was_killed_before_the_log_began_is_told_as_that(tmp_path: Path) -> None:
    """A kill while the first start makes the database: a reader may not undo it, and says what to do."""
    file = tmp_path / "station.db"
    subprocess.run([sys.executable, "-c", HALF_MADE, str(file)], check=False)
    assert (tmp_path / "station.db-journal").exists()
    with pytest.raises(StoreError) as told:
        connect(file, read_only=True)
    assert told.value.key == "store.unrecovered"
