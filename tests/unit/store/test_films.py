"""A film's file on its way to the evidence: whole, durable, named by content; interrupted anywhere it is taken up."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from station.domain import aggregates
from station.domain.commands import BeginFilm, LoseFilm, RecordFilm
from station.domain.events.common import Film, FilmGap
from station.domain.film.writing import Facts, gap, head, picture
from station.errors import StoreError
from station.store import projections
from station.store.films import QUIET, FilmFiles
from station.store.queries import StoreQueries
from station.store.verify import verify
from station.workflow.handlers import STATION, Accepted
from tests.unit.fake_clock import FakeClock
from tests.unit.store.conftest import opened
from tests.unit.workflow.stage import Stage
from tests.unit.workflow.test_engine import count, to_count

ORDER = "IN20261124-0001"
FACTS = Facts("D1/1", datetime(2026, 11, 24, 2, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), 1280, 720, "device-bytes")
JPEG = b"\xff\xd8\xff" + b"x" * 5000 + b"\xff\xd9"
BYTES = head(FACTS) + picture(0, JPEG) + gap(FACTS, 0, 9000, "paused") + picture(9000, JPEG)
SHA = hashlib.sha256(BYTES).hexdigest()
GAP = FilmGap(begins="2026-11-24T02:00:00.000Z", ends="2026-11-24T02:00:09.000Z", why="paused")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A delivery whose cartons were drawn, on a real store."""
    clock = FakeClock()
    store = opened(tmp_path, clock)
    stage = Stage(store=store, evidence=store.evidence, clock=clock)
    to_count(stage)
    count(stage, 2)
    yield stage
    store.close()


@pytest.fixture
def films(stage: Stage) -> FilmFiles:
    files: FilmFiles = stage.store.films  # type: ignore[attr-defined]
    return files


@pytest.fixture
def queries(stage: Stage) -> StoreQueries:
    """What the screen reads of the films."""
    store: Any = stage.store
    return StoreQueries(store.db, FakeClock())


def begin(stage: Stage) -> str:
    """Begins film f1 of the drawn unit, and gives that."""
    case = stage.handlers.case(ORDER)
    assert case.delivery.sample is not None
    unit = case.delivery.sample.drawn[0]
    command = BeginFilm(delivery=ORDER, unit=unit, film="f1", camera="cam")
    assert isinstance(stage.handlers.dispatch(command, "film-f1", "chen"), Accepted)
    return unit


def record(stage: Stage, films: FilmFiles, unit: str, kept: Film) -> None:
    command = RecordFilm(delivery=ORDER, unit=unit, film="f1", recorded=kept)
    assert isinstance(stage.handlers.dispatch(command, "filmed-f1", STATION), Accepted)
    films.forget("f1")


def kept(films: FilmFiles, sha256: str = SHA, end: str = "asked") -> Film:
    film = films.keep("f1", "cam", end, sha256)
    assert isinstance(film, Film)
    return film


def test_a_film_becomes_evidence(films: FilmFiles) -> None:
    films.path("f1").write_bytes(BYTES)
    film = kept(films)
    assert (film.sha256, film.size, film.frames, film.gaps) == (SHA, len(BYTES), 2, (GAP,))
    assert (film.begins, film.ends) == ("2026-11-24T02:00:00.000Z", "2026-11-24T02:00:09.000Z")
    opened_film = films.open(SHA)
    assert opened_film is not None
    with opened_film as file:
        assert file.read() == BYTES
    assert not films.path("f1").exists()


def test_the_forecast_counts_films(stage: Stage, films: FilmFiles, queries: StoreQueries) -> None:
    pictures, first = queries.evidence_size()
    unit = begin(stage)
    films.path("f1").write_bytes(BYTES)
    record(stage, films, unit, kept(films))
    assert queries.evidence_size() == (pictures + len(BYTES), first)
    assert queries.evidence_size("2100-01-01T00:00:00.000Z") == (0, "")


def test_what_a_killed_process_left_is_cut_to_its_last_picture(films: FilmFiles) -> None:
    films.path("f1").write_bytes(BYTES[:-1000])
    film = kept(films, sha256="", end="lost")
    assert (film.frames, film.end) == (1, "lost")
    assert hashlib.sha256(BYTES[: film.size]).hexdigest() == film.sha256


def test_a_file_that_is_not_what_was_written_is_no_evidence(films: FilmFiles) -> None:
    films.path("f1").write_bytes(BYTES.replace(b"x", b"y"))
    assert films.keep("f1", "cam", "asked", SHA) == "altered"
    assert films.open(SHA) is None


@pytest.mark.parametrize(("written", "why"), [(None, "no_file"), (b"", "no_picture"), (head(FACTS), "no_picture")])
def test_nothing_is_said_to_be_nothing(films: FilmFiles, written: bytes | None, why: str) -> None:
    if written is not None:
        films.path("f1").write_bytes(written)
    assert films.keep("f1", "cam", "asked") == why


def test_killed_between_file_and_entry_it_is_found_again(films: FilmFiles) -> None:
    films.path("f1").write_bytes(BYTES)
    first = kept(films)
    assert kept(films, sha256="") == first
    films.forget("f1")
    assert films.keep("f1", "cam", "asked") == "no_file"


def test_a_file_that_was_written_just_now_is_not_quiet(films: FilmFiles) -> None:
    file = films.path("f1")
    assert films.quiet("f1")  # there is none
    file.write_bytes(BYTES)
    assert not films.quiet("f1")
    written = file.stat().st_mtime - 2 * QUIET
    os.utime(file, (written, written))
    assert films.quiet("f1")


def test_a_disk_that_refuses_is_said(films: FilmFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    films.path("f1").write_bytes(BYTES)

    def refused(*_: object) -> None:
        raise StoreError("store.file_unwritable", folder="x", reason="full")

    monkeypatch.setattr(films._files, "adopt", refused)
    assert films.keep("f1", "cam", "asked") == "unwritable"
    monkeypatch.undo()
    assert kept(films).sha256 == SHA  # the next start takes it up


def test_a_film_is_listed_open_until_it_is_recorded(stage: Stage, films: FilmFiles, queries: StoreQueries) -> None:
    unit = begin(stage)
    assert [(row.film, row.unit, row.begun_by) for row in queries.films_open()] == [("f1", unit, "chen")]
    films.path("f1").write_bytes(BYTES)
    record(stage, films, unit, kept(films))
    assert queries.films_open() == ()
    (row,) = queries.films(ORDER)
    assert (row.sha256, row.size, row.ended) == (SHA, len(BYTES), "asked")
    detail = queries.log_detail(row.index)
    assert detail is not None
    assert (detail.film, detail.pictures) == (SHA, ())


def test_a_film_that_is_lost_is_an_entry(stage: Stage, queries: StoreQueries) -> None:
    unit = begin(stage)
    lost = LoseFilm(delivery=ORDER, unit=unit, film="f1", why="no_file")
    assert isinstance(stage.handlers.dispatch(lost, "lost-f1", STATION), Accepted)
    assert queries.films_open() == queries.films(ORDER) == ()


@pytest.mark.parametrize("harm", ["none", "altered", "missing"])
def test_verify_checks_the_film(stage: Stage, films: FilmFiles, tmp_path: Path, harm: str) -> None:
    unit = begin(stage)
    films.path("f1").write_bytes(BYTES)
    record(stage, films, unit, kept(films))
    stage.store.close()  # type: ignore[attr-defined]
    file = films._files.path(SHA, "mkv")
    if harm == "altered":
        file.write_bytes(BYTES[:-1] + b"!")
    elif harm == "missing":
        file.unlink()
    report = verify(tmp_path / "data", tmp_path / "keys", aggregates, projections, lambda said: None)
    assert report.good == (harm == "none")
    assert harm == "none" or report.lines[0].key == f"verify.file_{harm}"
