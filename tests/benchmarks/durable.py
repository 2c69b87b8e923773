"""P1 and P2: a durable step on the production path against the disk's own sync, and against SQLite doing the same."""

from __future__ import annotations

import itertools
import os
import tempfile
from pathlib import Path

import apsw

from station.clock import SystemClock
from station.domain import aggregates
from station.domain.commands import AddPerson, ScanUnit, SignIn
from station.store import projections
from station.store.database import DURABLE
from station.store.store import Store
from station.workflow.handlers import Handlers
from tests.benchmarks.figures import Figure, interleaved, timed

STEPS = 300
_keys = itertools.count()


def _station(folder: Path) -> tuple[Store, Handlers]:
    clock = SystemClock()
    store = Store.open(
        folder / "data", folder / "keys", "B-01", clock=clock, aggregates=aggregates, projector=projections
    )
    handlers = Handlers(store, clock)
    first = AddPerson(person="admin", badge="1", name="admin", roles=("administrator",), pin_hash="x")
    handlers.appoint(first, "first")
    return store, handlers


def _steps(handlers: Handlers) -> float:
    """Refused scans and sign-ins: the whole way of a command, its entry, projections, tiles, one commit."""

    def work() -> None:
        for _ in range(STEPS // 2):
            handlers.dispatch(SignIn(person="admin"), f"b{next(_keys)}", "admin")
            handlers.dispatch(ScanUnit(delivery="IN-none", code="SF1"), f"b{next(_keys)}", "admin")

    return timed(work)


def _floor(folder: Path) -> float:
    """The disk's fdatasync after a write of one page, as often."""
    handle = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT)
    page = bytes(4096)
    sync = getattr(os, "fdatasync", os.fsync)

    def work() -> None:
        for _ in range(STEPS):
            os.write(handle, page)
            sync(handle)

    try:
        return timed(work)
    finally:
        os.close(handle)


def p1() -> list[Figure]:
    """Steps a second ÷ syncs a second of the same disk. That a step is one sync is a test of its own (strace)."""
    with tempfile.TemporaryDirectory(dir=".") as name:
        store, handlers = _station(Path(name))
        step, floor = interleaved(lambda: _steps(handlers), lambda: _floor(Path(name)))
        store.close()
    ratio = floor / step
    detail = f"{STEPS / step:.0f} steps/s, {STEPS / floor:.0f} syncs/s"
    return [Figure("P1", "durable steps ÷ fdatasync floor", ratio, "x", ">= 0.35", ratio >= 0.35, detail)]


def p2() -> list[Figure]:
    """The same ÷ apsw alone writing rows of the same sizes through the same number of statements and indexes."""
    with tempfile.TemporaryDirectory(dir=".") as name:
        store, handlers = _station(Path(name))
        raw = _raw(Path(name) / "raw.db")
        step, bare = interleaved(lambda: _steps(handlers), lambda: _raw_steps(raw))
        raw.close()
        store.close()
    ratio = bare / step
    detail = f"{STEPS / bare:.0f} raw transactions/s"
    return [Figure("P2", "durable steps ÷ raw SQLite with the same rows", ratio, "x", ">= 0.85", ratio >= 0.85, detail)]


def _raw(file: Path) -> apsw.Connection:
    db = apsw.Connection(str(file))
    for pragma, value in DURABLE.items():
        db.execute(f"PRAGMA {pragma} = {value}")
    for number in (1, 2):
        sql = Path(f"db/migrations/{'0001_log' if number == 1 else '0002_projections'}.sql").read_text(encoding="utf-8")
        db.execute(sql)
    return db


def _raw_steps(db: apsw.Connection) -> float:
    entry, leaf = bytes(420), bytes(32)
    (size,) = next(iter(db.execute("SELECT count(*) FROM log")))
    columns = "idx, stream, version, kind, at, actor, second_actor, key, entry, leaf"
    row = f"INSERT INTO log ({columns}) VALUES (?,?,?,?,?,?,?,?,?,?)"

    def work() -> None:
        for at in range(size, size + STEPS):
            db.execute("BEGIN IMMEDIATE")
            db.execute(row, (at, "person/a", at, "person.signed_in", "2026", "a", None, f"k{at}", entry, leaf))
            db.execute("INSERT OR REPLACE INTO person VALUES ('a', '1', 'r', 'x', 1, 1)")
            db.execute("INSERT OR REPLACE INTO log_subject VALUES (?, '', '', '', '')", (at,))
            db.execute("COMMIT")

    return timed(work)
