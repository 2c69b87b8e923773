"""CCTV on the screen, by the keyboard alone: where to look, clocks compared, a clip from its request to its finding."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from station.clock import from_utc_text, utc_text
from station.domain.commands import CompareCctvClock, NoteClipOverdue, RegisterCctv
from station.texts import LANGUAGES
from station.workflow.handlers import STATION
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.gui.measures import findings
from tests.gui.visit import ORDER
from tests.unit.workflow.stage import unit
from tests.unit.workflow.test_engine import take_unit, to_units

ALT = Qt.KeyboardModifier.AltModifier
DAY_S = 86_400


def camera(house: House, name: str, words: str, **more: object) -> None:
    told = {"place": "door", "spot": "2", "recorder": "NVR-1", "channel": "3", "keep_days": 30, **more}
    house.give(RegisterCctv(camera=name, name=words, **told), "admin")  # type: ignore[arg-type]


def compare(house: House, name: str, ahead_s: int) -> None:
    at = utc_text(house.clock.now())
    shown = utc_text(from_utc_text(at).replace(second=ahead_s))
    house.give(
        CompareCctvClock(
            camera=name,
            station_at=at,
            shown="2026-11-24T09:00:37",
            shown_at=shown,
            uncertainty_s=1,  # type: ignore[arg-type]
        ),
        "zhao",
    )


def built(build: Build, language: str = "zh_CN") -> House:
    """A truck is at door 2, which two cameras look at; the clock of one recorder was compared: it is 37 s ahead."""
    house = build(unit(1), unit(2), language=language)
    camera(house, "gate-2", "2 号门左" if language == "zh_CN" else "Door 2, left")
    camera(house, "gate-2b", "2 号门右" if language == "zh_CN" else "Door 2, right", recorder="NVR-2", keep_days=3)
    camera(house, "gate-3", "other door", spot="3")
    compare(house, "gate-2", 37)
    house.clock.forward(600)
    house.open()
    house.receive("zhao")
    to_units(house)
    house.empty_scale()
    take_unit(house, 1, "12.000")
    house.clock.forward(3600)
    house.sign_in("zhao")
    house.key(Qt.Key.Key_7, ALT)
    return house


@pytest.fixture
def dock(build: Build) -> House:
    return built(build)


def table(house: House, name: str) -> list[list[str]]:
    view = house.widget(name)
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def request(house: House, reason: str = "短少一箱") -> None:
    house.key(Qt.Key.Key_Down)
    house.key(Qt.Key.Key_R, text="r")
    house.type(reason)
    house.key(Qt.Key.Key_Return)


def bring(house: House, folder: Path, data: bytes = b"video" * 400_000) -> str:
    """Imports a file for the clip that is chosen, and waits for it."""
    file = folder / "通道3_0910.dav"
    file.write_bytes(data)
    house.desk.choose_clip = lambda: file
    house.key(Qt.Key.Key_I, text="i")
    for _ in range(500):
        house.settle()
        house.window.tick()
        if house.queries.clips(ORDER)[0].sha256:
            break
        QTest.qWait(10)
    house.settle()
    return hashlib.sha256(data).hexdigest()


def test_cameras_of_the_door_stand_there_and_what_is_lost_first_stands_first(dock: House) -> None:
    rows = table(dock, "cctv.looks")
    assert [row[1] for row in rows] == ["NVR-2 · 3", "NVR-1 · 3"]
    assert rows[0][3].startswith("?") or rows[0][3] == "", "a clock that nobody has compared tells nothing"
    assert rows[0][4].startswith("▲ 2026-11-27"), "three days only"
    begin, end = rows[1][2][11:].split("–")
    shown = rows[1][3].split("–")
    assert [int(text[-2:]) for text in shown] == [(int(text[-2:]) + 37) % 60 for text in (begin, end)]
    assert dock.word("cctv.never_compared") in dock.text("cctv.said")
    dock.key(Qt.Key.Key_Down)
    assert "NVR-1" in dock.text("cctv.said")
    assert "37" in dock.text("cctv.said")


def test_a_clip_from_its_request_to_its_finding(dock: House, tmp_path: Path) -> None:
    request(dock)
    [clip] = dock.queries.clips(ORDER)
    [look] = [row for row in table(dock, "cctv.looks") if "NVR-1" in row[1]]
    assert (clip.camera, clip.reason, clip.by) == ("gate-2", "短少一箱", "zhao")
    assert clip.since == dock.handlers.visit(dock.handlers.delivery(ORDER).visit).arrived_at
    assert table(dock, "cctv.clips")[0][3][:30] == look[2][:30]
    dock.key(Qt.Key.Key_1, ALT)
    assert ORDER in dock.text("health")
    dock.key(Qt.Key.Key_7, ALT)
    dock.key(Qt.Key.Key_Tab)
    sha256 = bring(dock, tmp_path)
    assert dock.queries.clips(ORDER)[0].sha256 == sha256
    assert dock.store.files.check(sha256, "dav")
    assert "通道3_0910.dav" in dock.text("cctv.said")
    dock.key(Qt.Key.Key_V, text="v")
    dock.type("第 3 箱留在车上")
    dock.key(Qt.Key.Key_Return)
    assert dock.queries.clips(ORDER)[0].finding == "第 3 箱留在车上"
    assert dock.word("cctv.state.reviewed") in table(dock, "cctv.clips")[0][1]
    dock.key(Qt.Key.Key_Escape)
    assert dock.sees("page.today") or dock.sees("page.receiving")


def test_a_clock_is_compared_at_the_moment_of_enter(dock: House) -> None:
    dock.key(Qt.Key.Key_K, text="k")
    assert dock.word("cctv.ask.stamp", recorder="NVR-2") in dock.text("ask.title")
    at = dock.clock.now()
    dock.key(Qt.Key.Key_Return)
    dock.clock.forward(9)
    local = dock.core.local(at)
    dock.type(local.replace(second=local.second // 2).strftime("%H:%M:%S"))
    dock.key(Qt.Key.Key_Return)
    [latest] = [one for one in dock.queries.cctv_clocks() if one.recorder == "NVR-2"]
    assert (from_utc_text(latest.station_at), latest.by) == (at, "zhao")
    stamped = Decimal(f"{local.second}.{local.microsecond // 100_000}")
    assert latest.offset_s == local.second // 2 - stamped
    assert "?" not in table(dock, "cctv.looks")[0][3]


def test_what_is_no_time_is_said_and_escape_gives_up_the_question_first(dock: House) -> None:
    dock.key(Qt.Key.Key_K, text="k")
    dock.key(Qt.Key.Key_Return)
    dock.type("noon")
    dock.key(Qt.Key.Key_Return)
    assert dock.text("ask.refusal") == dock.word("cctv.no_time")
    dock.key(Qt.Key.Key_Escape)
    assert not dock.sees("cctv.ask")
    assert dock.sees("page.cctv")
    assert len(dock.queries.cctv_clocks()) == 1


def test_a_request_is_withdrawn_with_a_reason_and_stays_to_be_read(dock: House) -> None:
    request(dock)
    dock.key(Qt.Key.Key_Tab)
    dock.key(Qt.Key.Key_W, text="w")
    dock.key(Qt.Key.Key_Return)
    assert dock.text("ask.refusal") == dock.word("refusal.reason.missing")
    dock.type("已查清")
    dock.key(Qt.Key.Key_Return)
    assert dock.word("cctv.state.withdrawn") in table(dock, "cctv.clips")[0][1]
    assert "已查清" in dock.text("cctv.said")
    assert not dock.sees("action.cctv_import")


def test_overdue_is_said_here_and_on_today(dock: House) -> None:
    request(dock)
    dock.clock.forward(31 * DAY_S)
    dock.handlers.dispatch(NoteClipOverdue(delivery=ORDER), "overdue", STATION)
    dock.sign_in("zhao")
    dock.key(Qt.Key.Key_7, ALT)
    assert dock.word("cctv.state.overdue") in table(dock, "cctv.clips")[0][1]
    dock.key(Qt.Key.Key_1, ALT)
    [clip] = dock.queries.clips(ORDER)
    at = dock.desk.local_time(clip.deadline)
    assert dock.word("cctv.today_overdue", count=1, delivery=ORDER, at=at) in dock.text("health")
    assert dock.word("cctv.today_clocks", recorders="NVR-1, NVR-2") in dock.text("health"), "thirty days have passed"


def test_a_clerk_may_ask_but_not_bring(dock: House) -> None:
    dock.sign_in("wang")
    dock.key(Qt.Key.Key_7, ALT)
    request(dock)
    assert len(dock.queries.clips(ORDER)) == 1
    chosen: list[str] = []
    dock.desk.choose_clip = lambda: chosen.append("asked")  # type: ignore[func-returns-value]
    dock.key(Qt.Key.Key_Tab)
    dock.key(Qt.Key.Key_I, text="i")
    assert chosen == [], "who may not is not asked for a file"
    assert dock.last() == "refusal.role.not_yours"


def test_without_a_camera_it_is_said_how_one_is_registered(build: Build) -> None:
    house = build(unit(1))
    house.open()
    house.receive()
    to_units(house)
    house.key(Qt.Key.Key_7, ALT)
    assert house.text("empty") == house.word("cctv.empty")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_keeps_its_measures(build: Build, tmp_path: Path, language: str) -> None:
    house = built(build, language)
    assert findings(house.context.theme) == []
    house.key(Qt.Key.Key_R, text="r")
    assert findings(house.context.theme) == []
    house.key(Qt.Key.Key_Escape)
    request(house, "Exception 1: one carton of a customer with a long name is missing")
    house.key(Qt.Key.Key_Tab)
    assert findings(house.context.theme) == []
    bring(house, tmp_path)
    assert findings(house.context.theme) == []
    house.key(Qt.Key.Key_1, ALT)
    assert findings(house.context.theme) == []
