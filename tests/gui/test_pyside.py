"""PySide6 itself: 6.12.0 on Python 3.11 loses a reference of True and None a call and aborts after some hundred."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 300
NOISE = 60  # other code counts references as well


class Bell(QObject):
    rung = Signal(bool)


def test_signals_and_calls_keep_the_references_of_true_and_none(qtbot: QtBot) -> None:
    bell, label = Bell(), QLabel()
    qtbot.addWidget(label)
    bell.rung.connect(label.setEnabled)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for number in range(CALLS):
        bell.rung.emit(True)
        label.setText(str(number))
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert abs(after[0] - before[0]) < NOISE
    assert abs(after[1] - before[1]) < NOISE
