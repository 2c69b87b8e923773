"""Films through the camera's real process, also where it is killed, hangs or is told to stop in the middle of one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from station.devices.camera.film import GAP_MS
from station.devices.camera.film_order import FilmOrder
from station.devices.sim.dock import Dock, dock
from station.domain.film.reading import FilmIndex, index_of
from station.domain.readings import Filmed, Filming
from tests.unit.devices.camera.watched import Watched

SOME = 100_000  # bytes of a film that has begun


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


def begin(camera: Watched, file: Path) -> None:
    order = FilmOrder(
        token="t1", path=str(file), title="D1/1", zone="Asia/Shanghai", fps=10, seconds=300, bytes=10**9, reserve=0
    )
    camera.client.order(f"film {msgspec.json.encode(order).decode()}")


def goes(camera: Watched) -> Filming:
    return camera.until(
        lambda: next((item for item in reversed(camera.heard) if isinstance(item, Filming) and item.size > SOME), None)  # type: ignore[arg-type, return-value]
    )


def ended(camera: Watched) -> Filmed:
    found = camera.until(lambda: [item for item in list(camera.heard) if isinstance(item, Filmed)])
    assert len(found) == 1
    return found[0]


def index(file: Path) -> FilmIndex:
    with open(file, "rb") as opened:
        return index_of(opened)


def test_a_film_of_the_cameras_bytes(camera: Watched, tmp_path: Path) -> None:
    file = tmp_path / "film.mkv"
    begin(camera, file)
    goes(camera)
    camera.live()  # the live picture goes on meanwhile
    camera.client.order("film_end t1")
    told = ended(camera)
    assert (told.token, told.end) == ("t1", "asked")
    assert told.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    film = index(file)
    assert film.length == file.stat().st_size
    assert (film.width, film.height, film.evidence) == (1280, 720, "device-bytes")


def test_killed_in_mid_film(camera: Watched, tmp_path: Path) -> None:
    file = tmp_path / "film.mkv"
    begin(camera, file)
    goes(camera)
    camera.process().kill()
    assert ended(camera).end == "lost"
    film = index(file)
    assert film.stills
    assert film.length > SOME / 2
    camera.live()  # a new process watches; it knows of no film
    camera.client.order("film_end t1")
    ended(camera)


def test_hung_in_mid_film(camera: Watched, tmp_path: Path) -> None:
    file = tmp_path / "film.mkv"
    begin(camera, file)
    goes(camera)
    camera.process().suspend()
    assert ended(camera).end == "lost"
    assert index(file).stills


def test_the_cable_in_mid_film_is_a_gap(cameras: Dock, camera: Watched, tmp_path: Path) -> None:
    file = tmp_path / "film.mkv"
    begin(camera, file)
    goes(camera)
    cameras.unplug("camera")
    camera.until(lambda: camera.client.status().state == "searching")
    away = goes(camera).ms + 2 * GAP_MS
    camera.until(lambda: goes(camera).ms > away)
    cameras.plug("camera")
    camera.live()
    before = len(index(file).stills)
    camera.until(lambda: len(index(file).stills) > before)
    camera.client.order("film_end t1")
    assert ended(camera).end == "asked"
    assert [gap.why for gap in index(file).gaps] == ["camera"]


def test_a_station_that_ends_leaves_a_whole_film(camera: Watched, tmp_path: Path) -> None:
    file = tmp_path / "film.mkv"
    begin(camera, file)
    goes(camera)
    camera.stop()
    film = index(file)
    assert film.stills
    assert film.length == file.stat().st_size


def test_a_camera_that_is_not_there_says_so(camera: Watched, tmp_path: Path) -> None:
    camera.process().kill()
    begin(camera, tmp_path / "film.mkv")
    assert ended(camera).end == "lost"
