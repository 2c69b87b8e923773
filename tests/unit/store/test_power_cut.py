"""R2 of pictures: whenever the power goes, no row of the log is without the file that it names."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from station.domain.entry import Entry
from station.platform import WINDOWS
from station.store.queries import pictures_in
from tests.unit.fake_clock import FakeClock
from tests.unit.store.archive.shelves import here, named, signed, there
from tests.unit.store.conftest import opened
from tests.unit.store.disk import Asked, Recorder, lost_after
from tests.unit.workflow.stage import Stage
from tests.unit.workflow.test_engine import to_count

WAYS = 6  # random ones at each call, beside "nothing is left" and "everything is"

pytestmark = pytest.mark.skipif(WINDOWS, reason="NTFS journals names; the order of calls is POSIX's")


@pytest.fixture
def traced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """A truck's goods received up to the count on a real store, with every call that its pictures made."""
    return _received(tmp_path, monkeypatch)


def _received(folder: Path, patch: pytest.MonkeyPatch, without: str = "") -> Recorder:
    recorder = Recorder(patch, folder, without)
    clock = FakeClock()
    store = opened(folder, clock)

    def written(entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            for sha in pictures_in(entry.data):
                recorder.row(sha)

    stage = Stage(store=store, evidence=store.files, clock=clock)
    stage.handlers.subscribe(written)
    to_count(stage)
    store.close()
    return recorder


def _losses(asked: list[Asked], seed: int) -> list[str]:
    print(f"seed {seed}")
    return list(lost_after(asked, random.Random(seed), WAYS))


def test_no_row_is_without_its_file_after_any_cut(traced: Recorder) -> None:
    rows = [one for one in traced.asked if one.what == "row"]
    assert len(rows) > 12, "two cartons have twelve faces"
    assert _losses(traced.asked, random.randrange(10**6)) == []


@pytest.mark.parametrize("forgotten", ["fsync", "sync_dir"])
def test_where_a_sync_is_left_out_it_is_found(forgotten: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = _received(tmp_path, monkeypatch, without=forgotten)
    assert _losses(recorder.asked, 1)


def test_a_row_that_comes_before_its_file_is_found(traced: Recorder) -> None:
    first = next(place for place, one in enumerate(traced.asked) if one.what == "row")
    hasty = [traced.asked[first], *traced.asked[:first], *traced.asked[first + 1 :]]
    assert _losses(hasty, 1)


# The archive: the second place is another disk, so that what was written to it may be lost while a removal here is not.


def _archived(folder: Path, patch: pytest.MonkeyPatch, without: str = "") -> tuple[list[Asked], int]:
    """Every call of a delivery and of its way to the archive, and at which of them that way begins."""
    recorder = Recorder(patch, folder)
    shelves = signed(folder)
    for sha in named(shelves.store):
        recorder.row(sha)
    recorder.without, begins = without, len(recorder.asked)
    shelves.mover().run(shelves.lots())
    assert not here(shelves)
    assert there(shelves) == set(named(shelves.store))
    shelves.store.close()
    return recorder.asked, begins


def _lost_on_the_way(asked: list[Asked], begins: int, seed: int) -> list[str]:
    print(f"seed {seed}")
    return list(lost_after(asked, random.Random(seed), 2, since=begins))


def test_no_picture_is_in_neither_place_after_any_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, begins = _archived(tmp_path, monkeypatch)
    removed = [one for one in asked[begins:] if one.what == "unlink" and one.path.endswith(".jpg")]
    assert len(removed) > 12, "two cartons have twelve faces"
    assert _lost_on_the_way(asked, begins, random.randrange(10**6)) == []


@pytest.mark.parametrize("forgotten", ["fsync", "sync_dir"])
def test_where_the_archive_is_not_synced_it_is_found(
    forgotten: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, begins = _archived(tmp_path, monkeypatch, without=forgotten)
    assert _lost_on_the_way(asked, begins, 1)


def test_a_removal_before_its_copy_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, begins = _archived(tmp_path, monkeypatch)
    place = next(
        at for at, one in enumerate(asked) if at >= begins and one.path.endswith(".jpg") and one.what == "unlink"
    )
    hasty = [*asked[:begins], asked[place], *asked[begins:place], *asked[place + 1 :]]
    assert _lost_on_the_way(hasty, begins, 1)
