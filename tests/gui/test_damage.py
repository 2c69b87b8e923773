"""Damage in the window: marked with the keyboard alone or by taps, shown over the picture, never burnt into it."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from station.domain.events.unit import Mark
from station.ui.theme import TARGET
from station.ui.thumbnails import thumbnail
from tests.gui.conftest import Build
from tests.gui.house import House, picture_of
from tests.gui.visit import ORDER, SEEN, UNITS, WAYBILLS
from tests.unit.workflow.test_engine import check_seal, show_documents

FIELD = "field.marking.marks"


@pytest.fixture
def at_close_up(build: Build) -> House:
    """Before a close-up with the card in it, the picture in the focus."""
    house = build(*UNITS)
    house.open()
    house.receive()
    house.scan(ORDER)
    house.press()
    show_documents(house)
    check_seal(house)
    house.press()
    house.scan(WAYBILLS[0])
    house.key(Qt.Key.Key_F3)
    house.key(Qt.Key.Key_Down)  # the first kind: a dent
    house.key(Qt.Key.Key_Tab)
    house.type("6.5")
    house.key(Qt.Key.Key_Return)
    house.shoot(card=SEEN)
    house.settle()
    assert focused() == FIELD
    return house


def focused() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def go(house: House, key: Qt.Key, times: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for _ in range(times):
        house.key(key, held)


def marks(house: House) -> list[dict[str, object]]:
    """Of the last entry that marks damage."""
    entries = [house.queries.log_detail(row.index) for row in house.queries.recorded(ORDER, 50)]
    marked = next(found.entry for found in entries if found and found.entry and found.row.kind == "unit.damage_marked")
    return list(marked.data["marks"])


def test_the_keyboard_alone_marks_names_and_saves(at_close_up: House) -> None:
    house = at_close_up
    go(house, Qt.Key.Key_Left, 10)
    go(house, Qt.Key.Key_Up, 5)
    go(house, Qt.Key.Key_Up, 1, Qt.KeyboardModifier.ShiftModifier)
    house.key(Qt.Key.Key_Return)
    go(house, Qt.Key.Key_Right, 20)
    go(house, Qt.Key.Key_Down, 12)
    house.key(Qt.Key.Key_Return)
    assert focused() == FIELD, "Enter fixed the corner; it did not save"
    house.key(Qt.Key.Key_Tab)
    house.key(Qt.Key.Key_Tab)
    assert focused() == "field.marking.words"
    house.type("corner")
    house.key(Qt.Key.Key_Return)
    house.settle()
    assert house.last() == "unit.damage_marked"
    (mark,) = marks(house)
    assert mark == {
        "shape": "box", "x1": 400, "y1": 448, "x2": 600, "y2": 568, "words": "corner", "sides_mm": [200, 72],
        "within_mm": 65,
    }  # fmt: skip


def tap(widget: QWidget, x: float, y: float) -> None:
    """A finger, down and up, without a way between."""
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        at = QPointF(x, y)
        buttons = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, at, widget.mapToGlobal(at), buttons, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)


def test_two_taps_are_two_corners_and_the_arrow_is_a_button_for_a_glove(at_close_up: House) -> None:
    house = at_close_up
    canvas = house.widget(FIELD)
    shapes = house.widget("field.marking.shape").findChildren(QPushButton)
    assert min(shape.height() for shape in shapes) >= TARGET
    shapes[1].click()
    house.settle()
    tap(canvas, canvas.width() / 2, canvas.height() / 2)
    tap(canvas, canvas.width() / 2 + 80, canvas.height() / 2)
    house.settle()
    house.press()
    (mark,) = marks(house)
    assert (mark["shape"], mark["y1"], mark["x1"]) == ("arrow", 500, 500)
    assert isinstance(mark["x2"], int)
    assert mark["x2"] > 600
    assert mark["y2"] == 500


def test_a_tap_outside_the_picture_is_a_corner_at_its_edge(at_close_up: House) -> None:
    canvas = at_close_up.widget(FIELD)
    tap(canvas, 1, canvas.height() / 2)
    tap(canvas, canvas.width() / 2, canvas.height() - 1)
    at_close_up.press()
    (mark,) = marks(at_close_up)
    assert (mark["x1"], mark["y2"]) == (0, 1000)


def test_backspace_and_f2_take_one_thing_back(at_close_up: House) -> None:
    house = at_close_up
    house.key(Qt.Key.Key_Return)
    go(house, Qt.Key.Key_Right, 9)
    go(house, Qt.Key.Key_Down, 9)
    house.key(Qt.Key.Key_Return)
    house.key(Qt.Key.Key_Backspace)
    house.key(Qt.Key.Key_F1)
    assert house.last() == "field.empty", "the mark is gone"
    house.key(Qt.Key.Key_F2)
    assert house.instruction() == "unit.damage"


def test_marks_lie_over_the_picture_and_its_bytes_stay_as_they_are(at_close_up: House) -> None:
    house = at_close_up
    house.mark((100, 100), (500, 600))
    house.settle()
    before = house.widget(FIELD).grab().toImage()
    assert not same(before, without_marks(house)), "the marks are seen"
    house.press()
    detail = next(
        found
        for row in house.queries.recorded(ORDER, 50)
        if row.kind == "unit.damage_marked" and (found := house.queries.log_detail(row.index))
    )
    sha = detail.pictures[0]
    kept = house.store.files.read(sha, "jpg")
    assert kept is not None
    assert hashlib.sha256(kept).hexdigest() == sha
    assert kept == picture_of(house.pictures)


def without_marks(house: House) -> QImage:
    value = house.engine.view().page.fields[0].value  # type: ignore[union-attr]
    house.engine.fill("marking.marks", "")
    house.settle()
    bare = house.widget(FIELD).grab().toImage()
    house.engine.fill("marking.marks", value)
    house.settle()
    return bare


def same(one: QImage, other: QImage) -> bool:
    return bytes(one.constBits()) == bytes(other.constBits())


def test_a_thumbnail_of_a_receipt_shows_the_marks() -> None:
    jpeg = picture_of(1)
    mark = Mark(shape="arrow", x1=100, y1=100, x2=800, y2=700)
    plain, marked = thumbnail(jpeg, 220), thumbnail(jpeg, 220, (mark,))
    assert plain is not None
    assert marked is not None
    assert not same(QImage.fromData(plain), QImage.fromData(marked))


def test_the_picture_says_which_corner_comes_next(at_close_up: House) -> None:
    house = at_close_up
    assert house.widget(FIELD).accessibleName() == house.word("marking.first_corner")
    house.key(Qt.Key.Key_Return)
    assert house.widget(FIELD).accessibleName() == house.word("marking.second_corner")
