"""Paper that is not stamped yet keeps its tab when the truck has left; a gun alone keeps the screen awake."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.gui.conftest import Build
from tests.gui.house import LOCK_AFTER_S, House
from tests.gui.visit import ORDER, UNITS, whole_visit


def at_receipt(build: Build) -> House:
    house = build(*UNITS)
    house.open()
    for screen in whole_visit(house):
        if screen == "receipt":
            return house
    raise AssertionError("the visit has no receipt")


def test_a_truck_may_leave_before_its_paper_is_stamped(build: Build) -> None:
    house = at_receipt(build)
    house.press()
    house.settle()
    assert house.instruction().startswith("arrival"), "the next truck's turn"
    assert house.sees(f"tab.{ORDER}")
    house.key(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert house.instruction() == "receipt.issued"
    assert not house.sees("action.next"), "it cannot leave twice"
    house.press("finish")
    house.settle()
    assert not house.sees(f"tab.{ORDER}")


def test_a_scan_puts_the_idle_lock_off(house: House) -> None:
    house.receive()
    idle = house.window._idle
    idle.start(1000)
    house.scan("SF0000000000001")
    assert idle.remainingTime() > 1000
    assert idle.interval() == LOCK_AFTER_S * 1000
