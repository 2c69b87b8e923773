"""Unboxing films on the screen: taken at the sampling step, played from the log and the gallery by the keyboard."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from station.app.exports import checked, prepare
from station.domain.checkpoint import VerifierKey
from station.domain.events.common import Film
from station.domain.film.writing import Facts, clock, gap, head, picture
from station.domain.readings import Filmed, Filming
from station.store.films import FilmFiles
from station.texts import Line, Texts
from station.ui.widgets.film_player import FilmPlayer
from tests.gui.conftest import Build
from tests.gui.house import House, picture_of
from tests.gui.visit import ORDER
from tests.unit.workflow.stage import unit
from tests.unit.workflow.test_engine import count, to_count

ALT = Qt.KeyboardModifier.AltModifier
BEGAN = datetime(2026, 11, 24, 2, 10, 20, tzinfo=UTC)
FACTS = Facts("D1/1", BEGAN, ZoneInfo("Asia/Shanghai"), 640, 360, "device-bytes")
PAUSED = (4900, 65_000)


@cache
def a_film() -> bytes:
    """Five seconds, a pause of a minute, five seconds."""
    times = [*range(0, 5000, 100), *range(PAUSED[1], PAUSED[1] + 5000, 100)]
    pictures = [picture_of(number) for number in range(10)]
    stills = [picture(ms, pictures[n % 10], clock(FACTS, ms)) for n, ms in enumerate(times)]
    return head(FACTS) + b"".join(stills[:50]) + gap(FACTS, *PAUSED, "paused") + b"".join(stills[50:])


def until(found: Callable[[], object]) -> None:
    """What other threads bring is waited for, and missed with a failure."""
    for _ in range(1000):
        if found():
            return
        QTest.qWait(10)
    raise AssertionError("it did not come")


class Rolls:
    """The camera that films: writes one film and waits to be told that it ended."""

    camera = "cam"
    seconds, bytes = 300, 500_000_000

    def __init__(self) -> None:
        self.files: FilmFiles | None = None
        self.film = ""

    def begin(self, film: str, title: str) -> None:
        assert self.files is not None
        self.film = film
        self.files.path(film).write_bytes(a_film())

    def pause(self, film: str, why: str) -> None: ...

    def resume(self, film: str) -> None: ...

    def end(self, film: str) -> None: ...

    def keep(self, film: str, camera: str, end: str, sha256: str) -> Film | str:
        assert self.files is not None
        return self.files.keep(film, camera, end, sha256)

    def quiet(self, film: str) -> bool:
        return True

    def forget(self, film: str) -> None: ...


class FilmHouse(House):
    """The sampling step stands before the inspector, its carton open."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.films = Rolls()
        super().__init__(folder, unit(1), unit(2), **more)
        self.films.files = self.store.films
        self.open()
        self.receive()
        to_count(self)
        count(self, 2)
        self.sign_in("chen")
        sample = self.handlers.case(ORDER).delivery.sample
        assert sample is not None
        self.scan(f"SF{int(sample.drawn[0]):013}")
        self.settle()

    def rolls(self, seconds: float, paused: str = "") -> None:
        now = self.clock.monotonic()
        self.engine.offer(Filming("cam", now, self.films.film, round(seconds * 1000), 31_000_000, paused))
        self.settle()

    def ends(self, end: str = "asked") -> None:
        sha = hashlib.sha256(a_film()).hexdigest()
        self.engine.offer(Filmed("cam", self.clock.monotonic(), self.films.film, end, sha))
        self.settle()

    def player(self) -> FilmPlayer:
        """With its film and its picture loaded."""
        player = self.widget("film")
        assert isinstance(player, FilmPlayer)
        until(lambda: player.playing is not None and not player._loading)
        self.settle()
        return player


@pytest.fixture
def house(build: Build) -> FilmHouse:
    made = build(kind=FilmHouse, language="en")
    assert isinstance(made, FilmHouse)
    return made


def to_log(house: FilmHouse) -> FilmPlayer:
    house.key(Qt.Key.Key_F11)
    house.ends()
    house.key(Qt.Key.Key_3, ALT)
    house.key(Qt.Key.Key_Home)
    return house.player()


def test_the_clerk_sees_time_and_room(house: FilmHouse) -> None:
    assert house.sees("action.film")
    house.key(Qt.Key.Key_F11)
    house.rolls(61.0)
    assert "filming 1:01 · 31 MB · 3:59 left" in house.everything()
    house.rolls(70.0, "paused")
    assert "paused 1:10" in house.everything()
    house.key(Qt.Key.Key_F5)
    assert house.word("film.ending") in house.everything()
    house.ends()
    assert house.word("film.there", count=1) in house.everything()


def test_the_log_plays_it(house: FilmHouse) -> None:
    player = to_log(house)
    playing = player.playing
    assert playing is not None
    assert "2026-11-24 10:10:20" in house.text("film.time")
    player.setFocus()
    house.key(Qt.Key.Key_Space)
    assert playing.runs
    house.clock.forward(2.0)
    until(lambda: playing.ms == 2000)
    assert "2026-11-24 10:10:22" in house.text("film.time")
    house.key(Qt.Key.Key_Space)
    assert not playing.runs
    house.key(Qt.Key.Key_End)
    assert playing.ms == playing.film.lasts
    house.key(Qt.Key.Key_Left)
    assert playing.ms == playing.film.lasts - 5000


def test_a_pause_is_seen_when_it_is_played(house: FilmHouse) -> None:
    player = to_log(house)
    playing = player.playing
    assert playing is not None
    player.setFocus()
    house.key(Qt.Key.Key_Space)
    house.clock.forward(5.0)
    until(lambda: playing.gap is not None)
    seen = house.word("film.gap.paused", begins="10:10:24", ends="10:11:25", seconds=60)
    assert house.text("film.time") == seen
    house.clock.forward(3.0)
    until(lambda: playing.gap is None)
    assert "10:11:25" in house.text("film.time")


def test_a_press_on_the_bar_turns_to_that_place(house: FilmHouse) -> None:
    player = to_log(house)
    bar = house.widget("film.bar")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, bar.height() // 2))
    assert player.playing is not None
    assert abs(player.playing.ms - player.playing.film.lasts / 2) < 500


def test_the_gallery_lists_it(house: FilmHouse) -> None:
    house.key(Qt.Key.Key_F11)
    house.ends()
    (row,) = house.queries.films(ORDER)
    house.desk.show_gallery(ORDER, row.sha256)
    player = house.player()
    assert player.playing is not None
    assert house.word("picture.unboxing_film") in house.text("gallery.caption")
    house.key(Qt.Key.Key_Space)
    assert player.playing.runs
    house.key(Qt.Key.Key_Escape)
    assert not player.playing.runs


def test_a_film_that_is_gone_is_said(house: FilmHouse) -> None:
    house.key(Qt.Key.Key_F11)
    house.ends()
    (row,) = house.queries.films(ORDER)
    house.store.files.path(row.sha256, "mkv").unlink()
    house.key(Qt.Key.Key_3, ALT)
    house.key(Qt.Key.Key_Home)
    gone = house.word("film.gone")
    until(lambda: house.widget("film.picture").accessibleName() == gone)
    assert house.widget("film.picture").accessibleName() == gone


def test_the_export_holds_it(house: FilmHouse, tmp_path: Path) -> None:
    house.key(Qt.Key.Key_F11)
    house.ends()
    parcel = prepare(house.core, ORDER, "zhao")
    assert not isinstance(parcel, Line)
    parcel.write(tmp_path / "out")
    folder = tmp_path / "out" / ORDER
    films = list(folder.glob("*.mkv"))
    assert [file.read_bytes() for file in films] == [a_film()]
    key = VerifierKey.from_text(house.store.verifier_key())
    assert checked(folder, key)[0]
    films[0].write_bytes(a_film()[:-1])
    assert not checked(folder, key)[0]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_word_is_said(house: FilmHouse, language: str) -> None:
    house.speak(Texts(language))
    to_log(house)
    assert "{" not in house.everything()
