"""Each screen of a whole visit and each page, held against the measures of screens.md, in both languages and sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station.devices.sim.dock import dock
from tests.gui.air import LIMITS, weather
from tests.gui.conftest import Build
from tests.gui.guide import Hands, prepare, walk
from tests.gui.house import House
from tests.gui.measures import findings
from tests.gui.visit import UNITS, check_of_a_scale, whole_visit

LARGE = (1920, 1080)
SMALL = (1366, 768)


def wrong(house: House, screen: str) -> list[str]:
    return [f"{screen}: {found}" for found in findings(house.context.theme)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_every_screen_of_a_visit_is_large_whole_and_uncrowded(
    build: Build, language: str, size: tuple[int, int]
) -> None:
    house = build(*UNITS, language=language)
    house.open(*size)
    faults = [fault for screen in whole_visit(house) for fault in wrong(house, screen)]
    assert faults == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_the_other_pages_as_well(build: Build, language: str, size: tuple[int, int]) -> None:
    house = build(language=language, limits=LIMITS)
    house.open(*size)
    house.plug_in()
    weather(house)
    house.sign_in("wang")
    faults = []
    for number, page in ((1, "today"), (3, "log"), (4, "climate"), (5, "devices")):
        house.key(Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.AltModifier)
        faults += wrong(house, page)
    for screen in check_of_a_scale(house):
        house.settle()
        faults += wrong(house, screen)
    assert faults == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_every_screen_of_the_guide_as_well(
    build: Build, qtbot: QtBot, tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    house = build(language=language)
    house.open(*size)
    with dock(tmp_path / "ports", ("scale", "gun")) as instruments:
        prepare(house, instruments)
        screens = walk(Hands(house, qtbot), tmp_path)
        faults = [fault for screen in screens for fault in wrong(house, f"guide {screen}")]
        house.setup.hush()
    assert faults == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_first_start_as_well(build: Build, language: str) -> None:
    house = build(language=language, founded=False)
    house.open()
    assert wrong(house, "first_start") == []
