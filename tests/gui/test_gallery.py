"""Pictures on the screen: the gallery by the keyboard alone, and a picture that was shown before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from station.domain.readings import Recalled
from station.ui.widgets.picture_view import PictureView
from tests.gui.conftest import Build
from tests.gui.house import PIN, House
from tests.gui.visit import ORDER
from tests.unit.workflow.stage import unit
from tests.unit.workflow.test_engine import count, take_unit, to_units

ALT = Qt.KeyboardModifier.AltModifier
TOP, BOTTOM = 0, 1


@pytest.fixture
def dock(build: Build) -> House:
    """Three units are expected; one is complete, two faces of the next one are taken."""
    house = build(unit(1, flags=("fragile",)), unit(2), unit(3))
    house.open()
    house.receive()
    to_units(house)
    house.empty_scale()
    take_unit(house, 1, "12.900")
    house.scan(unit(2).code)
    for _ in range(2):
        house.picture()
    house.settle()
    return house


def grid(house: House) -> QTableView:
    view = house.widget("gallery.grid")
    assert isinstance(view, QTableView)
    return view


def picture(house: House) -> PictureView:
    view = house.widget("gallery.picture")
    assert isinstance(view, PictureView)
    return view


def cells(house: House, row: int) -> list[str]:
    """What stands in a row: "+" for a picture."""
    model = grid(house).model()
    shown = []
    for column in range(model.columnCount()):
        index = model.index(row, column)
        known = index.data(Qt.ItemDataRole.AccessibleTextRole) is not None
        shown.append(index.data() or ("+" if known else ""))
    return shown


def doubt(house: House, new: tuple[str, str], old: tuple[str, str]) -> None:
    """The memory says that the picture of one face is a copy of another's."""
    rows = {(row.unit, row.shows): row.sha256 for row in house.queries.pictures(ORDER)}
    house.watch.heard(Recalled("recall", 0.0, rows[new], rows[old]))
    house.settle()


def instruction(house: House) -> str:
    return house.text("instruction")


# The gallery


def test_units_that_are_here_stand_beside_faces_and_what_is_missing_is_a_hole(dock: House) -> None:
    dock.key(Qt.Key.Key_6, ALT)
    hole = dock.word("gallery.hole")
    assert cells(dock, 0) == ["+"] * 6
    assert cells(dock, 1) == ["+", "+", hole, hole, hole, hole]
    assert cells(dock, 2)[:3] == ["+", "+", ""], "manifest and seal of the truck"
    assert grid(dock).model().rowCount() == 3, "the unit that nobody has seen is not there"


def test_by_the_keyboard_alone_one_picture_is_chosen_magnified_and_left(dock: House) -> None:
    dock.key(Qt.Key.Key_6, ALT)
    dock.key(Qt.Key.Key_Right)
    told = dock.text("gallery.caption")
    assert dock.word("face.bottom") in told
    assert "cam" in told
    dock.key(Qt.Key.Key_Return)
    assert not dock.sees("gallery.grid")
    dock.key(Qt.Key.Key_Plus)
    dock.key(Qt.Key.Key_Plus)
    assert picture(dock).zoom == pytest.approx(2.25)
    dock.key(Qt.Key.Key_0)
    dock.key(Qt.Key.Key_Left)
    assert dock.word("face.top") in dock.text("gallery.caption")
    dock.key(Qt.Key.Key_Escape)
    assert dock.sees("gallery.grid")
    dock.key(Qt.Key.Key_Escape)
    assert dock.sees("page.receiving")


def test_beside_the_picture_stands_what_was_declared(dock: House) -> None:
    dock.key(Qt.Key.Key_6, ALT)
    shown = dock.everything()
    assert "12.000 kg" in shown
    assert "12.900 kg" in shown
    assert dock.word("flag.fragile") in shown


def test_pictures_come_from_another_thread_and_a_lost_file_is_said(dock: House) -> None:
    lost = dock.queries.pictures(ORDER)[-1]
    dock.store.files.path(lost.sha256, "jpg").unlink()
    dock.key(Qt.Key.Key_6, ALT)
    index = grid(dock).model().index(0, TOP)
    for _ in range(200):
        if isinstance(index.data(Qt.ItemDataRole.DecorationRole), QPixmap):
            break
        QTest.qWait(10)
    assert isinstance(index.data(Qt.ItemDataRole.DecorationRole), QPixmap)
    grid(dock).setCurrentIndex(grid(dock).model().index(1, BOTTOM))
    for _ in range(200):
        if picture(dock).accessibleName() == dock.word("gallery.lost"):
            break
        QTest.qWait(10)
    assert picture(dock).accessibleName() == dock.word("gallery.lost")


def test_it_opens_from_today_and_from_an_entry_at_its_picture(dock: House) -> None:
    dock.key(Qt.Key.Key_1, ALT)
    dock.widget("action.gallery").click()  # type: ignore[attr-defined]
    dock.settle()
    assert dock.sees("page.gallery")
    dock.key(Qt.Key.Key_Escape)
    assert dock.sees("page.today")
    dock.key(Qt.Key.Key_3, ALT)
    dock.widget("action.gallery").click()  # type: ignore[attr-defined]
    dock.settle()
    at = grid(dock).currentIndex()
    assert (at.row(), at.column()) == (1, BOTTOM), "the newest entry is unit 2's bottom"


def test_while_it_is_counted_the_gallery_is_empty(dock: House) -> None:
    for _ in range(4):
        dock.picture()
    dock.weigh("12.000")
    dock.press("finish")
    dock.key(Qt.Key.Key_6, ALT)
    assert grid(dock).model().rowCount() == 0
    assert dock.text("empty") == dock.word("gallery.counting")
    dock.key(Qt.Key.Key_Escape)
    count(dock, 2)
    count(dock, 2, "li", "wang")  # three were announced: it is counted again
    dock.key(Qt.Key.Key_6, ALT)
    assert grid(dock).model().rowCount() == 3


# Shown before


def test_every_picture_is_asked_about_once_it_is_durable(dock: House) -> None:
    rows = {row.sha256: row for row in dock.queries.pictures(ORDER)}
    asked = [(rows[sha].unit, rows[sha].shows) for sha, _ in dock.recall.asked]
    assert asked == [("1", face) for face in ["top", "bottom", "front", "back", "left", "right"]] + [
        ("2", "top"), ("2", "bottom"),
    ]  # fmt: skip
    assert {rows[sha].shows for sha in dock.recall.known} == {"manifest", "seal"}


def test_both_pictures_stand_side_by_side_and_the_step_waits(dock: House) -> None:
    doubt(dock, ("2", "bottom"), ("1", "front"))
    assert dock.word("doubt.look", unit="2", shows=dock.word("face.bottom")) == instruction(dock)
    assert dock.word("face.front") in dock.text("pair.1.whose")
    assert dock.word("face.bottom") in dock.text("pair.0.whose")
    dock.scan(unit(3).code)
    assert dock.kinds()[-1] == "unit.picture_doubted", "nothing else is done before"


def test_taken_again_it_is_asked_about_again_and_the_step_goes_on(dock: House) -> None:
    doubt(dock, ("2", "bottom"), ("1", "front"))
    before = len(dock.recall.asked)
    dock.picture()
    dock.settle()
    assert dock.kinds()[-1] == "unit.face_taken"
    assert not dock.sees("pair.0")
    (asked, without) = dock.recall.asked[before]
    old = [row.sha256 for row in dock.queries.pictures(ORDER) if (row.unit, row.shows) == ("2", "bottom")]
    assert (asked, without) == (old[1], set(old)), "the same face may look like itself"


def test_a_second_person_lets_it_stand_with_a_reason(dock: House) -> None:
    doubt(dock, ("2", "bottom"), ("1", "front"))
    dock.press("waive")
    dock.press()
    assert dock.last() == "field.empty"
    dock.fill(doubt__reason="同一货架")
    dock.press()
    dock.scan("STN:B:Z1")
    dock.fill(second__pin=PIN)
    dock.press()
    dock.settle()
    assert dock.kinds()[-1] == "unit.picture_accepted"
    assert not dock.sees("pair.0")


def test_the_log_shows_both_and_the_gallery_marks_it(dock: House) -> None:
    doubt(dock, ("2", "bottom"), ("1", "front"))
    dock.key(Qt.Key.Key_3, ALT)
    assert dock.sees("pair.0")
    assert dock.sees("pair.1")
    dock.widget("action.gallery").click()  # type: ignore[attr-defined]
    dock.settle()
    index = grid(dock).model().index(1, BOTTOM)
    assert grid(dock).currentIndex() == index
    assert dock.word("gallery.doubt_mark") in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_camera_that_gives_the_same_frame_twice_gives_no_second_picture(dock: House) -> None:
    dock.pictures -= 1
    dock.picture()
    assert dock.last() == "refusal.picture.used"


def test_an_answer_of_nothing_or_of_the_unknown_changes_nothing(dock: House) -> None:
    before = dock.kinds()
    known = dock.queries.pictures(ORDER)[-1].sha256
    for new, old in ((known, ""), (known, "ab" * 32), ("ab" * 32, known)):
        dock.watch.heard(Recalled("recall", 0.0, new, old))
    assert dock.kinds() == before
    doubt(dock, ("2", "bottom"), ("1", "front"))
    doubt(dock, ("2", "bottom"), ("1", "front"))
    assert dock.kinds().count("unit.picture_doubted") == 1


def test_a_new_start_remembers_everything_and_asks_about_what_is_open(dock: House) -> None:
    dock.recall.asked.clear()
    dock.recall.known.clear()
    dock.watch.start()
    assert len(dock.recall.known) == 8 + 2 + 2, "all of them, and the truck's own once more"
    assert len(dock.recall.asked) == 8


def test_a_picture_that_comes_late_is_magnified_as_was_asked_for_meanwhile(dock: House) -> None:
    view = PictureView(dock.context, "late")
    view.begin("…")
    view.zoomed(closer=True)
    view.show_image(None, "lost")
    assert (view.zoom, view.accessibleName()) == (1.5, "lost")
    view.begin()
    assert view.zoom == 1.0
