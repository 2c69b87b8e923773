"""One of a few: large buttons side by side, walked with the arrow keys, told apart by more than colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from station.ui.widgets.looks import restyle

WIDE = 26  # characters from which a choice gets a row of its own


class ChoiceField(QWidget):
    """Focus goes to the whole; the buttons themselves take none. The dynamic property "value" tells the choice."""

    def __init__(self, changed: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("role", "choice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._changed = changed
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setSpacing(8)
        self._buttons: list[QPushButton] = []
        self._values: list[str] = []
        self._words: list[str] = []

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """(value, word) in order."""
        values, words = [value for value, _ in choices], [word for _, word in choices]
        if values != self._values or words != self._words:
            self._values, self._words = values, words
            self._build()

    def value(self) -> str:
        return str(self.property("value") or "")

    def set_value(self, value: str) -> None:
        self.setProperty("value", value)
        at = self._values.index(value) if value in self._values else -1
        for number, button in enumerate(self._buttons):
            button.setChecked(number == at)
            button.setText(f"✓ {self._words[number]}" if number == at else self._words[number])
        self.setAccessibleName(self._words[at] if at >= 0 else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Home: -len(self._values),
            Qt.Key.Key_End: len(self._values),
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Left: -1,
        }
        if event.key() in moves and self._values:
            self._move(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._mark(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._mark(False)
        super().focusOutEvent(event)

    def _mark(self, focused: bool) -> None:
        self.setProperty("focused", "true" if focused else "false")
        restyle(self)

    def _move(self, by: int) -> None:
        at = self._values.index(self.value()) if self.value() in self._values else -1
        self._choose(max(0, min(at + by, len(self._values) - 1)))

    def _choose(self, number: int) -> None:
        value = self._values[number]
        if value != self.value():
            self.set_value(value)
            self._changed(value)

    def _build(self) -> None:
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        columns = 1 if any(len(word) > WIDE for word in self._words) else min(4, max(1, len(self._words)))
        self._buttons = [self._button(number, columns) for number in range(len(self._words))]
        self.set_value(self.value())

    def _button(self, number: int, columns: int) -> QPushButton:
        button = QPushButton(self._words[number])
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._clicked(number))
        self._grid.addWidget(button, number // columns, number % columns)
        return button

    def _clicked(self, number: int) -> None:
        self.setFocus()
        self._choose(number)
        self.set_value(self._values[number])  # a second click on the same one leaves it chosen
