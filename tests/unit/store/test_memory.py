"""What the store remembers between transactions only repeats the log: states, the tree, the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from station.domain.entry import Entry
from station.errors import DatabaseUnfit, StoreError
from station.store.book import Book, Folded
from station.store.clock_watch import ClockWatch
from station.store.store import Store
from tests.unit.store.conftest import opened
from tests.unit.store.test_store import book


def test_a_commit_whose_answer_was_lost_is_looked_up_and_not_done_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(store, "k1")
    real = store.db.execute_sql

    def lost(sql: str, params: Sequence[object] | None = None) -> Any:
        result = real(sql, params)
        if sql == "COMMIT":
            raise StoreError("store.input_output", file="station.db", reason="lost")
        return result

    with monkeypatch.context() as broken:
        broken.setattr(store.db, "execute_sql", lost)
        with pytest.raises(StoreError):
            book(store, "k2")
    book(store, "k2")
    book(store, "k3")
    assert [key for (key,) in store.db.rows("SELECT key FROM log ORDER BY idx")] == ["k1", "k2", "k3"]


def test_another_log_of_the_same_length_is_noticed(tmp_path: Path) -> None:
    """Not only a shorter log: one with other entries under a head that was signed is refused as well."""
    store = opened(tmp_path)
    book(store, "k1")
    store.checkpoint()
    store.close()
    (tmp_path / "data" / "station.db").rename(tmp_path / "taken-away.db")
    note = (tmp_path / "data" / "checkpoint.txt").read_bytes()
    (tmp_path / "data" / "checkpoint.txt").unlink()
    store = opened(tmp_path)
    book(store, "other")
    store.close()
    (tmp_path / "data" / "checkpoint.txt").write_bytes(note)
    with pytest.raises(DatabaseUnfit) as told:
        opened(tmp_path)
    assert told.value.key == "store.other_history"


def test_a_head_that_was_written_over_is_refused(tmp_path: Path) -> None:
    store = opened(tmp_path)
    book(store, "k1")
    note = store.checkpoint()
    store.close()
    (tmp_path / "data" / "checkpoint.txt").write_bytes(note.replace(b"\n1\n", b"\n0\n"))
    with pytest.raises(StoreError) as told:
        opened(tmp_path)
    assert told.value.key == "store.checkpoint_unreadable"


def test_a_vault_row_that_was_moved_is_noticed(store: Store) -> None:
    """The record id is authenticated with the text: nobody becomes another person by an UPDATE."""
    with store.unit_of_work("wang") as uow:
        uow.seal("one", "王丽")
        uow.seal("other", "李强")
        uow.commit()
    store.db.execute_sql(
        "UPDATE vault SET ciphertext = (SELECT ciphertext FROM vault WHERE record = 'other') WHERE record = 'one'"
    )
    with pytest.raises(StoreError) as told:
        store.reveal("one")
    assert told.value.key == "store.vault_tampered"


def entry(stream: str, version: int) -> Entry:
    return Entry(
        station="IN-01", stream=stream, index=version, version=version, kind="x", at="2026-11-24T10:00:00.000Z",
        actor="wang", mono=0, key=f"{stream}-{version}", data={},
    )  # fmt: skip


def test_a_book_folds_each_stream_once_and_forgets_those_used_least() -> None:
    reads: list[str] = []

    def read(stream: str) -> list[Entry]:
        reads.append(stream)
        return [entry(stream, 1), entry(stream, 2)]

    rules = SimpleNamespace(initial=lambda stream: 0, evolve=lambda state, kind, data, facts: state + facts.version)
    kept = Book(rules, read, kept=2)
    assert kept.folded("a") == Folded(2, 3)
    kept.folded("b")
    kept.folded("a")
    kept.folded("c")  # b goes, it was used least
    kept.folded("a")
    assert reads == ["a", "b", "c"]
    kept.folded("b")
    assert reads == ["a", "b", "c", "b"]
    kept.clear()
    kept.folded("b")
    assert reads[-1:] == ["b"]


class Clock:
    """Wall and monotonic time that a test moves by itself."""

    def __init__(self) -> None:
        self.wall, self.mono = datetime(2026, 11, 24, 10, 0, tzinfo=UTC), 5.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.mono

    def go(self, wall: float, mono: float) -> None:
        self.wall, self.mono = self.wall + timedelta(seconds=wall), self.mono + mono


@pytest.mark.parametrize(
    ("wall", "mono", "step"),
    [(60, 60, 0), (1.9, 0, 0), (-1.9, 0, 0), (62, 60, 2_000), (-3540, 60, -3_600_000), (3600, 0, 3_600_000)],
)
def test_a_wall_clock_that_was_moved_two_seconds_or_more_is_noticed(wall: float, mono: float, step: int) -> None:
    clock = Clock()
    watch = ClockWatch(clock, None)
    clock.go(wall, mono)
    assert watch.look() == (clock.wall, round((5.0 + mono) * 1000))
    assert watch.step_ms == step
    watch.written()
    assert watch.step_ms == 0


def test_a_start_before_the_last_entry_is_a_step_back() -> None:
    clock = Clock()
    assert ClockWatch(clock, clock.wall + timedelta(minutes=1)).step_ms == -60_000
    assert ClockWatch(clock, clock.wall - timedelta(minutes=1)).step_ms == 0
