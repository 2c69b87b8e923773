"""The Receiving page as a clerk works on it: what is typed stays, what is refused is told, what is personal is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from station.texts import Texts
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.gui.visit import ORDER, UNITS, WAYBILLS, whole_visit
from tests.unit.workflow.stage import DRIVER
from tests.unit.workflow.test_engine import check_seal, show_documents


def to_units(house: House) -> None:
    show_documents(house)
    check_seal(house)
    house.press()
    house.settle()


def focused() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def test_typing_goes_to_the_first_field_and_from_there_to_the_engine(at_identity: House) -> None:
    assert focused() == "field.identity.id_card.name"
    at_identity.type("杨民")
    assert at_identity.engine.view().page.fields[0].value == "杨民"  # type: ignore[union-attr]


def test_a_refresh_neither_moves_the_focus_nor_the_cursor_nor_what_is_typed(at_identity: House) -> None:
    at_identity.type("abcd")
    field = at_identity.widget("field.identity.id_card.name")
    assert isinstance(field, QLineEdit)
    at_identity.key(Qt.Key.Key_Left)
    at_identity.climate()
    at_identity.weigh("3.000", stable=False)
    at_identity.settle()
    at_identity.type("X")
    assert field.text() == "abcXd"
    assert at_identity.widget("field.identity.id_card.name") is field


def test_enter_goes_to_the_next_empty_field_and_then_does_the_step(at_identity: House) -> None:
    at_identity.type(DRIVER.name)
    at_identity.key(Qt.Key.Key_Return)
    assert focused() == "field.identity.id_card.id_number"
    at_identity.type(DRIVER.id_number)
    at_identity.key(Qt.Key.Key_Return)
    assert at_identity.sees("field.identity.licence.name")


def test_what_was_typed_is_there_after_a_crash(at_identity: House) -> None:
    at_identity.type("杨民")
    at_identity.engine.tick()
    at_identity.crash()
    at_identity.open()
    at_identity.receive()
    assert at_identity.text("field.identity.id_card.name") == "杨民"


def test_a_refusal_takes_the_place_of_the_hint_until_the_next_try(at_identity: House) -> None:
    assert at_identity.sees("hint")
    at_identity.key(Qt.Key.Key_F1)
    assert at_identity.text("refusal") == Texts("zh_CN").say("field.empty", field="姓名")
    assert not at_identity.sees("hint")
    at_identity.type(DRIVER.name)
    at_identity.key(Qt.Key.Key_Tab)
    at_identity.type(DRIVER.id_number)
    at_identity.key(Qt.Key.Key_F1)
    assert not at_identity.sees("refusal")


def test_the_gun_line_hides_what_belongs_to_a_person(at_identity: House) -> None:
    at_identity.scan(DRIVER.id_number)
    assert DRIVER.id_number not in at_identity.text("live.gun")
    at_identity.scan("STN:B:L1")
    at_identity.settle()
    at_identity.key(Qt.Key.Key_Escape)
    assert "L1" not in at_identity.text("live.gun")


def test_a_code_that_is_no_secret_stands_on_the_gun_line(house: House) -> None:
    house.receive()
    house.scan(ORDER)
    house.settle()
    assert house.text("live.gun") == ORDER


def test_a_function_key_does_what_its_button_says(at_identity: House) -> None:
    at_identity.key(Qt.Key.Key_F2)
    assert at_identity.text("instruction") == Texts("zh_CN").say("history.of", step=at_identity.word("step.arrival"))


def test_enter_on_a_button_presses_the_button(at_identity: House) -> None:
    at_identity.widget("action.back").setFocus()
    at_identity.key(Qt.Key.Key_Return)
    assert at_identity.engine.view().looking_back


def test_the_keypad_is_opened_walked_and_left_by_keys(house: House) -> None:
    house.receive()
    house.scan(ORDER)
    house.settle()
    assert house.text("field.plate") == "粤B12345"
    house.key(Qt.Key.Key_F11)
    assert focused() == "keypad"
    house.key(Qt.Key.Key_Home)
    house.key(Qt.Key.Key_Right)
    assert house.text("field.plate") == "津B12345"
    house.key(Qt.Key.Key_Return)
    assert not house.sees("keypad")
    assert focused() == "field.plate"
    house.type("x")
    assert house.text("field.plate") == "津B12345X"


def test_the_red_stop_names_who_lifts_it_and_the_minutes_run_down(at_identity: House) -> None:
    show_documents(at_identity)
    check_seal(at_identity, lock="S9999")
    at_identity.settle()
    assert at_identity.widget("step.card").property("tone") == "stop"
    assert "30" in at_identity.text("stop.left")
    at_identity.clock.forward(60 * 11)
    at_identity.window.tick()
    assert "19" in at_identity.text("stop.left")
    at_identity.clock.forward(60 * 20)
    at_identity.window.tick()
    assert at_identity.text("stop.left") == at_identity.word("stop.notice_late", minutes=1)


def test_the_live_picture_is_large_while_it_is_all_that_is_wanted(at_identity: House) -> None:
    camera = at_identity.widget("live.camera")
    small = camera.width()
    to_units(at_identity)
    at_identity.scan(WAYBILLS[0])
    at_identity.settle()
    assert camera.width() > 2 * small
    at_identity.press("damage")
    at_identity.settle()
    assert camera.width() == small


def test_a_weight_is_shown_as_it_comes_and_grows_grey_when_nothing_comes(house: House) -> None:
    house.receive()
    house.weigh("12.400", frames=1)
    house.settle()
    assert house.text("live.weight") == "12.400"
    house.clock.forward(30)
    house.window.tick()
    assert house.text("live.weight") == "—"
    assert house.widget("live.weight").property("tone") == "stale"


def test_a_picture_that_is_old_is_not_shown_as_live(house: House) -> None:
    house.receive()
    camera = house.widget("live.camera")
    house.preview()
    fresh = camera.grab().toImage()
    house.clock.forward(5)
    house.window.tick()
    assert camera.grab().toImage() != fresh


class Relayouts(QObject):
    """Counts how often a widget was asked to lay itself out."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_a_refresh_that_changes_nothing_lays_nothing_out(at_identity: House) -> None:
    def again() -> None:
        at_identity.engine.sign_in(at_identity.engine.person, frozenset())
        at_identity.window.tick()
        at_identity.settle()

    for _ in range(3):  # what the way here has left to be laid out
        again()
    counted = Relayouts()
    for widget in at_identity.window.findChildren(QWidget):
        widget.installEventFilter(counted)
    for _ in range(5):
        again()
    assert counted.count == 0


def test_the_column_of_what_is_recorded_shows_the_newest_first(at_identity: House) -> None:
    shown = [at_identity.text(f"recorded.{number}") for number in range(3)]
    assert "09:00" in shown[0]
    assert "PO-" in shown[2], "the notice came first and stands last"


def test_the_focus_is_seen_wherever_it_is(build: Build) -> None:
    """On every screen the widget with the focus is in sight, whole in its height."""
    house = build(*UNITS, language="en")
    house.open()
    for screen in whole_visit(house):
        widget = QApplication.focusWidget()
        assert widget is not None, screen
        assert widget.isVisible(), screen
        seen = widget.visibleRegion().boundingRect().height()
        assert seen >= min(60, widget.height()), f"{screen}: {widget.objectName()} {seen} of {widget.height()}"
