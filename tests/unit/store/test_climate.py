"""The minutes of the air: read by the time they were measured in, one sensor and one window at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from station.domain import aggregates
from station.domain.case import Happening
from station.domain.events.site import ClimateRecorded
from station.store import projections
from station.store.database import Database
from station.store.migrate import migrate, migrations
from station.store.queries import StoreQueries
from station.store.replay import Replay
from station.store.store import Store
from station.store.tables import lines
from station.workflow.handlers import Handlers
from tests.unit.fake_clock import FakeClock
from tests.unit.store.conftest import opened

HOUR = datetime(2026, 11, 24, 1, 0, tzinfo=UTC).timestamp()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    store = opened(tmp_path, clock)
    yield store
    store.close()


def book(store: Store, clock: FakeClock, device: str, minute: str, mean: str = "4.2") -> None:
    recorded = ClimateRecorded(
        samples=6,
        temperature_mean=Decimal(mean),
        temperature_min=Decimal("4.0"),
        temperature_max=Decimal("4.5"),
        humidity_mean=Decimal("61.0"),
        humidity_min=Decimal("60.5"),
        humidity_max=Decimal("61.5"),
        minute=minute,
    )
    Handlers(store, clock).book([Happening(f"device/{device}", recorded)], f"climate-{device}-{minute}-{mean}")


def starts(store: Store, clock: FakeClock, since: float, until: float, device: str = "th1") -> list[int]:
    return [round((row[0] - HOUR) / 60) for row in StoreQueries(store.db, clock).climate(device, since, until)]


def test_a_window_has_its_first_minute_and_not_its_last(store: Store, clock: FakeClock) -> None:
    for minute in range(5):
        book(store, clock, "th1", f"2026-11-24T01:0{minute}")
    assert starts(store, clock, HOUR + 60, HOUR + 180) == [1, 2]
    assert starts(store, clock, HOUR + 1, HOUR + 181) == [1, 2, 3]
    assert starts(store, clock, HOUR - 86400, HOUR) == []


def test_a_minute_is_where_it_was_measured_however_late_it_was_written(store: Store, clock: FakeClock) -> None:
    clock.forward(7200)
    book(store, clock, "th1", "2026-11-24T01:01")
    assert starts(store, clock, HOUR, HOUR + 86400) == [1]


def test_an_entry_without_its_minute_stands_at_its_own_time(store: Store, clock: FakeClock) -> None:
    clock.forward(305)
    book(store, clock, "th1", "")
    assert starts(store, clock, HOUR, HOUR + 86400) == [5]


def test_each_sensor_by_itself_and_every_figure_in_its_place(store: Store, clock: FakeClock) -> None:
    book(store, clock, "th1", "2026-11-24T01:00")
    book(store, clock, "th2", "2026-11-24T01:00", mean="-18.5")
    queries = StoreQueries(store.db, clock)
    assert queries.climate_sensors() == ("th1", "th2")
    assert list(queries.climate("th2", HOUR, HOUR + 60)) == [(HOUR, -18.5, 4.0, 4.5, 61.0, 60.5, 61.5)]
    assert all(isinstance(value, float) for value in queries.climate("th1", HOUR, HOUR + 60)[0])


def test_a_window_is_read_by_its_index(store: Store) -> None:
    plan = store.db.rows(
        "EXPLAIN QUERY PLAN SELECT * FROM climate_minute WHERE device = 'a' AND minute >= 'b' AND minute < 'c'"
    )
    assert "USING INDEX climate_minute_window (device=? AND minute>? AND minute<?)" in str(plan)


def test_a_replay_gives_the_same_minutes(store: Store, clock: FakeClock) -> None:
    book(store, clock, "th1", "2026-11-24T01:00")
    book(store, clock, "th1", "")
    replay = Replay(aggregates, projections)
    replay.catch_up(store.db)
    rows = list(lines(store.db, "climate_minute"))
    assert len(rows) == 2
    assert list(lines(replay.db, "climate_minute")) == rows
    replay.db.close()


def test_minutes_from_before_the_window_stand_at_their_own_time() -> None:
    db = Database(None)
    db.connect()
    for number in (1, 2):
        db.execute_sql(migrations()[number].read_text(encoding="utf-8"))
    db.execute_sql("PRAGMA user_version = 2")
    old = "'th1', '2026-11-24T01:05:03.000Z', 9, 6, '4.2', '4.0', '4.5', '61.0', '60.5', '61.5'"
    db.execute_sql(f"INSERT INTO climate_minute VALUES ({old})")
    migrate(db)
    assert starts_of(db) == [HOUR + 300]
    db.close()


def starts_of(db: Database) -> list[float]:
    return [row[0] for row in StoreQueries(db, FakeClock()).climate("th1", HOUR, HOUR + 86400)]
