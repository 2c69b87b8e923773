"""Hands that walk through the guide on a house with a virtual dock: every step by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station.devices.found import PortSeen
from station.devices.sim.dock import Dock
from station.ui.widgets.guide import GuideView
from tests.gui.house import House

PATIENCE = 60_000  # ms
SCALE, PLATFORM, GUN, CLIMATE, TRUCK, CAMERA, DOCUMENTS = range(7)  # the kinds in their order
SETTINGS = '# Dock two\n[station]\nid = "IN-01"\nname = "一号站"\n'
ADAPTER = "0403:6001 A50285BI"  # that the scale's port is on
PLATE = ("30", "0.1", "0,005", "0.005")  # Max, Min, e, d; a comma is as good as a point
PAPERS = ("10", "JD-2026-0417", "2027-03-31")  # check weight, certificate, its last day


class Hands:
    """Keys only. Every method is what a person does next."""

    def __init__(self, house: House, qtbot: QtBot) -> None:
        self.house, self._qtbot = house, qtbot

    def open(self, person: str = "zhao") -> None:
        """To the Devices page, and with Tab to the button."""
        self.house.sign_in(person)
        self.house.key(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
        self.tab_to("devices.add")
        self.enter()

    def tab_to(self, name: str) -> None:
        for _ in range(20):
            focused = self.house.window.focusWidget()
            if focused is not None and focused.objectName() == name:
                return
            self.house.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name}")

    def enter(self) -> None:
        self.house.key(Qt.Key.Key_Return)

    def escape(self) -> None:
        self.house.key(Qt.Key.Key_Escape)

    def choose(self, number: int) -> None:
        """The first arrow takes the first choice."""
        for _ in range(number + 1):
            self.house.key(Qt.Key.Key_Right)

    def until(self, said: str) -> None:
        """Waits for an instruction, with the window's own clock ticking."""

        def holds() -> bool:
            self.house.window.tick()
            return self.says() == self.house.word(said)

        self._qtbot.waitUntil(holds, timeout=PATIENCE)
        self.house.settle()

    def says(self) -> str:
        return self.house.text("guide.instruction")

    def plate(self) -> None:
        for figure in (*PLATE, *PAPERS):
            self.house.type(figure)
            self.enter()

    @property
    def view(self) -> GuideView:
        view = self.house.widget("guide")
        assert isinstance(view, GuideView)
        return view


def prepare(house: House, dock: Dock) -> None:
    """A settings file, and the ports of the virtual dock as this computer's."""
    file = house.settings_file
    assert file is not None
    file.write_text(SETTINGS, encoding="utf-8")
    house.given.append("scale-1")  # the name that is proposed: data, no word
    told = (("scale", "FT232R USB UART", ADAPTER), ("gun", "", ""))
    named = (PortSeen(dock.urls[name], what, plug=plug) for name, what, plug in told)
    house.ports = (*named, PortSeen("COM9", "Prolific PL2303"))


def walk(hands: Hands, folder: Path) -> Iterator[str]:
    """Every screen of the guide, with what goes wrong on the way: a scale, then a camera, then no settings file."""
    hands.open()
    yield "kind"
    hands.enter()
    yield "kind refused"
    hands.choose(0)
    hands.enter()
    yield "port"
    hands.house.key(Qt.Key.Key_F1)
    yield "port refused"
    hands.choose(0)
    hands.enter()
    yield "listening"
    hands.until("guide.ask.candidate")
    yield "heard"
    hands.enter()
    yield "waiting"
    hands.until("guide.ask.live")
    yield "live"
    hands.enter()
    yield "plate"
    hands.house.key(Qt.Key.Key_F1)
    yield "plate refused"
    hands.plate()
    yield "save"
    yield from _without_a_file(hands)
    hands.enter()
    yield "saved"
    yield from _not_recognised(hands, folder)


def _without_a_file(hands: Hands) -> Iterator[str]:
    setup, house = hands.house.setup, hands.house
    file, setup._file = setup._file, None
    house.window.tick()
    house.settle()
    yield "no settings file"
    setup._file = file
    house.window.tick()
    house.settle()


def _not_recognised(hands: Hands, folder: Path) -> Iterator[str]:
    """A port that does not open, and a camera that sends nothing."""
    hands.enter()
    hands.choose(GUN)
    hands.enter()
    hands.tab_to("field.address")
    hands.house.type(str(folder / "nothing"))
    hands.enter()
    hands.until("guide.nothing")
    yield "not recognised"
    hands.escape()
    hands.escape()
    hands.choose(CAMERA - GUN - 1)  # from the gun on
    hands.enter()
    yield "camera's address"
    hands.house.type("http://127.0.0.1:9/video")
    hands.enter()
    assert hands.says() == hands.house.word("guide.waiting")
    yield "no picture yet"
