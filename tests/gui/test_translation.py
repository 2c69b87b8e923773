"""Every word on every screen goes through the catalogue: with marked sentences, what is unmarked has to be data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from station.devices.sim.dock import dock
from station.errors import DiskFull
from station.texts import LANGUAGES, PseudoTexts, Texts
from station.ui.rehearsal import text_of, visible_widgets
from tests.gui.air import LIMITS, weather
from tests.gui.conftest import Build
from tests.gui.guide import Hands, prepare, walk
from tests.gui.house import House
from tests.gui.visit import ORDER, UNITS, check_of_a_scale, whole_visit

MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[A-Za-z]{2,}|[\u3400-\u9fff]+")
# Signs of the trade that are the same in every language: units, keys, the code of a hash.
UNITS_AND_KEYS = {"kg", "cm", "PIN", "SHA"}


def strip(text: str) -> str:
    """A text without what was said by the catalogue; sentences may stand in sentences."""
    while MARKED.search(text):
        text = MARKED.sub(" ", text)
    return text


def unmarked(house: House, screen: str) -> Iterator[str]:
    data = house.data()
    for widget in visible_widgets():
        for word in WORD.findall(strip(text_of(widget))):
            if word not in data and word not in UNITS_AND_KEYS:
                yield f"{screen}: {widget.objectName() or type(widget).__name__}: {text_of(widget)!r}"


def pseudo(house: House) -> None:
    house.speak(PseudoTexts("zh_CN"))


def test_every_screen_of_a_visit_is_translated(build: Build) -> None:
    house = build(*UNITS)
    house.open()
    pseudo(house)
    found = [word for screen in whole_visit(house) for word in unmarked(house, screen)]
    assert found == []


def test_every_page_is_translated(build: Build) -> None:
    house = build(limits=LIMITS)
    house.open()
    house.plug_in()
    weather(house)
    pseudo(house)
    house.sign_in("wang")
    found = []
    for number, page in ((1, "today"), (3, "log"), (4, "climate"), (5, "devices")):
        house.key(Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.AltModifier)
        found += unmarked(house, page)
    for screen in check_of_a_scale(house):
        house.settle()
        found += unmarked(house, screen)
    assert found == []


def test_every_screen_of_the_guide_is_translated(build: Build, qtbot: QtBot, tmp_path: Path) -> None:
    house = build()
    house.open()
    with dock(tmp_path / "ports", ("scale", "gun")) as instruments:
        prepare(house, instruments)
        pseudo(house)
        hands = Hands(house, qtbot)
        found = [word for screen in walk(hands, tmp_path) for word in unmarked(house, f"guide {screen}")]
        house.setup.hush()
    assert found == []


def test_the_first_start_and_its_faults_are_translated(build: Build) -> None:
    house = build(founded=False)
    house.open()
    pseudo(house)
    found = list(unmarked(house, "first_start"))
    for typed in ("", "123", "135790", "135791"):
        house.type(typed or "x")
        house.key(Qt.Key.Key_Return)
        found += unmarked(house, f"first_start {typed}")
    assert found == []


def test_a_full_disk_is_told_in_words_and_the_step_stands(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.receive()
    house.scan(ORDER)
    pseudo(house)

    def refuse(*_: object) -> None:
        raise DiskFull("store.disk_full", folder=str(house.folder), free=0)

    monkeypatch.setattr(house.handlers, "dispatch", refuse)
    house.press()
    house.settle()
    assert strip(house.text("unsaved")).strip() == ""
    assert [word for word in unmarked(house, "full disk") if str(house.folder) not in word] == []
    monkeypatch.undo()
    house.press()
    house.settle()
    assert not house.sees("unsaved")
    assert house.instruction() == "identity.read_document"


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_changes_at_once_and_with_it_qts_own_words(house: House, language: str) -> None:
    house.speak(Texts(language))
    words = {"zh_CN": ("今日", "取消"), "en": ("Today", "Cancel")}[language]
    assert house.text("nav.today") == words[0]
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == words[1]
