"""A real store in a folder of its own, and one in which a whole delivery was received."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.domain import aggregates
from station.store import projections
from station.store.store import Store
from tests.unit.fake_clock import FakeClock
from tests.unit.workflow.stage import Stage
from tests.unit.workflow.test_engine import count, sample, to_count


def opened(folder: Path, clock: FakeClock | None = None) -> Store:
    return Store.open(
        folder / "data",
        folder / "keys",
        "IN-01",
        clock=clock or FakeClock(),
        aggregates=aggregates,
        projector=projections,
    )


def received(folder: Path) -> Stage:
    """A stage on a real store after a whole delivery, with a signed head in the middle and one at the end."""
    clock = FakeClock()
    store = opened(folder, clock)
    stage = Stage(store=store, evidence=store.evidence, clock=clock)
    to_count(stage)
    store.checkpoint()
    count(stage, 2)
    sample(stage)
    stage.sign_in("wang")
    stage.scan(f"SF{1:013}")
    stage.scan(f"SF{2:013}")
    stage.press()
    store.checkpoint()
    return stage


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path)
    yield store
    store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a station that received a delivery and was closed."""
    stage = received(tmp_path)
    stage.store.close()
    return tmp_path
