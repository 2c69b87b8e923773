"""The right column: what is already evidence, newest first, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.looks import Card, label, put, set_tone
from station.ui.widgets.pile import Pile
from station.workflow.reading import LogRow
from station.workflow.sentences import sentence

ROWS = 12
MISSING = 6
_TONES = {"refused": "stop", "stop": "stop", "exception": "attention", "attention": "attention"}
_MARKS = {"stop": "✕", "attention": "▲", "": "✓"}


class RecordedList(Card):
    """As many of the latest entries as have room, each whole."""

    def __init__(self, context: Context) -> None:
        super().__init__("recorded")
        self._context = context
        self._title = label("label")
        self._rows = [label("detail", f"recorded.{number}", wrap=True) for number in range(ROWS)]
        self._pile = Pile(self._rows)
        self.column.addWidget(self._title)
        self.column.addWidget(self._pile, 1)

    def show_rows(self, rows: Sequence[LogRow]) -> None:
        put(self._title, self._context.say(Line("recorded.title")))
        for shown, row in zip(self._rows, rows, strict=False):
            self._show_row(shown, row)
        if not rows:
            put(self._rows[0], self._context.say(Line("recorded.empty")))
            set_tone(self._rows[0], "")
        self._pile.show_first(max(1, len(rows)))

    def _show_row(self, shown: QLabel, row: LogRow) -> None:
        tone = _TONES.get(row.flag, "")
        time = self._context.desk.local_time(row.at)[11:16]
        put(shown, f"{_MARKS[tone]} {time}  {self._context.say(sentence(row))}")
        set_tone(shown, tone)


class RecordedColumn(QWidget):
    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._list, self._card = RecordedList(context), Card("missing")
        self._title, self._missing = label("label"), label("detail", "missing.list", wrap=True)
        self._card.column.addWidget(self._title)
        self._card.column.addWidget(self._missing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._list, 1)
        column.addWidget(self._card)

    def show_rows(self, rows: Sequence[LogRow]) -> None:
        self._list.show_rows(rows)

    def show_missing(self, missing: Sequence[Line]) -> None:
        self._card.setVisible(bool(missing))
        put(self._title, self._context.say(Line("recorded.missing", {"count": len(missing)})))
        said = [self._context.say(one) for one in missing[:MISSING]]
        put(self._missing, " · ".join(said) + (" …" if len(missing) > MISSING else ""))
