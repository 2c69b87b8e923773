"""A small window for testing the robot's body: an instruction, three fields, a gun, a language key, a rehearsal socket.

toy_window.py SOCKET GUN: what the gun reads is shown as the flash; F1 shows the second instruction, F2 a refusal.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station.texts import Line, Texts, line
from station.ui.rehearsal import RehearsalSocket


class Toy(QWidget):
    def __init__(self, gun: str) -> None:
        super().__init__()
        self.setObjectName("page.toy")
        self._layout = QVBoxLayout(self)
        self._texts = Texts("zh_CN")
        self._said: dict[QLabel, Line] = {}
        for name in ("instruction", "refusal", "flash"):
            self._add(QLabel(), name)
        for name in ("field.one", "field.two"):
            self._add(QLineEdit(), name)
        secret = QLineEdit()
        secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._add(secret, "field.pin")
        choice = QComboBox()
        for value in ("intact", "broken", "missing"):
            choice.addItem(value, value)
        choice.currentIndexChanged.connect(lambda: choice.setProperty("value", choice.currentData()))
        choice.setProperty("value", "intact")
        self._add(choice, "field.choice")
        self._add(QPushButton("hidden"), "action.hidden").hide()
        self._flash = self.findChild(QLabel, "flash")
        self._flash.hide()
        self.say("instruction", line("unit.scan"))
        self._keys()
        self._gun = os.open(gun, os.O_RDWR | os.O_NOCTTY)
        self._notifier = QSocketNotifier(self._gun, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._scanned)

    def say(self, name: str, said: Line) -> None:
        label = self.findChild(QLabel, name)
        assert isinstance(label, QLabel)
        self._said[label] = said
        label.setText(self._texts.say(said))

    def _add(self, widget: QWidget, name: str) -> QWidget:
        widget.setObjectName(name)
        self._layout.addWidget(widget)
        return widget

    def _keys(self) -> None:
        for key, does in (
            ("F1", lambda: self.say("instruction", line("unit.face", unit="7", face=line("action.take")))),
            ("F2", lambda: self.say("refusal", line("field.empty", field=line("field.reason")))),
            ("Ctrl+L", self._turn),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(does)

    def _turn(self) -> None:
        self._texts = Texts("en" if self._texts.language == "zh_CN" else "zh_CN")
        for label, said in self._said.items():
            label.setText(self._texts.say(said))

    def _scanned(self) -> None:
        self._flash.setText(self._flash.text() + os.read(self._gun, 4096).decode())
        self._flash.show()


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    toy = Toy(sys.argv[2])
    toy.resize(600, 400)
    toy.show()
    toy.activateWindow()
    socket = RehearsalSocket(sys.argv[1])
    app.exec()
