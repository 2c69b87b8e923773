"""The window's head with several trucks at the dock: whose tab it is, and who works here, can always be read."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from station.workflow.view import Tab
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.gui.measures import findings


def shown(house: House, count: int, *, stopped: bool = False) -> list[QPushButton]:
    tabs = [Tab(f"D{n}", f"C{n}", f"粤A88X2{n}", n, n == 1, stopped) for n in range(1, count + 1)]
    house.window._head.show_tabs(tabs)
    house.settle()
    found = [house.widget(f"tab.{tab.delivery}") for tab in tabs]
    assert all(isinstance(one, QPushButton) for one in found)
    return found  # type: ignore[return-value]  # just looked


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("count", "stopped"), [(1, False), (2, False), (2, True), (4, True), (6, False)])
def test_nothing_in_the_head_is_cut(build: Build, language: str, count: int, stopped: bool) -> None:
    house = build(language=language)
    house.open(1366, 768)
    house.sign_in("wang")
    house.store.checkpoint()
    house.window.tick()
    shown(house, count, stopped=stopped)
    assert findings(house.context.theme) == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("stopped", [False, True])
def test_two_trucks_have_their_whole_words(build: Build, language: str, stopped: bool) -> None:
    house = build(language=language)
    house.open(1366, 768)
    house.sign_in("wang")
    house.window.tick()
    for number, tab in enumerate(shown(house, 2, stopped=stopped), 1):
        assert f"粤A88X2{number}" in tab.text()
        assert "…" not in tab.text()


def test_what_is_shortened_is_told_in_full_beside_it(build: Build) -> None:
    house = build(language="en")
    house.open(1366, 768)
    house.sign_in("wang")
    for number, tab in enumerate(shown(house, 6), 1):
        assert "…" in tab.text()
        assert f"粤A88X2{number}" in tab.toolTip()
        assert tab.accessibleName() == tab.toolTip()
