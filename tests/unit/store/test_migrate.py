"""Migrations: each once, each whole or not at all; db/schema.sql is what they make."""

from __future__ import annotations

from pathlib import Path

import pytest

from station.assets import database_file
from station.errors import Bug, DatabaseTooNew
from station.store.database import Database, connect
from station.store.migrate import fresh_schema, migrate, migrations, schema_of


def test_the_schema_file_is_fresh() -> None:
    """Make it anew with: python -m station.store.migrate > db/schema.sql"""
    assert database_file("schema.sql").read_text(encoding="utf-8") == fresh_schema()


def test_numbers_follow_one_another() -> None:
    assert list(migrations()) == list(range(1, len(migrations()) + 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_a.sql").write_text(
        "PRAGMA application_id = 1381192782; CREATE TABLE a (x); INSERT INTO a VALUES (7);"
    )
    return folder


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return connect(tmp_path / "station.db")


def test_a_second_run_changes_nothing_and_a_later_one_only_adds(db: Database, folder: Path) -> None:
    migrate(db, folder)
    migrate(db, folder)
    (folder / "0002_b.sql").write_text("CREATE TABLE b (y)")
    migrate(db, folder)
    assert (db.value("SELECT x FROM a"), db.value("PRAGMA user_version")) == (7, 2)
    db.close()


def test_a_migration_that_fails_leaves_nothing(db: Database, folder: Path) -> None:
    migrate(db, folder)
    before = schema_of(db)
    (folder / "0002_b.sql").write_text("CREATE TABLE b (y); INSERT INTO nowhere VALUES (1)")
    with pytest.raises(Bug):
        migrate(db, folder)
    assert (schema_of(db), db.value("PRAGMA user_version")) == (before, 1)
    db.close()


def test_a_later_programs_database_is_refused_unchanged(db: Database, folder: Path) -> None:
    migrate(db, folder)
    db.rows("PRAGMA user_version = 2")
    with pytest.raises(DatabaseTooNew) as told:
        migrate(db, folder)
    assert (told.value.params["found"], told.value.params["known"]) == (2, 1)
    db.close()
