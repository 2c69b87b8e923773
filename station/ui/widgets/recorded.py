"""The right column: what is already evidence, newest first, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.widgets.looks import Card, label, put, set_tone
from station.workflow.reading import LogRow
from station.workflow.sentences import sentence

ROWS = 9
MISSING = 6
_TONES = {"refused": "stop", "stop": "stop", "exception": "attention", "attention": "attention"}
_MARKS = {"stop": "✕", "attention": "▲", "": "✓"}


class RecordedColumn(QWidget):
    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._card, self._missing_card = Card("recorded"), Card("missing")
        self._title = label("label")
        self._card.column.addWidget(self._title)
        self._rows = [label("detail", f"recorded.{number}", wrap=True) for number in range(ROWS)]
        for row in self._rows:
            self._card.column.addWidget(row)
        self._card.column.addStretch()
        self._missing_title, self._missing = label("label"), label("detail", "missing.list", wrap=True)
        self._missing_card.column.addWidget(self._missing_title)
        self._missing_card.column.addWidget(self._missing)
        column.addWidget(self._card, 1)
        column.addWidget(self._missing_card)

    def show_rows(self, rows: Sequence[LogRow]) -> None:
        say = self._context.say
        put(self._title, say(Line("recorded.title")))
        for at, shown in enumerate(self._rows):
            row = rows[at] if at < len(rows) else None
            shown.setVisible(row is not None)
            if row is not None:
                tone = _TONES.get(row.flag, "")
                time = self._context.desk.local_time(row.at)[11:16]
                put(shown, f"{_MARKS[tone]} {time}  {say(sentence(row))}")
                set_tone(shown, tone)
        if not rows:
            self._rows[0].show()
            put(self._rows[0], say(Line("recorded.empty")))
            set_tone(self._rows[0], "")

    def show_missing(self, missing: Sequence[Line]) -> None:
        self._missing_card.setVisible(bool(missing))
        put(self._missing_title, self._context.say(Line("recorded.missing", {"count": len(missing)})))
        said = [self._context.say(one) for one in missing[:MISSING]]
        put(self._missing, " · ".join(said) + (" …" if len(missing) > MISSING else ""))
