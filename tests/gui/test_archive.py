"""The archive on the screen: its line on Today, pictures that are away, and the real process beside a window."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from station.app.window import Station
from station.config import Settings
from station.store.files import Files
from station.texts import Line
from station.ui.telling_process import TellingProcess
from station.workflow.archiving import Archiving
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.gui.test_gallery import dock, picture  # noqa: F401 - a fixture
from tests.gui.visit import ORDER
from tests.unit.store.archive import later
from tests.unit.store.archive.shelves import Shelves, here, named, signed, there
from tests.unit.workflow.test_archiving import Played

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def archiving(house: House) -> Archiving:
    made = Archiving(house.handlers, house.clock, Played(), 3, house.desk.roles)
    house.desk.archiving = made
    return made


def button(house: House) -> QPushButton:
    found = house.widget("action.archive")
    assert isinstance(found, QPushButton)
    return found


def test_without_an_archive_nothing_is_said_of_it(house: House) -> None:
    house.sign_in("zhao")
    house.key(Qt.Key.Key_1, ALT)
    assert not house.sees("action.archive")


def test_a_supervisor_begins_sees_it_move_and_stops_it(house: House, archiving: Archiving) -> None:
    house.sign_in("zhao")
    house.key(Qt.Key.Key_1, ALT)
    house.window.apply_theme()
    assert house.text("archive") == house.word("today.archive", count=0)
    button(house).click()
    assert archiving.running
    house.clock.forward(60)
    archiving.heard({"progress": [10, 100, 1_000, 4_000, 0]})
    QTest.qWait(600)  # the page looks four times a second
    assert house.text("archive") == house.word("today.archive_runs", moved=10, count=100, minutes=4)
    assert button(house).text() == house.word("today.archive_stop")
    button(house).click()
    assert not archiving.running
    assert house.text("archive") == house.word("today.archive_stopped", moved=10)


def test_a_clerk_is_told_who_may(house: House, archiving: Archiving) -> None:
    house.sign_in("wang")
    house.key(Qt.Key.Key_1, ALT)
    house.window.apply_theme()
    button(house).click()
    assert house.text("archive") == house.word("today.archive_role")
    assert not archiving.running


def test_a_picture_on_a_disk_that_is_not_connected_says_which(dock: House) -> None:  # noqa: F811
    away = dock.queries.pictures(ORDER)[0].sha256
    db = dock.store.db
    db.execute_sql("INSERT INTO archive_place VALUES (?, ?, ?)", ("ab" * 16, "蓝色硬盘", 1))
    db.execute_sql("INSERT INTO archived_picture VALUES (?, ?, ?, ?, ?)", (away, "ab" * 16, ORDER, 1, "2029-11-24"))
    dock.store.files.remove(away, "jpg")
    dock.desk.show_gallery(ORDER, away)
    said = dock.word("gallery.archived", name="蓝色硬盘")
    for _ in range(200):
        if picture(dock).accessibleName() == said:
            break
        QTest.qWait(10)
    assert picture(dock).accessibleName() == said


def test_the_log_says_it_beside_the_entry(dock: House) -> None:  # noqa: F811
    away = dock.queries.pictures(ORDER)[-1].sha256
    dock.store.db.execute_sql("INSERT INTO archived_picture VALUES (?, ?, ?, ?, ?)", (away, "USB", ORDER, 1, ""))
    dock.store.files.remove(away, "jpg")
    dock.key(Qt.Key.Key_3, ALT)
    dock.settle()
    assert dock.text("detail.caption") == dock.word("gallery.archived", name="USB")


def test_the_log_reads_the_picture_at_the_archive(dock: House, qtbot: QtBot, tmp_path: Path) -> None:  # noqa: F811
    away = dock.queries.pictures(ORDER)[-1].sha256
    archive = Files(tmp_path / "second")
    archive.put(dock.store.files.local(away, "jpg") or b"", "jpg")
    dock.store.files.remove(away, "jpg")
    dock.store.files.archive = archive.folder
    dock.key(Qt.Key.Key_3, ALT)
    qtbot.waitUntil(lambda: dock.sees("detail.caption") and " · cam" in dock.text("detail.caption"))


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Shelves]:
    made = signed(tmp_path)
    yield made
    made.store.close()


def running(shelves: Shelves) -> tuple[Archiving, TellingProcess]:
    """The real process (with its clock years ahead), beside a store that this process writes."""
    settings = shelves.folder / "station.toml"
    settings.write_text('[station]\nid = "IN-01"\n[archive]\nfolder = "second"\none_disk = true\n', encoding="utf-8")
    process = TellingProcess([sys.executable, later.__file__, "archiver", "--config", str(settings)])
    archiving = Archiving(shelves.handlers, shelves.clock, process, 3, lambda who: ())
    process.heard, process.died = archiving.heard, archiving.died
    return archiving, process


def test_the_process_moves_everything_while_the_window_lives(qtbot: QtBot, shelves: Shelves) -> None:
    archiving, process = running(shelves)
    archiving.start()
    qtbot.waitUntil(lambda: not archiving.running, timeout=60_000)
    said = archiving.standing()
    assert said is not None
    assert (said.key, said.params["moved"]) == ("archive.done", len(named(shelves.store)))
    assert (here(shelves), there(shelves)) == (set(), set(named(shelves.store)))
    process.stop()


def test_it_is_stopped_in_between_and_goes_on_later(qtbot: QtBot, shelves: Shelves) -> None:
    archiving, process = running(shelves)
    heard, pictures = archiving.heard, set(named(shelves.store))

    def stopping(told: dict[str, object]) -> object:
        if "copied" in told:
            archiving.stop()
            return None
        return heard(told)

    process.heard = stopping  # type: ignore[assignment]
    archiving.start()
    qtbot.waitUntil(lambda: not archiving.running, timeout=60_000)
    assert (here(shelves), there(shelves)) == (pictures, pictures), "copied, not told: nothing is removed"
    process.heard = heard
    archiving.start()
    qtbot.waitUntil(lambda: not archiving.running, timeout=60_000)
    assert (here(shelves), there(shelves)) == (set(), pictures)
    process.stop()


def test_a_disk_that_is_not_there_is_said_on_the_screen(qtbot: QtBot, shelves: Shelves) -> None:
    shelves.second.rename(shelves.folder / "pulled")
    archiving, process = running(shelves)
    archiving.start()
    qtbot.waitUntil(lambda: not archiving.running, timeout=60_000)
    said = archiving.standing()
    assert said is not None
    assert said.key == "archive.away"
    process.stop()


def test_a_disk_that_is_not_needed_is_not_missed(qtbot: QtBot, shelves: Shelves) -> None:
    shelves.mover().run(shelves.lots())
    shelves.second.rename(shelves.folder / "pulled")
    archiving, process = running(shelves)
    archiving.start()
    qtbot.waitUntil(lambda: not archiving.running, timeout=60_000)
    assert not archiving.wrong
    process.stop()


@pytest.mark.qt_log_ignore(".*")
def test_the_window_archives_by_itself_where_the_settings_name_a_place(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "station.toml"
    file.write_text('[station]\nid = "IN-01"\n[archive]\nfolder = "second"\none_disk = true\n', encoding="utf-8")
    station = Station(Settings.from_file(file))
    archiving = station.desk.archiving
    assert archiving is not None
    station._archive()
    qtbot.waitUntil(lambda: not archiving.running, timeout=60_000)
    assert archiving.standing() == Line("archive.done", {"moved": 0, "megabytes": "0.0"})
    station.stop()
    station.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_house_without_an_archive_has_none(build: Build) -> None:
    assert build().desk.archiving is None
