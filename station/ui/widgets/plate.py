"""A number plate: typed, with the provinces' characters as keys, since a gun and a glove type no Chinese."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station.domain.plates import PROVINCES
from station.ui.theme import GRID
from station.ui.widgets.choice import ChoiceField

COLUMNS = 10


class PlateField(QWidget):
    """A line and its keypad; the keypad opens with F11 or its button, is walked with the arrows and left with Enter."""

    def __init__(self, changed: Callable[[str], None]) -> None:
        super().__init__()
        self._changed = changed
        self.line = QLineEdit()
        self.line.textEdited.connect(self._typed)
        self.opener = QPushButton()
        self.opener.setObjectName("keypad.open")
        self.opener.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.opener.clicked.connect(self.open_keypad)
        self._keys = ChoiceField(self._province, COLUMNS)
        self._keys.setObjectName("keypad")
        self._keys.set_choices([(province, province) for province in PROVINCES])
        self._keys.picked = self.open_keypad
        self._keys.hide()
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        row.addWidget(self.opener)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self._keys)
        self.setFocusProxy(self.line)

    def open_keypad(self) -> None:
        """Opens it, or closes it again."""
        opened = not self._keys.isVisible()
        self._keys.setVisible(opened)
        self._keys.set_value(self.line.text()[:1])
        (self._keys if opened else self.line).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        leaving = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if leaving and self._keys.isVisible():
            self.open_keypad()
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        """A plate has capitals; the cursor stays where it is."""
        at = self.line.cursorPosition()
        self.line.setText(text.upper())
        self.line.setCursorPosition(at)
        self._changed(self.line.text())

    def _province(self, province: str) -> None:
        """Puts the character in front, in place of the one that stood there."""
        self.line.setText(province + self.line.text().lstrip(PROVINCES))
        self._changed(self.line.text())
