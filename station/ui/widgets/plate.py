"""A number plate: typed, with the provinces' characters as keys, since a gun and a glove type no Chinese."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station.domain.plates import PROVINCES

COLUMNS = 11


class PlateField(QWidget):
    """A line and its keypad; the keypad opens with F11 or its button."""

    def __init__(self, changed: Callable[[str], None]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.line = QLineEdit()
        self.line.textEdited.connect(changed)
        column.addWidget(self.line)
        self._changed = changed
        self._keys = self._keypad()
        column.addWidget(self._keys)
        self._keys.hide()
        self.setFocusProxy(self.line)

    def open_keypad(self) -> None:
        self._keys.setVisible(not self._keys.isVisible())

    def _keypad(self) -> QWidget:
        pad = QWidget()
        grid = QGridLayout(pad)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, province in enumerate(PROVINCES):
            key = QPushButton(province)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setMinimumWidth(60)
            key.clicked.connect(lambda _=False, said=province: self._province(said))
            grid.addWidget(key, number // COLUMNS, number % COLUMNS)
        return pad

    def _province(self, province: str) -> None:
        """Puts the character in front, in place of the one that stood there."""
        rest = self.line.text().lstrip(PROVINCES)
        self.line.setText(province + rest)
        self._changed(self.line.text())
        self.line.setFocus()
