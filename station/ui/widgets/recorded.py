"""The right column: what is already evidence, newest first, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from station.texts import Line, Texts
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.looks import Card, label, put, set_tone
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
        self._place = QWidget()
        self._rows = [label("detail", f"recorded.{number}", wrap=True) for number in range(ROWS)]
        for row in self._rows:
            row.setParent(self._place)
        self._said: dict[int, tuple[LogRow, Texts, str]] = {}
        self._count = 0
        self.column.addWidget(self._title)
        self.column.addWidget(self._place, 1)

    def show_rows(self, rows: Sequence[LogRow]) -> None:
        put(self._title, self._context.say(Line("recorded.title")))
        self._said = {row.index: self._said[row.index] for row in rows if row.index in self._said}
        for shown, row in zip(self._rows, rows, strict=False):
            self._show_row(shown, row)
        if not rows:
            put(self._rows[0], self._context.say(Line("recorded.empty")))
            set_tone(self._rows[0], "")
        self._count = max(1, min(len(rows), ROWS))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.column.activate()
        self._arrange()

    def _show_row(self, shown: QLabel, row: LogRow) -> None:
        tone = _TONES.get(row.flag, "")
        put(shown, self._sentence(row, tone))
        set_tone(shown, tone)

    def _sentence(self, row: LogRow, tone: str) -> str:
        """Each entry is said once, though eleven of twelve rows come again with every new one."""
        texts = self._context.speech.texts
        known = self._said.get(row.index)
        if known is None or known[:2] != (row, texts):
            known = self._said[row.index] = (row, texts, self._say(row, tone))
        return known[2]

    def _say(self, row: LogRow, tone: str) -> str:
        time = self._context.desk.local_time(row.at)[11:16]
        return f"{_MARKS[tone]} {time}  {self._context.say(sentence(row))}"

    def _arrange(self) -> None:
        """One under the other; the first that has no room, and all after it, are left out."""
        at, room = 0, self._place.size()
        for number, row in enumerate(self._rows):
            row.ensurePolished()
            height = row.heightForWidth(room.width())
            fits = number < self._count and at + height <= room.height()
            row.setVisible(fits)
            if fits:
                row.setGeometry(0, at, room.width(), height)
            at = at + height + GRID if fits else room.height()


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
