"""What the rehearsal's socket tells of widgets, and that it can do nothing else."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from station.ui.rehearsal import answer, described, picture, text_of


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    label, button, hidden = QLabel("12.40 kg"), QPushButton("next"), QLabel("secret")
    label.setObjectName("live.weight")
    button.setObjectName("action.next")
    button.setEnabled(False)
    for widget in (label, button, hidden):
        layout.addWidget(widget)
    hidden.hide()
    window.show()
    qtbot.waitExposed(window)
    return window


def test_visible_widgets_with_their_state(window: QWidget) -> None:
    told = {widget["name"]: widget for widget in answer(b'{"ask": "widgets"}')["widgets"]}
    assert told["live.weight"]["text"] == "12.40 kg"
    assert told["action.next"]["enabled"] is False
    assert "secret" not in str(told)


def test_a_picture_of_the_window(window: QWidget) -> None:
    assert base64.b64decode(answer(b'{"ask": "picture"}')["png"]).startswith(b"\x89PNG")


def test_without_a_window_there_is_no_picture(qtbot: QtBot) -> None:
    assert picture() == ""


@pytest.mark.parametrize(
    "question", [b"", b"[]", b"7", b'{"ask": "press"}', b'{"do": "widgets"}', b'{"ask": ["widgets"]}']
)
def test_nothing_else_can_be_asked(qtbot: QtBot, question: bytes) -> None:
    assert list(answer(question)) == ["refused"]


def test_a_pin_shows_as_dots_and_a_choice_as_its_value(qtbot: QtBot) -> None:
    pin = QLineEdit()
    qtbot.addWidget(pin)
    pin.setEchoMode(QLineEdit.EchoMode.Password)
    pin.setText("482913")
    pin.setProperty("value", "broken")
    told = described(pin)
    assert "482913" not in told["text"]
    assert len(told["text"]) == 6
    assert told["value"] == "broken"


def test_rows_of_lists_and_tables(qtbot: QtBot) -> None:
    rows, table = QListWidget(), QTableWidget(1, 2)
    qtbot.addWidget(rows)
    qtbot.addWidget(table)
    rows.addItems(["one", "two"])
    table.setItem(0, 0, QTableWidgetItem("17"))
    table.setItem(0, 1, QTableWidgetItem("scanned"))
    assert text_of(rows) == "one\ntwo"
    assert text_of(table) == "17\tscanned"
