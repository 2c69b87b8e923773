"""Replay and comparison in batches: the right row is named, and a station that goes on working is no fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import apsw
import pytest

from station.domain import aggregates
from station.domain.merkle import leaf_hash
from station.store import projections, tables
from station.store.database import Database, Row
from station.store.reader import reading
from station.store.replay import Replay
from station.store.tables import lines
from station.store.verify import verify
from station.texts import LANGUAGES, Texts
from tests.unit.store.conftest import received
from tests.unit.store.test_store import book
from tests.unit.store.test_verify import found, tamper


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows a batch, so that the ordinary delivery has many of them."""
    monkeypatch.setattr(tables.Table.after, "__defaults__", (3,))


def rows_of(folder: Path, table: str) -> list[str]:
    with reading(folder / "data") as db:
        return list(lines(db, table))


def test_batches_give_every_row_once_and_in_order(folder: Path, small_batches: None) -> None:
    with reading(folder / "data") as db:
        indexes = [json.loads(row)["row"]["idx"] for row in lines(db, "log_subject")]
        assert indexes == list(range(db.value("SELECT count(*) FROM log")))


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE log_subject SET flag = 'x' WHERE idx = 40", 40),
        ("DELETE FROM log_subject WHERE idx = 41", 41),
        ("INSERT INTO log_subject VALUES (-7, '', '', '', '')", -7),
    ],
)
def test_an_altered_a_missing_and_an_added_row_are_named(
    folder: Path, small_batches: None, statement: str, named: int
) -> None:
    tamper(folder, statement)
    key, params = found(folder)
    assert key == "verify.projection"
    assert json.loads(str(params["row"]))["row"]["idx"] == named


def test_entries_that_come_in_between_two_batches_are_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = received(tmp_path)
    read = tables.Table.after
    booked: list[str] = []

    def after(of: tables.Table, db: Database, key: Row | None) -> list[Row]:
        rows = read(of, db, key, 3)
        if len(booked) < 20:
            booked.append(f"meanwhile-{len(booked)}")
            book(stage.store, booked[-1])
        return rows

    monkeypatch.setattr(tables.Table, "after", after)
    report = verify(tmp_path / "data", tmp_path / "keys", aggregates, projections, lambda said: None)
    assert report.good, report.lines
    assert len(booked) == 20
    stage.store.close()


def test_a_verifier_never_moves_the_write_ahead_log(tmp_path: Path) -> None:
    """Two processes that checkpoint are one too many; the station alone does it."""
    stage = received(tmp_path)
    wal = tmp_path / "data" / "station.db-wal"
    before = (wal.stat().st_size, (tmp_path / "data" / "station.db").read_bytes())
    assert verify(tmp_path / "data", tmp_path / "keys", aggregates, projections, lambda said: None).good
    assert (wal.stat().st_size, (tmp_path / "data" / "station.db").read_bytes()) == before
    stage.store.close()


def test_a_replay_goes_on_where_it_stopped(tmp_path: Path) -> None:
    stage = received(tmp_path)
    replay = Replay(aggregates, projections)
    replay.catch_up(stage.store.db)
    book(stage.store, "later")
    replay.catch_up(stage.store.db)
    assert list(lines(replay.db, "log_subject")) == list(lines(stage.store.db, "log_subject"))
    replay.db.close()
    stage.store.close()


def forge(folder: Path, index: int, old: bytes, new: bytes) -> None:
    """Alters an entry as somebody would who knows about leaf hashes, and takes the signed heads away."""
    with apsw.Connection(str(folder / "data" / "station.db")) as db:
        ((stored,),) = list(db.execute("SELECT entry FROM log WHERE idx = ?", (index,)))
    db.close()
    forged = bytes(stored).replace(old, new, 1)
    assert forged != stored, "the test itself has to change something"
    hashed = leaf_hash(forged).hex()
    tamper(
        folder,
        f"UPDATE log SET entry = x'{forged.hex()}', leaf = x'{hashed}' WHERE idx = {index}",
        "DELETE FROM checkpoint",
    )
    (folder / "data" / "checkpoint.txt").unlink()


def test_an_entry_in_another_writing_is_named(folder: Path) -> None:
    forge(folder, 5, b'{"actor":', b'{ "actor":')
    key, params = found(folder)
    assert (key, params["index"]) == ("verify.not_canonical", 5)


def test_an_entry_of_another_station_is_named(folder: Path) -> None:
    forge(folder, 5, b'"station":"IN-01"', b'"station":"IN-02"')
    key, params = found(folder)
    assert (key, params["index"]) == ("verify.station", 5)


def test_an_entry_that_no_rule_can_take_is_named_and_no_traceback(folder: Path) -> None:
    with reading(folder / "data") as db:
        index = db.value("SELECT idx FROM log WHERE kind = 'unit.weighed' LIMIT 1")
    forge(folder, index, b'"gross":', b'"grosz":')
    key, params = found(folder)
    assert (key, params["index"]) == ("verify.rule", index)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_found_is_a_sentence(folder: Path, language: str) -> None:
    tamper(folder, "DELETE FROM log WHERE idx = 20")
    report: Any = verify(folder / "data", folder / "keys", aggregates, projections, lambda said: None)
    assert "20" in Texts(language).say(report.lines[0])
