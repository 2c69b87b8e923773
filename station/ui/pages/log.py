"""The operations log: newest first, page by page, filters as chips, and each entry as a sentence with its proof."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station.domain.readings import Fault, LinkChange, Preview, Reading
from station.texts import Line
from station.ui.context import Context
from station.ui.models.rows import RowModel, RowTable
from station.ui.widgets.looks import Card, label, put
from station.workflow.reading import LogDetail, LogFilter, LogRow
from station.workflow.sentences import sentence

PAGE = 100
WIDTHS = (60, 142, 84, 300, 172, 36)  # px at the base size; what it says takes the rest
COLUMNS = ("number", "time", "person", "what", "on", "flag")
KINDS = ("", "visit.", "delivery.", "unit.", "device.", "person.", "customer.")
_FLAGS = {"refused": "✕", "stop": "■", "exception": "▲", "attention": "▲"}


class LogPage(QWidget):
    NAME, ICON, ORDER = "log", "log", 30

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page.log")
        self._context = context
        self._rows: list[LogRow] = []
        self._kind = 0
        self._only_flagged = False
        self._model = RowModel()
        self._table = RowTable(self._model, "log.table", self._open)
        self._table.selectionModel().currentRowChanged.connect(lambda now, _before: self._open(now.row()))
        self._table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._delivery, self._person = QLineEdit(), QLineEdit()
        self._kind_button, self._flag_button = QPushButton(), QPushButton()
        self._detail = _Detail(context)
        self._empty = label("hint", "empty", wrap=True)
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(8)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        self._delivery.setObjectName("field.log.delivery")
        self._person.setObjectName("field.log.person")
        for line in (self._delivery, self._person):
            line.textChanged.connect(self.refresh)
            chips.addWidget(line, 2)
        self._kind_button.setObjectName("filter.kind")
        self._kind_button.clicked.connect(self._next_kind)
        self._flag_button.setObjectName("filter.flag")
        self._flag_button.setCheckable(True)
        self._flag_button.clicked.connect(self._toggle_flagged)
        chips.addWidget(self._kind_button, 1)
        chips.addWidget(self._flag_button, 1)
        outer.addLayout(chips)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addWidget(self._table, 3)
        halves.addWidget(self._detail, 2)
        outer.addWidget(self._empty)
        outer.addLayout(halves, 1)

    def refresh(self) -> None:
        """The first page; what is selected stays selected."""
        chosen = self._table.currentIndex().row()
        self._rows = list(self._context.queries.log_page(self._filter(), None, PAGE))
        self._model.show_rows([self._cells(row) for row in self._rows])
        self._empty.setVisible(not self._rows)
        if self._rows and not 0 <= chosen < len(self._rows):
            self._table.selectRow(0)

    def retranslate(self) -> None:
        say, theme = self._context.say, self._context.theme
        self._model.set_heads([say(Line(f"log.head.{name}")) for name in COLUMNS])
        head = self._table.horizontalHeader()
        head.setStretchLastSection(False)
        for number, width in enumerate(WIDTHS):
            self._table.setColumnWidth(number, theme.px(width))
        head.setSectionResizeMode(COLUMNS.index("what"), QHeaderView.ResizeMode.Stretch)
        self._table.set_row_height(theme.px(36))
        self._delivery.setPlaceholderText(say(Line("log.filter.delivery")))
        self._person.setPlaceholderText(say(Line("log.filter.person")))
        self._flag_button.setText(say(Line("log.filter.flagged")))
        put(self._empty, say(Line("log.empty")))
        self._say_kind()
        self._model.show_rows([self._cells(row) for row in self._rows])
        self._detail.retranslate()

    def tick(self) -> None:
        """Nothing here changes without an entry."""

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        """The log changes with entries, not with readings."""

    def _filter(self) -> LogFilter:
        flag = "refused" if self._only_flagged else ""
        return LogFilter(self._delivery.text().strip(), self._person.text().strip(), KINDS[self._kind], flag)

    def _say_kind(self) -> None:
        kind = KINDS[self._kind].rstrip(".") or "all"
        self._kind_button.setText(self._context.say(Line(f"log.kind.{kind}")))

    def _next_kind(self) -> None:
        self._kind = (self._kind + 1) % len(KINDS)
        self._say_kind()
        self.refresh()

    def _toggle_flagged(self) -> None:
        self._only_flagged = self._flag_button.isChecked()
        self.refresh()

    def _scrolled(self, value: int) -> None:
        """Near the end the next page is fetched."""
        bar = self._table.verticalScrollBar()
        if self._rows and value >= bar.maximum() - bar.pageStep():
            more = self._context.queries.log_page(self._filter(), self._rows[-1].index, PAGE)
            self._rows += more
            self._model.append_rows([self._cells(row) for row in more])

    def _cells(self, row: LogRow) -> list[str]:
        time = self._context.desk.local_time(row.at)
        people = " + ".join(filter(None, (row.actor, row.second_actor)))
        said = self._context.say(sentence(row))
        return [str(row.index), time, people, said, row.stream.partition("/")[2], _FLAGS.get(row.flag, "")]

    def _open(self, number: int) -> None:
        if 0 <= number < len(self._rows):
            self._detail.show_detail(self._context.queries.log_detail(self._rows[number].index))


class _Detail(Card):
    """One entry in full."""

    def __init__(self, context: Context) -> None:
        super().__init__("log.detail")
        self._context = context
        self._shown: LogDetail | None = None
        self._sentence = label("title", "detail.sentence", wrap=True)
        self._picture = QLabel()
        self._data, self._proof = label("detail", "detail.data", wrap=True), label("detail", "detail.proof", wrap=True)
        for part in (self._data, self._proof):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._picture, self._data, self._proof):
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        self.column.addWidget(self._sentence)
        self.column.addWidget(area, 1)

    def show_detail(self, detail: LogDetail | None) -> None:
        self._shown = detail
        self.retranslate()

    def retranslate(self) -> None:
        detail, say = self._shown, self._context.say
        if detail is None:
            put(self._sentence, say(Line("log.choose")))
            return
        put(self._sentence, say(sentence(detail.row)))
        put(self._data, self._entry_text(detail))
        put(self._proof, self._proof_text(detail))
        self._show_picture(detail)

    def _entry_text(self, detail: LogDetail) -> str:
        if detail.entry is None:
            return self._context.say(Line("log.hidden"))
        return json.dumps(detail.entry.data, ensure_ascii=False, indent=2)

    def _proof_text(self, detail: LogDetail) -> str:
        proof = detail.proof
        if proof is None:
            return self._context.say(Line("log.no_proof"))
        said = {"index": proof.index, "size": proof.size, "steps": len(proof.path)}
        head = self._context.say(Line("log.proof", said))
        return "\n".join((head, f"leaf {proof.leaf}", *proof.path, f"root {proof.root}"))

    def _show_picture(self, detail: LogDetail) -> None:
        data = self._context.desk.evidence(detail.pictures[0], "jpg") if detail.pictures else None
        picture = QPixmap()
        if data and picture.loadFromData(data):
            width = self._context.theme.px(440)
            self._picture.setPixmap(picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
        self._picture.setVisible(not picture.isNull())
