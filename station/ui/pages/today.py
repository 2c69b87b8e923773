"""Today: four figures, a line for each delivery with the one thing it waits for, and the station's health."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout, QWidget

from station.domain.readings import Fault, LinkChange, Preview, Reading
from station.texts import Line
from station.ui.context import Context
from station.ui.models.cctv import today_hints
from station.ui.models.rows import RowModel, RowTable
from station.ui.widgets.archive_bar import ArchiveBar
from station.ui.widgets.looks import Card, label, put, set_tone
from station.workflow.reading import DeliveryRow, Today
from station.workflow.storage import Room

FIGURES = ("expected", "at_dock", "signed", "held")
COLUMNS = ("stage", "plate", "customer", "order", "slot", "steps", "waits", "exceptions")
GIGABYTE = 1_000_000_000
LONG = 365  # days from which on nobody needs a forecast


class TodayPage(QWidget):
    NAME, ICON, ORDER = "today", "today", 10

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page.today")
        self._context = context
        self._rows: tuple[DeliveryRow, ...] = ()
        self._figures = {name: label("figure", f"figure.{name}") for name in FIGURES}
        self._names = {name: label("label") for name in FIGURES}
        self._title, self._empty = label("title"), label("hint", "empty", wrap=True)
        self._model = RowModel()
        self._table = RowTable(self._model, "deliveries", self._open)
        self._open_button, self._import, self._gallery = QPushButton(), QPushButton(), QPushButton()
        self._cctv = QPushButton()
        self._health = label("label", "health", wrap=True)
        self._archive = ArchiveBar(context)
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(16)
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for name in FIGURES:
            card = Card(f"card.{name}")
            card.column.addWidget(self._figures[name])
            card.column.addWidget(self._names[name])
            figures.addWidget(card, 1)
        outer.addLayout(figures)
        card = Card()
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        self._import.setObjectName("action.import")
        self._import.clicked.connect(self._context.desk.import_notices)
        self._open_button.setObjectName("action.open_truck")
        self._open_button.setProperty("role", "primary")
        self._open_button.clicked.connect(lambda: self._context.desk.open_delivery(""))
        self._gallery.setObjectName("action.gallery")
        self._gallery.clicked.connect(lambda: self._show(self._context.desk.show_gallery))
        self._cctv.setObjectName("action.cctv")
        self._cctv.clicked.connect(lambda: self._show(self._context.desk.show_cctv))
        head.addWidget(self._cctv)
        head.addWidget(self._gallery)
        head.addWidget(self._import)
        head.addWidget(self._open_button)
        card.column.addLayout(head)
        card.column.addWidget(self._empty)
        card.column.addWidget(self._table, 1)
        outer.addWidget(card, 1)
        outer.addWidget(self._health)
        outer.addWidget(self._archive)
        QWidget.setTabOrder(self._open_button, self._gallery)  # what comes in is nearer at hand than what was looked at
        QWidget.setTabOrder(self._gallery, self._cctv)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def refresh(self) -> None:
        today = self._context.queries.today(self._context.desk.local_time("")[:10])
        for name in FIGURES:
            put(self._figures[name], str(getattr(today, name)))
        set_tone(self._figures["held"], "attention" if today.held else "")
        self._rows = today.deliveries
        self._model.show_rows([self._cells(row) for row in today.deliveries])
        self._table.setVisible(bool(today.deliveries))
        self._empty.setVisible(not today.deliveries)
        self._say_health(today)
        self._archive.refresh()

    def retranslate(self) -> None:
        say = self._context.say
        for name, shown in self._names.items():
            put(shown, say(Line(f"today.{name}")))
        put(self._title, say(Line("today.deliveries")))
        put(self._empty, say(Line("today.empty")))
        self._open_button.setText(say(Line("today.open")))
        self._import.setText(say(Line("today.import")))
        self._gallery.setText(say(Line("gallery.open")))
        self._cctv.setText(say(Line("cctv.open")))
        self._model.set_heads([say(Line(f"today.head.{name}")) for name in COLUMNS])
        self._table.set_row_height(self._context.theme.px(44))
        self._share_width()
        self.refresh()

    def _share_width(self) -> None:
        """What has room for long words takes what the others leave. (Only columns that are there take a mode.)"""
        columns = self._table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for name in ("customer", "waits"):
            columns.setSectionResizeMode(COLUMNS.index(name), QHeaderView.ResizeMode.Stretch)

    def tick(self) -> None:
        """Nothing here changes without an entry but the archive's progress."""
        self._archive.tick()

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        """Nothing here moves with an instrument; lost ones are told by `refresh`."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self._context.desk.open_delivery("")
        else:
            super().keyPressEvent(event)

    def _cells(self, row: DeliveryRow) -> list[str]:
        say = self._context.say
        exceptions = say(Line("today.open_exceptions", {"count": row.uncountersigned})) if row.uncountersigned else ""
        return [
            say(Line(f"stage.{row.stage}")),
            row.plate,
            row.customer_name,
            row.id,
            row.slot.replace("T", " "),
            self._steps(row),
            self._waits(row),
            exceptions or (str(row.exceptions) if row.exceptions else ""),
        ]

    def _steps(self, row: DeliveryRow) -> str:
        """A bar that needs no colour: closed steps full, the others empty."""
        if row.stage == "expected":
            return ""
        done, of = self._context.desk.progress_of(row.id)
        return "■" * done + "□" * (of - done)

    def _waits(self, row: DeliveryRow) -> str:
        say = self._context.say
        if row.stage == "expected":
            return say(Line("today.waits_truck"))
        if row.stage == "open":
            return say(Line("today.waits_step", {"step": self._context.desk.step_of(row.id)}))
        if row.stage == "receipt_pending":
            return say(Line("today.waits_receipt"))
        return say(Line(f"outcome.{row.outcome}"))

    def _say_health(self, today: Today) -> None:
        say, queries = self._context.say, self._context.queries
        size, at = queries.last_checkpoint()
        lost = [device.id for device in queries.devices() if device.lost]
        anchored = {"size": size, "time": self._context.desk.local_time(at) if at else "—"}
        parts = [say(Line("today.anchored", anchored))]
        room = self._context.desk.room()
        parts.append(say(_told(room)))
        parts.append(say(Line("today.lost", {"devices": ", ".join(lost)} if lost else {"devices": "—"})))
        scales = [standing for standing in self._context.checks.standings() if standing.tone != "good"]
        parts += [say(standing.said) for standing in scales]
        alarms = self._alarms()
        parts += alarms
        cctv = today_hints(self._context)
        parts += map(say, cctv)
        put(self._health, "   ·   ".join(parts))
        set_tone(self._health, "attention" if lost or scales or alarms or cctv or room.little else "")

    def _alarms(self) -> list[str]:
        """What is open of the air: how many alarms, and the latest in words."""
        rows = self._context.queries.open_alarms()
        if not rows:
            return []
        what = Line(f"climate.kind.{rows[-1].cause}")
        said = {"count": len(rows), "what": what, "sensor": rows[-1].device}
        return [f"▲ {self._context.say(Line('today.air', said))}"]

    def _open(self, number: int) -> None:
        row = self._rows[number]
        self._context.desk.open_delivery(row.id if row.stage in ("open", "receipt_pending") else "")

    def _show(self, what: Callable[[str], None]) -> None:
        """Of the delivery that is chosen; before its truck has come there is nothing to see."""
        at = self._table.currentIndex().row()
        rows = self._rows[at : at + 1] if at >= 0 else tuple(row for row in self._rows if row.stage != "expected")
        if rows and rows[0].stage != "expected":
            what(rows[0].id)


def _told(room: Room) -> Line:
    """How much may still be written, and how long that lasts at the rate of the last days."""
    free = f"{room.free / GIGABYTE:.1f}" if room.free < 10 * GIGABYTE else f"{room.free / GIGABYTE:.0f}"
    if room.days is None or room.days > LONG:
        return Line("today.disk", {"free": free})
    return Line("today.quota" if room.quota else "today.lasts", {"free": free, "days": room.days})
