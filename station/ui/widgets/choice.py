"""One of a few: large buttons side by side, walked with the arrow keys, told apart by more than colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from station.ui.theme import GRID
from station.ui.widgets.looks import put, restyle

MOST = 4  # columns
MARK = "✓ "
INSET = 4  # px around the buttons, for the frame of the focus


class ChoiceField(QWidget):
    """Focus goes to the whole; the buttons themselves take none. The dynamic property "value" tells the choice."""

    def __init__(self, changed: Callable[[str], None], columns: int = 0) -> None:
        """columns: 0 for as many as the words allow."""
        super().__init__()
        self.setProperty("role", "choice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._changed = changed
        self.picked: Callable[[], None] = lambda: None  # after a click
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(INSET, INSET, INSET, INSET)
        self._grid.setSpacing(GRID)
        self._fixed = self._columns = columns
        self._most = MOST
        self._buttons: list[QPushButton] = []
        self._values: list[str] = []
        self._words: list[str] = []

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """(value, word) in order."""
        values, words = [value for value, _ in choices], [word for _, word in choices]
        if values != self._values or words != self._words:
            self._values, self._words = values, words
            self._build()

    def stack(self) -> None:
        """One below the other, whatever the width: beside a picture there is room downwards."""
        self._most = 1
        self._arrange()

    def value(self) -> str:
        return str(self.property("value") or "")

    def set_value(self, value: str) -> None:
        self.setProperty("value", value)
        at = self._values.index(value) if value in self._values else -1
        for number, button in enumerate(self._buttons):
            button.setChecked(number == at)
            put(button, (MARK if number == at and not self._fixed else "") + self._shown(number))
        self.setAccessibleName(self._words[at] if at >= 0 else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._fixed or 1
        moves = {
            Qt.Key.Key_Home: -len(self._values),
            Qt.Key.Key_End: len(self._values),
            Qt.Key.Key_Down: row,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -row,
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _mark(self, focused: bool) -> None:
        self.setProperty("focused", "true" if focused else "false")
        restyle(self)

    def _move(self, by: int) -> None:
        """The first arrow takes the first choice, whatever its direction."""
        if self.value() not in self._values:
            self._choose(0)
        else:
            self._choose(max(0, min(self._values.index(self.value()) + by, len(self._values) - 1)))

    def _choose(self, number: int) -> None:
        value = self._values[number]
        if value != self.value():
            self.set_value(value)
            self._changed(value)

    def _build(self) -> None:
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(number) for number in range(len(self._words))]
        self._columns = 0
        self._arrange()
        self.set_value(self.value())

    def _button(self, number: int) -> QPushButton:
        button = QPushButton(self._words[number], self)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._clicked(number))
        return button

    def _clicked(self, number: int) -> None:
        self.setFocus()
        self._choose(number)
        self.set_value(self._values[number])  # a second click on the same one leaves it chosen
        self.picked()

    # In how many columns

    def _arrange(self) -> None:
        """As many in a row as have room for their words; a long word may stand in two lines."""
        columns = self._fixed or self._fitting()
        if not self._buttons:
            return
        if columns != self._columns:
            self._place(columns)
        self.set_value(self.value())  # a word may stand in other lines now

    def _place(self, columns: int) -> None:
        self._columns = columns
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _fitting(self) -> int:
        words = self._words
        most = min(self._most, max(1, len(words)))
        columns = next((n for n in range(most, 1, -1) if all(self._fits(word, n) for word in words)), 1)
        rows = -(-len(words) // columns)
        return max(1, -(-len(words) // rows)) if rows else 1  # five are three and two, not four and one

    def _fits(self, word: str, columns: int) -> bool:
        cell = (self.width() - 2 * INSET - GRID * (columns - 1)) // columns
        return self._wide(word) <= cell or max(map(self._wide, halved(word))) <= cell

    def _wide(self, word: str) -> int:
        """px that a button takes for a word, with the mark of the chosen one."""
        button = self._buttons[0]
        button.ensurePolished()
        metrics = button.fontMetrics()
        around = button.sizeHint().width() - metrics.horizontalAdvance(max(button.text().split("\n"), key=len))
        return around + metrics.horizontalAdvance(MARK + word)

    def _shown(self, number: int) -> str:
        word, columns = self._words[number], max(1, self._columns)
        cell = (self.width() - 2 * INSET - GRID * (columns - 1)) // columns
        return word if self._fixed or self._wide(word) <= cell else "\n".join(filter(None, halved(word)))


def halved(word: str) -> tuple[str, str]:
    """A word in two lines: broken at the blank or bracket that is nearest to its middle, or not at all."""
    places = [at for at, sign in enumerate(word) if at and sign in " ((/·"]
    at = min(places, key=lambda place: abs(place - len(word) / 2), default=len(word))
    return word[:at].rstrip(), word[at:].lstrip()
