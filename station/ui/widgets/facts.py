"""Labels with what belongs to them, in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.looks import label, put, set_tone
from station.workflow.view import Fact

_MARKS = {"good": "✓ ", "attention": "▲ ", "stop": "✕ "}


class FactList(QWidget):
    """Grows with what it shows."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        self.setVisible(bool(facts))
        while len(self._rows) < len(facts):
            self._add_row()
        for at, (name, value) in enumerate(self._rows):
            shown = at < len(facts)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                fact = facts[at]
                put(name, self._context.say(fact.label))
                put(value, _MARKS.get(fact.tone, "") + self._context.say(fact.value))
                set_tone(value, fact.tone)

    def _add_row(self) -> None:
        number = len(self._rows)
        name, value = label("label"), label("hint", f"fact.{number}", wrap=True)
        self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, number, 1)
        self._rows.append((name, value))
