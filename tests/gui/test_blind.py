"""The blind count on the real screen: what is expected is nowhere to be read before both figures are revealed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTableView

from station.ui.rehearsal import text_of, visible_widgets
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.gui.visit import ORDER
from tests.unit.workflow.stage import unit
from tests.unit.workflow.test_engine import FACES, check_seal, show_documents

DECLARED, PRESENT = 947, 3  # a figure that nothing else on the screen has
WAYBILLS = [unit(number).code for number in range(1, DECLARED + 1)]
MISSING = WAYBILLS[PRESENT:]


def everything(house: House) -> Iterator[tuple[str, str]]:
    """(where, text) of all visible widgets of all pages, and of every log entry that a search finds."""
    for number, page in enumerate(("today", "receiving", "log", "climate", "devices"), 1):
        house.key(Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.AltModifier)
        for widget in visible_widgets():
            yield f"{page} {widget.objectName()}", text_of(widget)
        if page == "log":
            yield from searched(house)
    house.key(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    for widget in visible_widgets():
        yield f"gallery {widget.objectName()}", text_of(widget)
    house.key(Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    for widget in visible_widgets():
        yield f"cctv {widget.objectName()}", text_of(widget)
    house.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)


def searched(house: House) -> Iterator[tuple[str, str]]:
    line, table = house.widget("field.log.delivery"), house.widget("log.table")
    assert isinstance(line, QLineEdit)
    assert isinstance(table, QTableView)
    for typed in ("", ORDER):
        line.setText(typed)
        for row in range(table.model().rowCount()):
            table.selectRow(row)
            house.settle()
            yield f"entry {row} of {typed!r}", house.text("log.detail") + house.text("detail.sentence")
            if house.sees("detail.data"):
                yield f"data {row} of {typed!r}", house.text("detail.data")
    line.clear()


def told(house: House) -> list[str]:
    """Where the expected number, or a unit that has not come, is to be read."""
    number = re.compile(rf"\b{DECLARED}\b")
    return [where for where, text in everything(house) if number.search(text) or any(c in text for c in MISSING)]


def test_the_expected_number_is_nowhere_before_the_reveal(build: Build) -> None:
    house = build(*(unit(number) for number in range(1, DECLARED + 1)))
    house.open()
    house.receive()
    assert told(house), "before arrival the notice may be read: else this test would see nothing at all"
    house.scan(ORDER)
    house.press()
    assert told(house) == []
    show_documents(house)
    check_seal(house)
    house.press()
    house.empty_scale()
    for code in WAYBILLS[:PRESENT]:
        house.scan(code)
        for _ in range(FACES):
            house.picture()
        house.weigh("12.000")
        house.empty_scale()
    house.press("finish")
    assert told(house) == []
    house.fill(count__tally=str(PRESENT))
    house.press()
    assert told(house) == [], "the keyer has entered: the caller's turn"
    house.sign_in("li")
    house.fill(count__tally=str(PRESENT))
    house.press()
    assert told(house) == [], "a difference: the recount is blind, too"
    for person in ("li", "wang"):
        house.sign_in(person)
        house.fill(count__tally=str(PRESENT))
        house.press()
    assert told(house), "revealed: now it is told"
