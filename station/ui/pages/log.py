"""The operations log: newest first, page by page, filters as chips, and each entry as a sentence with its proof."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station.domain.readings import Fault, LinkChange, Preview, Reading
from station.texts import Line
from station.ui.context import Context
from station.ui.models.rows import RowModel, RowTable
from station.ui.widgets.entry_detail import EntryDetail, people
from station.ui.widgets.looks import label, put
from station.workflow.reading import LogFilter, LogRow
from station.workflow.sentences import sentence

PAGE = 100
WIDTHS = (56, 156, 88, 300, 166, 36)  # px at the base size; what it says takes the rest
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
        self._detail = EntryDetail(context)
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
        """The first page; the entry that is selected stays selected, wherever newer ones have moved it."""
        chosen = self._chosen()
        self._rows = list(self._context.queries.log_page(self._filter(), None, PAGE))
        self._model.show_rows([self._cells(row) for row in self._rows])
        self._empty.setVisible(not self._rows)
        if self._rows:
            at = next((number for number, row in enumerate(self._rows) if row.index == chosen), 0)
            self._table.selectRow(at)
            self._open(at)  # also where it is the same: a checkpoint may cover it by now

    def _chosen(self) -> int | None:
        """The index of the selected entry; None while the newest is shown, so that the newest stays shown. One with
        sealed papers keeps its place: each look at them writes a newer one."""
        at = self._table.currentIndex().row()
        stays = at > 0 or self._detail.has_papers
        return self._rows[at].index if stays and 0 <= at < len(self._rows) else None

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
        """Nothing here changes without an entry, but a paper that lies open is put away in time."""
        self._detail.tick()

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        """The log changes with entries, not with readings."""

    def _filter(self) -> LogFilter:
        flag = "refused" if self._only_flagged else ""
        typed = self._person.text().strip()
        people = self._context.desk.people_named(typed) if typed else None
        return LogFilter(self._delivery.text().strip(), people, KINDS[self._kind], flag)

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
        said, on = self._context.say(sentence(row)), row.stream.partition("/")[2]
        return [str(row.index), time, people(self._context, row), said, on, _FLAGS.get(row.flag, "")]

    def _open(self, number: int) -> None:
        if 0 <= number < len(self._rows):
            self._detail.show_detail(self._context.queries.log_detail(self._rows[number].index))
