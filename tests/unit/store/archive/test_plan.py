"""What is due: oldest first, after so many days, earlier where the disk is crowded, never what is still searched."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from station.clock import utc_text
from station.store.archive.plan import SEARCHED, Lot, Policy, due, files_of
from station.store.database import Database, connect
from station.store.migrate import migrate

NOW = datetime(2028, 6, 1, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = connect(tmp_path / "plan.db")
    migrate(made)
    yield made
    made.close()


def delivery(db: Database, name: str, days: int, *, stage: str = "signed", visit: str = "") -> None:
    at = utc_text(NOW - timedelta(days=days)) if stage == "signed" else ""
    row = {"id": name, "visit": visit, "stage": stage, "signed_at": at, "counted": None}
    row |= dict.fromkeys(("blind", "declared", "revision"), 1)
    columns = [str(column) for _, column, *_ in db.rows("PRAGMA table_info(delivery)")]
    values = [row.get(column, "") for column in columns]
    db.execute_sql(f"INSERT INTO delivery VALUES ({', '.join('?' for _ in columns)})", values)


def picture(db: Database, sha: str, size: int, delivery: str = "", visit: str = "") -> None:
    idx = int(db.value("SELECT count(*) FROM picture"))
    told = (idx, sha, "2026-11-24", delivery, "1" if delivery else "", visit, "top", "cam", size)
    db.execute_sql("INSERT INTO picture VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", told)


def names(db: Database, after: int, keep: int = 0) -> list[str]:
    return [lot.delivery for lot in due(db, Policy(timedelta(days=after), keep), NOW)]


def test_the_first_that_was_signed_is_the_first_to_go(db: Database, rng: random.Random) -> None:
    days = rng.sample(range(400, 4000), 20)
    for day in days:
        delivery(db, f"D{day}", day)
        picture(db, f"s{day}", 10, f"D{day}")
    assert names(db, 365) == [f"D{day}" for day in sorted(days, reverse=True)]


def test_what_is_younger_stays_unless_the_disk_is_crowded(db: Database) -> None:
    for day in (400, 300, 200, 91, 89):
        delivery(db, f"D{day}", day)
        picture(db, f"s{day}", 10, f"D{day}")
    assert names(db, 365) == ["D400"]
    assert names(db, 365, keep=50) == ["D400"]
    assert names(db, 365, keep=25) == ["D400", "D300", "D200"], "fifty less thirty fits"
    assert names(db, 365, keep=1) == ["D400", "D300", "D200", "D91"], "what is still searched stays"
    assert names(db, 0) == names(db, SEARCHED.days)


def test_what_is_not_signed_stays(db: Database) -> None:
    for stage in ("expected", "open", "receipt_pending"):
        delivery(db, stage, 400, stage=stage)
        picture(db, f"s{stage}", 10, stage)
    assert names(db, 365, keep=1) == []


def test_a_trucks_pictures_go_with_its_last_delivery(db: Database) -> None:
    delivery(db, "D1", 500, visit="V1")
    delivery(db, "D2", 400, stage="open", visit="V1")
    picture(db, "seal", 5, visit="V1")
    picture(db, "top1", 10, "D1")
    assert [(lot.delivery, lot.count, lot.size) for lot in due(db, Policy(SEARCHED), NOW)] == [("D1", 1, 10)]
    db.execute_sql(
        "UPDATE delivery SET stage = 'signed', signed_at = ? WHERE id = 'D2'", (utc_text(NOW - SEARCHED * 2),)
    )
    assert due(db, Policy(SEARCHED), NOW)[1] == Lot("D2", utc_text(NOW - SEARCHED * 2), 1, 5)
    assert files_of(db, "D2") == (("seal", 5),)


def test_what_was_archived_is_not_due_again(db: Database) -> None:
    delivery(db, "D1", 500)
    picture(db, "a", 10, "D1")
    picture(db, "b", 20, "D1")
    db.execute_sql("INSERT INTO archived_picture VALUES ('a', 'P', 'D1', 9, '2029-01-01')")
    [lot] = due(db, Policy(SEARCHED), NOW)
    assert (lot.count, lot.size, files_of(db, "D1")) == (1, 20, (("b", 20),))
