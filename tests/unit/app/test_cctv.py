"""Clips that come from a recorder: stopped, without room, unreadable; and deadlines that pass while nobody looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from station.app import cctv
from station.app.cctv import keep, note_overdue
from station.clock import utc_text
from station.domain import aggregates
from station.domain.commands import ImportClip
from station.errors import DiskFull, StoreError
from station.store import projections
from station.store.files import Files
from station.store.queries import StoreQueries
from station.store.replay import replayed
from station.store.tables import lines
from station.workflow.copying import Copying, Stopped
from tests.unit.domain.rules.provoked_cctv import camera, changed, clip, compared
from tests.unit.store.conftest import received
from tests.unit.workflow.stage import Stage

ORDER = "IN20261124-0001"
DAY_S = 86_400


def file_of(folder: Path, name: str = "clip.DAV", size: int = 3_000_000) -> Path:
    file = folder / name
    file.write_bytes(b"x" * size)
    return file


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "evidence")


@pytest.mark.parametrize(
    ("name", "ext"),
    [("clip.DAV", "dav"), ("a.b.mp4", "mp4"), ("clip", "bin"), ("x.录像", "bin"), ("x.longlonglong", "bin")],
)
def test_any_file_gets_a_safe_ending_and_keeps_its_own_name(files: Files, tmp_path: Path, name: str, ext: str) -> None:
    copying = Copying()
    kept = keep(files, file_of(tmp_path, name), copying)
    assert (kept.ext, kept.name, kept.size) == (ext, name, 3_000_000)
    assert (copying.done, copying.total) == (3_000_000, 3_000_000)
    assert files.check(kept.sha256, ext)


def test_a_stopped_copy_and_one_without_room_keep_nothing(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(tmp_path)
    with pytest.raises(Stopped):
        keep(files, file, Copying(stop=True))
    monkeypatch.setattr(cctv, "free_bytes", lambda folder: 502_999_999)
    with pytest.raises(DiskFull) as full:
        keep(files, file, Copying())
    assert full.value.params["size"] == 3
    assert list(files.walk()) == []
    with pytest.raises(StoreError) as gone:
        keep(files, tmp_path / "pulled out.mp4", Copying())
    assert gone.value.key == "cctv.unreadable"


def asked(folder: Path) -> Stage:
    """A received delivery, whose camera was moved and compared, and a clip of it that somebody wants."""
    stage = received(folder)
    stage.give(camera(), "admin")
    since = utc_text(stage.clock.now())
    stage.clock.forward(60)
    stage.give(compared(station_at=since, shown_at=utc_text(stage.clock.now())), "zhao")
    stage.give(clip(delivery=ORDER, since=since, until=utc_text(stage.clock.now())), "zhao")
    stage.give(changed(spot="3"), "admin")
    return stage


def test_the_forecast_counts_a_clip_once_it_is_here(tmp_path: Path) -> None:
    stage = asked(tmp_path)
    queries = StoreQueries(stage.store.db, stage.clock)
    before, _ = queries.evidence_size()
    stage.give(ImportClip(delivery=ORDER, number=1, sha256="ab" * 32, ext="mp4", size=4_000, name="ch3.mp4"), "zhao")
    assert queries.evidence_size()[0] == before + 4_000
    stage.store.close()


def test_a_deadline_that_passes_is_noted_once(tmp_path: Path) -> None:
    stage = asked(tmp_path)
    queries = StoreQueries(stage.store.db, stage.clock)

    def note() -> int:
        note_overdue(stage.handlers, queries.clips_waiting(), utc_text(stage.clock.now()))
        return sum(bool(row.overdue_at) for row in queries.clips(ORDER))

    before = queries.log_size()
    assert (note(), queries.log_size()) == (0, before)
    stage.clock.forward(30 * DAY_S)
    assert (note(), note()) == (1, 1)
    assert queries.log_size() <= before + 2, "one entry, and one of the clock that was moved"
    stage.store.close()


def test_the_tables_of_the_cctv_follow_from_the_log(tmp_path: Path) -> None:
    stage = asked(tmp_path)
    again = replayed(stage.store.db, aggregates, projections)
    for table, count in (("cctv_spell", 2), ("cctv_clock", 1), ("clip", 1)):
        live = list(lines(stage.store.db, table))
        assert len(live) == count
        assert list(lines(again, table)) == live
    again.close()
    stage.store.close()
