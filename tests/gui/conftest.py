"""A window on a real station, and a look at what it leaves behind: timers, windows, warnings."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.domain.units import DeclaredUnit
from station.ui.main_window import MainWindow
from tests.gui.house import House
from tests.gui.visit import ORDER

Build = Callable[..., House]
WARNINGS = ("QtWarningMsg", "QtCriticalMsg", "QtFatalMsg")
# What platform and media library say of the machine they find; no fault of the window.
OF_THE_MACHINE = re.compile(r"This plugin does not support propagateSizeHints|Couldn.t \w+ (va|pipewire)|PulseAudio")


@pytest.fixture
def build(qtbot: QtBot, qtlog: object, tmp_path: Path) -> Iterator[Build]:
    """Builds a house (House's arguments without the folder; kind: of a class of its own). What it leaves behind fails
    the test."""
    houses: list[House] = []

    def built(*units: DeclaredUnit, kind: Callable[..., House] = House, **how: object) -> House:
        houses.append(kind(tmp_path / str(len(houses)), *units, **how))
        return houses[-1]

    yield built
    for house in houses:
        house.close()
        house.settle()
        running = [timer for timer in house.window.findChildren(QTimer) if timer.isActive()]
        assert not running, f"timers still running in a closed window: {running}"
        house.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    houses.clear()
    gc.collect()  # a chart's cycles end here and not on an instrument's thread of the next test
    QApplication.processEvents()
    left = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    assert not left, f"windows left open: {left}"
    kept = [window for window in QApplication.topLevelWidgets() if isinstance(window, MainWindow)]
    assert not kept, f"closed windows that are still there; every later test pays for them: {len(kept)}"
    said = [record.message for record in qtlog.records if record.type_name in WARNINGS]  # type: ignore[attr-defined]
    assert not [message for message in said if not OF_THE_MACHINE.match(message)], said


@pytest.fixture
def house(build: Build) -> House:
    """A house with two announced units and its window open, nobody signed in."""
    house = build()
    house.open()
    return house


@pytest.fixture
def at_identity(house: House) -> House:
    """A truck has reported and its documents are wanted."""
    house.receive()
    house.scan(ORDER)
    house.press()
    house.settle()
    return house
