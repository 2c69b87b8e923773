"""Films of the station, from the order to the evidence, through a camera's real process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.app.films import StationFilms
from station.config import FilmSettings, Settings
from station.devices.sim.dock import Dock, dock
from station.domain.events.common import Film
from station.domain.film.reading import index_of
from station.domain.readings import Filmed, Filming
from station.store.files import Files
from station.store.films import FilmFiles
from tests.unit.devices.camera.watched import Watched

SOME = 100_000  # bytes of a film that goes on


class Cameras:
    """One camera for units."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched

    def serving(self, role: str) -> str:
        return "cam-1"

    def order(self, device: str, command: str) -> None:
        assert device == "cam-1"
        self.watched.client.order(command)


@pytest.fixture
def cameras(tmp_path: Path) -> Iterator[Dock]:
    with dock(tmp_path / "ports", ("camera",)) as started:
        yield started


@pytest.fixture
def camera(cameras: Dock) -> Iterator[Watched]:
    here = Watched(cameras.urls["camera"])
    here.live()
    yield here
    here.stop()


@pytest.fixture
def files(tmp_path: Path) -> FilmFiles:
    return FilmFiles(tmp_path / "films", Files(tmp_path / "evidence"))


def station_films(tmp_path: Path, camera: Watched, files: FilmFiles, **limits: int) -> StationFilms:
    settings = Settings(
        "IN-01", "一号站", "2", "Asia/Shanghai", "en", "light", tmp_path, tmp_path, film=FilmSettings(**limits)
    )
    return StationFilms(settings, Cameras(camera), files)


def grown(camera: Watched, by: int = SOME, paused: str = "") -> Filming:
    """How the film goes, once it has grown so large."""
    return camera.until(
        lambda: next(
            (
                item
                for item in reversed(list(camera.heard))
                if isinstance(item, Filming) and item.size > by and item.paused == paused
            ),
            None,
        )  # type: ignore[arg-type, return-value]
    )


def ended(camera: Watched) -> Filmed:
    return camera.until(lambda: next((item for item in list(camera.heard) if isinstance(item, Filmed)), None))  # type: ignore[arg-type, return-value]


def kept(films: StationFilms, told: Filmed) -> Film:
    film = films.keep("f1", films.camera, told.end, told.sha256)
    assert isinstance(film, Film), film
    return film


def test_from_the_order_to_the_evidence(tmp_path: Path, camera: Watched, files: FilmFiles) -> None:
    films = station_films(tmp_path, camera, files)
    films.begin("f1", "D1/1")
    grown(camera)
    films.pause("f1", "paused")
    stands = grown(camera, paused="paused")
    camera.until(lambda: grown(camera, paused="paused").ms > stands.ms + 1000)
    films.resume("f1")
    grown(camera, stands.size + SOME)
    films.end("f1")
    film = kept(films, ended(camera))
    assert film.end == "asked"
    assert [gap.why for gap in film.gaps] == ["paused"]
    opened = files.open(film.sha256)
    assert opened is not None
    with opened:
        index = index_of(io.BytesIO(opened.read()))
    assert len(index.stills) == film.frames
    films.forget("f1")
    assert list((tmp_path / "films").iterdir()) == []


def test_a_limit_of_the_settings_ends_it(tmp_path: Path, camera: Watched, files: FilmFiles) -> None:
    films = station_films(tmp_path, camera, files, seconds=10, megabytes=1)
    films.begin("f1", "D1/1")
    told = ended(camera)
    assert told.end == "size"
    assert 1_000_000 <= kept(films, told).size < 3_000_000


def test_a_killed_process_leaves_what_it_wrote(tmp_path: Path, camera: Watched, files: FilmFiles) -> None:
    films = station_films(tmp_path, camera, files)
    films.begin("f1", "D1/1")
    grown(camera)
    camera.process().kill()
    told = ended(camera)
    film = kept(films, told)
    assert (film.end, film.frames > 0) == ("lost", True)
