"""A film as the camera's process takes it: thinned out, limited, paused, and honest about what is missing."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from station.devices.camera import film as taking
from station.devices.camera.film_order import FilmOrder
from station.devices.camera.filming import Filming
from station.devices.camera.shot import Shot
from station.domain.film.reading import FilmIndex, Gap, index_of, still_of
from tests.unit.devices.camera.pictures import jpeg_of, noisy
from tests.unit.fake_clock import FakeClock

PICTURES = [jpeg_of(noisy(number)) for number in range(3)]


class Bench:
    """A film on a clock that is moved by hand."""

    def __init__(self, folder: Path, **limits: Any) -> None:
        self.clock, self.said = FakeClock(), list[dict[str, Any]]()
        self.films = Filming(self.said.append, self.clock.monotonic)
        told: dict[str, Any] = {"fps": 5.0, "seconds": 300, "bytes": 10**9, "reserve": 0, **limits}
        self.path = folder / "t1.mkv"
        self.order = FilmOrder(token="t1", path=str(self.path), title="D1/1", zone="Asia/Shanghai", **told)

    def begin(self) -> None:
        self.films._begin(self.order)

    def show(self, seconds: float, rate: int = 25) -> None:
        """A stream of so many pictures a second."""
        for number in range(round(seconds * rate)):
            self.films.offer(Shot(self.clock.monotonic(), PICTURES[number % 3]))
            self.tick(1 / rate)

    def tick(self, seconds: float) -> None:
        self.clock.forward(seconds)
        self.films.tick()

    def ended(self) -> dict[str, Any]:
        film = self.films._film
        assert film is not None
        film.wait()
        return next(said for said in self.said if said["say"] == "filmed")

    def index(self) -> FilmIndex:
        with open(self.path, "rb") as file:
            return index_of(file)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    made.begin()
    yield made
    made.films.close()


def test_the_cameras_own_bytes_thinned_out(bench: Bench) -> None:
    bench.show(4)
    bench.films.obey("film_end", "t1")
    ended, film = bench.ended(), bench.index()
    assert ended["end"] == "asked"
    assert ended["sha256"] == hashlib.sha256(bench.path.read_bytes()).hexdigest()
    assert len(film.stills) == 20  # five a second of twenty-five
    with open(bench.path, "rb") as file:
        assert all(still_of(file, still) in PICTURES for still in film.stills)
    assert (film.gaps, film.evidence) == ([], "device-bytes")


def test_a_pause_is_in_the_file(bench: Bench) -> None:
    bench.show(2)
    bench.films.obey("film_pause", "t1 paused")
    bench.show(30)
    assert bench.said[-1]["paused"] == "paused"
    bench.films.obey("film_resume", "t1")
    bench.show(2)
    bench.films.obey("film_end", "t1")
    bench.ended()
    assert bench.index().gaps == [Gap(2000, 32_000, "paused")]
    assert not [still for still in bench.index().stills if 2000 <= still.ms < 32_000]


def test_a_film_that_ends_while_it_is_paused_says_so(bench: Bench) -> None:
    bench.show(1)
    bench.films.obey("film_pause", "t1 paused")
    bench.tick(20)
    bench.films.obey("film_end", "t1")
    bench.ended()
    assert bench.index().gaps == [Gap(1000, 21_000, "paused")]


def test_a_camera_that_was_away_leaves_a_gap(bench: Bench) -> None:
    bench.show(1)
    bench.tick(8)
    bench.show(1)
    bench.tick(5)
    bench.films.obey("film_end", "t1")
    bench.ended()
    away, end = bench.index().gaps
    assert (away.why, end.why) == ("camera", "camera")
    assert 8000 <= away.end - away.start <= 8300  # from the last picture that was taken to the next one
    assert 5000 <= end.end - end.start <= 5300


@pytest.mark.parametrize(("limit", "end"), [({"seconds": 10}, "time"), ({"bytes": 800_000}, "size")])
def test_a_limit_ends_it_cleanly(tmp_path: Path, limit: dict[str, int], end: str) -> None:
    bench = Bench(tmp_path, **limit)
    bench.begin()
    film = bench.films._film
    assert film is not None
    while not film.over:
        bench.show(1)
        if end == "size":
            _written(film)
    assert bench.ended()["end"] == end
    assert bench.index().length == bench.path.stat().st_size


def _written(film: taking.Film) -> None:
    """Until the thread has taken everything: here the clock is not the disk's."""
    while film._writer._queue.qsize():
        film._writer.join(0.01)


def test_a_paused_film_ends_by_its_time_as_well(tmp_path: Path) -> None:
    bench = Bench(tmp_path, seconds=60)
    bench.begin()
    bench.show(1)
    bench.films.obey("film_pause", "t1 paused")
    bench.tick(61)
    assert bench.ended()["end"] == "time"


def test_a_disk_with_too_little_left_ends_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path, reserve=1 << 62)
    bench.begin()
    bench.show(2)
    film = bench.films._film
    assert film is not None
    _written(film)
    bench.tick(0.1)
    assert bench.ended()["end"] == "room"
    assert bench.index().stills


def test_a_full_disk_keeps_what_it_took(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.show(1)
    film = bench.films._film
    assert film is not None
    _written(film)

    def full(file: object, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(film._writer, "_write", full)
    bench.show(1)
    _written(film)
    bench.tick(0.1)
    assert bench.ended()["end"] == "disk"
    assert len(bench.index().stills) == 5
    assert bench.ended()["sha256"] == hashlib.sha256(bench.path.read_bytes()).hexdigest()


def test_a_film_that_is_never_overwritten(bench: Bench) -> None:
    bench.show(1)
    bench.films.obey("film_end", "t1")
    before = (bench.ended(), bench.path.read_bytes())
    bench.said.clear()
    bench.begin()  # the same name once more
    bench.show(1)
    bench.films.close()
    assert bench.ended()["end"] == "disk"
    assert bench.path.read_bytes() == before[1]


def test_another_films_orders_do_nothing(bench: Bench) -> None:
    bench.show(1)
    bench.films.obey("film_end", "t2")
    film = bench.films._film
    assert film is not None
    assert not film.over
