"""Instruments that misbehave, with real bytes into the real window: told in both languages, the step intact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.app.core import Core, build_core
from station.app.window import Station
from station.config import DeviceSettings, Settings
from station.devices.sim.dock import INSTRUMENTS, Dock, dock
from station.devices.sim.rehearsal.settings import write_settings
from station.domain.case import Happening
from station.domain.commands import AddPerson
from station.domain.events.site import DeviceMet
from station.domain.readings import Identity, LinkState
from station.domain.roles import Role
from station.domain.verdicts import Empty, Stale
from station.texts import LANGUAGES, Line, Texts
from station.ui.rehearsal import text_of, visible_widgets
from station.workflow.reading import LogFilter, LogRow
from tests.torture.player import Player
from tests.unit.devices.camera.pictures import video

PATIENCE = 20_000  # ms
WAYBILL = "SF0000010000001"  # the first carton that the player announces


class Dockside:
    """A station beside its virtual dock. `player` brings it to a step; from there on the instruments are real."""

    def __init__(self, folder: Path, dock: Dock, qtbot: QtBot, more: str = "") -> None:
        """more: of the settings file, what is not of the dock."""
        file = folder / "station.toml"
        write_settings(file, folder / "data", dock.urls)
        file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
        self.dock, self._qtbot = dock, qtbot
        self.player = Player(folder, settings=Settings.from_file(file))
        self.player.timer.stop()
        self.player.check()
        self.station = self.player.station

    def to(self, instruction: str) -> None:
        """Plays until the page asks for something; then the window is shown and the instruments are started."""
        while self.instruction() != instruction:
            self.player.turn()
            QApplication.processEvents()
        del self.station.instruments.take  # type: ignore[attr-defined]  # from here on the camera takes the pictures
        self.player.as_("wang")
        self.station.instruments.start()
        self.station.window.start()
        self.station.window.show()
        self.station.window.show_page("receiving")
        self.until(lambda: all(s.good_at or s.role == "gun" for s in self.station.instruments.statuses()))

    def says_in_both(self, key: str) -> None:
        """Waits until a sentence is on the screen, then turns to the other language and reads it there."""
        for language in LANGUAGES:
            self.station.context.speech.texts = Texts(language)
            self.station.window.apply_theme()
            self.until(lambda: self.shows(key))

    def until(self, holds: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(holds, timeout=PATIENCE)

    def instruction(self) -> str:
        page = self.station.engine.view().page
        return page.instruction.key if page else ""

    def shows(self, key: str, **named: object) -> bool:
        """Whether a sentence is to be read anywhere on the screen."""
        said = self.station.context.say(Line(key, named))
        return any(said in text_of(widget) for widget in visible_widgets())

    def kinds(self) -> list[str]:
        return [row.kind for row in self.rows()]

    def rows(self) -> tuple[LogRow, ...]:
        return self.station.core.queries.log_page(LogFilter())

    def faults(self, device: str) -> int:
        return next(status.faults for status in self.station.instruments.statuses() if status.id == device)

    def state(self, device: str) -> LinkState:
        return next(status.state for status in self.station.instruments.statuses() if status.id == device)

    def camera_process(self) -> psutil.Process:
        """The process of the camera, as the system has it."""
        return next(child for child in psutil.Process().children() if "camera-1" in child.cmdline())

    def pictures(self) -> int:
        return self.kinds().count("unit.face_taken")

    def takes_the_next(self) -> None:
        """The camera is there again, and its next picture counts."""
        self.until(lambda: self.state("camera-1") is LinkState.ONLINE)
        before = self.pictures()
        self.player.press()
        self.until(lambda: self.pictures() == before + 1)

    def armed(self) -> bool:
        """Whether the scale was seen empty for long enough: before that a load is nobody's."""
        verdict = self.station.engine.verdict
        return isinstance(verdict, Empty) and verdict.armed

    def stop(self) -> None:
        self.station.stop()
        self.station.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def dockside(tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Dockside]:
    """The whole dock; a test may want more of it than usual."""
    with dock(tmp_path / "ports", getattr(request, "param", INSTRUMENTS)) as instruments:
        here = Dockside(tmp_path, instruments, qtbot)
        yield here
        here.stop()


pytestmark = pytest.mark.qt_log_ignore(".*")


def test_a_scale_that_is_unplugged_in_mid_weighing(dockside: Dockside) -> None:
    dockside.to("weight.put")
    dockside.until(dockside.armed)
    dockside.dock.put("12.00")
    dockside.until(lambda: dockside.shows("weight.moving"))
    dockside.dock.unplug("scale")
    dockside.says_in_both("weight.gone")
    dockside.until(lambda: "device.lost" in dockside.kinds())
    assert dockside.instruction() == "weight.put"
    assert "unit.weighed" not in dockside.kinds()
    dockside.dock.clear()
    dockside.dock.plug("scale")
    dockside.until(dockside.armed)
    dockside.dock.put("12.00")
    dockside.until(lambda: "unit.weighed" in dockside.kinds())
    assert "device.back" in dockside.kinds()


def test_garbage_on_any_port_is_no_reading(dockside: Dockside) -> None:
    dockside.to("unit.scan")
    dockside.until(lambda: "device.met" in dockside.kinds())  # the scale tells its number behind its first weight
    entries = dockside.kinds()
    for _ in range(3):
        for name in ("scale", "gun", "climate"):
            dockside.dock.garbage(name)
    dockside.until(lambda: dockside.faults("scale-1") > 0)
    dockside.says_in_both("fault.scan.partial")  # whoever has pulled a trigger waits for an answer
    assert dockside.instruction() == "unit.scan"
    assert [kind for kind in dockside.kinds() if kind != "device.climate_recorded"] == entries
    dockside.dock.scan(WAYBILL)
    dockside.until(lambda: dockside.instruction() == "unit.face")


def test_a_scale_that_is_set_up_while_the_station_runs_weighs_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    with dock(tmp_path / "ports", ("scale",)) as instruments:
        file = tmp_path / "station.toml"
        write_settings(file, tmp_path / "data", {})
        station = Station(Settings.from_file(file))
        appoint(station.core, Role.SUPERVISOR)
        station.engine.sign_in("admin", frozenset({Role.ADMINISTRATOR}))
        options = {"d": "0.005", "e": "0.005", "max": "30", "min": "0.1"}
        added = [
            DeviceSettings(f"scale-{number}", "parcel_scale", "mt-sics", url, options)
            for number, url in enumerate((instruments.urls["scale"], str(tmp_path / "another")), 1)
        ]
        assert [station.setup.save(device) for device in added] == [None, None]
        qtbot.waitUntil(lambda: isinstance(station.engine.verdict, Empty), timeout=PATIENCE)
        assert [station.instruments.stands_by(device.id) for device in added] == [False, True]
        assert Settings.from_file(file).devices == tuple(added)
        kinds = [row.kind for row in station.core.queries.log_page(LogFilter())]
        assert kinds.count("device.added") == 2
        assert station.core.handlers.device("scale-1").serial == "B021370042"  # met, and bound to from now on
        station.stop()
        station.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_another_scale_weighs_nothing_until_a_supervisor_has_allowed_it(tmp_path: Path, qtbot: QtBot) -> None:
    with dock(tmp_path / "ports", ("scale",)) as instruments:
        file = tmp_path / "station.toml"
        write_settings(file, tmp_path / "data", instruments.urls)
        settings = Settings.from_file(file)
        core = build_core(settings)
        core.handlers.book([Happening("device/scale-1", DeviceMet(role="parcel_scale", serial="B1"))], "met")
        appoint(core, Role.SUPERVISOR)
        core.close()
        station = Station(settings)
        station.instruments.start()
        [scale] = [status.id for status in station.instruments.statuses()]
        qtbot.waitUntil(lambda: station.core.handlers.device(scale).other is not None, timeout=PATIENCE)
        assert station.engine.verdict == Stale(Line("weight.other"))
        station.engine.sign_in("zhao", frozenset({Role.SUPERVISOR}))
        assert station.desk.accept_swap(scale, Identity("", "B021370042")) is None
        qtbot.waitUntil(lambda: isinstance(station.engine.verdict, Empty), timeout=PATIENCE)
        kinds = [row.kind for row in station.core.queries.log_page(LogFilter(kind="device.s"))]
        assert kinds[:2] == ["device.swap_accepted", "device.swapped"]
        station.stop()
        station.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def appoint(core: Core, role: Role) -> None:
    """An administrator, and somebody with a role."""
    first = AddPerson(person="admin", badge="A1", name="系统管理员", roles=("administrator",), pin_hash="x")
    core.handlers.appoint(first, "first")
    core.handlers.dispatch(AddPerson(person="zhao", badge="Z1", name="赵", roles=(role.value,)), "second", "admin")


MISBEHAVIOUR = [
    ("freeze", "fault.camera.frozen"),
    ("black", "fault.camera.black"),
    ("garbage", "fault.camera.no_picture"),
    ("stall", "fault.camera.no_picture"),
    ("unplug", "fault.camera.lost"),
]


@pytest.mark.parametrize(("how", "told"), MISBEHAVIOUR)
def test_a_camera_that_shows_no_live_picture_gives_no_evidence(dockside: Dockside, how: str, told: str) -> None:
    dockside.to("unit.face")
    dockside.dock.tell("camera", how)
    dockside.until(lambda: dockside.state("camera-1") is not LinkState.ONLINE)
    pictures = dockside.pictures()
    dockside.player.press()
    dockside.says_in_both(told)
    assert dockside.instruction() == "unit.face"
    assert dockside.pictures() == pictures
    dockside.dock.tell("camera", "plug" if how == "unplug" else "resume")
    dockside.dock.scene(kind="carton", code=WAYBILL)
    dockside.takes_the_next()


def test_a_camera_whose_process_is_killed_in_mid_capture(dockside: Dockside) -> None:
    dockside.to("unit.face")
    dockside.dock.stall("camera")  # the request stays open until the process dies
    dockside.player.press()
    dockside.camera_process().kill()
    dockside.says_in_both("fault.camera.lost")
    assert dockside.instruction() == "unit.face"
    assert dockside.pictures() == 0
    dockside.dock.resume("camera")
    dockside.dock.scene(kind="carton", code=WAYBILL)
    dockside.takes_the_next()


def test_a_camera_whose_process_hangs_in_mid_capture(dockside: Dockside) -> None:
    """The engine's own patience may end before the camera is found hanging; either says that nothing was taken."""
    dockside.to("unit.face")
    dockside.dock.stall("camera")
    dockside.player.press()
    dockside.camera_process().suspend()
    said = ("fault.camera.lost", "camera.no_answer")
    dockside.until(lambda: any(dockside.shows(key, delivery=dockside.station.engine.active) for key in said))
    assert dockside.instruction() == "unit.face"
    assert dockside.pictures() == 0
    dockside.dock.resume("camera")
    dockside.dock.scene(kind="carton", code=WAYBILL)
    dockside.takes_the_next()


@pytest.mark.parametrize("dockside", [(*INSTRUMENTS, "papers")], indirect=True)
def test_the_manifest_is_taken_by_the_document_camera(dockside: Dockside) -> None:
    dockside.to("seals.manifest_photo")
    dockside.dock.scene("papers", kind="manifest")
    dockside.player.press()
    dockside.until(lambda: "visit.manifest_photographed" in dockside.kinds())
    (taken,) = (row for row in dockside.rows() if row.kind == "visit.manifest_photographed")
    assert taken.data["picture"]["camera"] == "papers-1"


def test_a_video_file_goes_the_way_of_a_camera(tmp_path: Path, qtbot: QtBot) -> None:
    file = video(tmp_path / "dock.mp4", "mp4v")
    told = f'[[device]]\nid = "camera-1"\nrole = "camera"\ndriver = "opencv"\nurl = "file:{file.name}"\n'
    with dock(tmp_path / "ports", ()) as nothing:
        here = Dockside(tmp_path, nothing, qtbot, more=told)
        try:
            here.to("unit.face")
            here.takes_the_next()
            (taken,) = (row for row in here.rows() if row.kind == "unit.face_taken")
            picture = taken.data["picture"]
            assert (picture["camera"], picture["evidence"]) == ("camera-1", "first-encoding")
            assert here.station.core.store.files.check(picture["sha256"], "jpg")
        finally:
            here.stop()
