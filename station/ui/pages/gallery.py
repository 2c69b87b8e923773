"""A delivery's pictures: units × faces with holes for what is missing, one of them large, beside what was declared."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from station.texts import Line, line
from station.ui.context import Context
from station.ui.models.pictures import WIDTH, PictureModel, Place
from station.ui.theme import GRID
from station.ui.widgets.facts import FactList
from station.ui.widgets.fields import is_enter
from station.ui.widgets.film_player import FilmPlayer
from station.ui.widgets.looks import Card, label, put
from station.ui.widgets.picture_view import PictureView
from station.workflow.gallery import Cell, Gallery, Strip

SIDE = 430  # px of the right column at the base size
HIGH, HEAD = 80, 92  # px of a row, and of its head
FRAME, ROUND = 4, 14  # px of the frame of what is chosen, and of the room beside a picture
OTHERS = 9  # columns beside the faces that have a head of their own


class Grid(QTableView):
    """Moves by its own keys and leaves every other one to the page."""

    MOVES = (
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
        Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self.MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()


class Framed(QStyledItemDelegate):
    """What is chosen has a frame: a tint would change the picture that is to be looked at."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, option, index)
        if chosen:
            pen = QPen(QColor(self._context.theme.colours["accent"]))
            pen.setWidth(self._context.theme.px(FRAME))
            painter.save()
            painter.setPen(pen)
            painter.drawRect(option.rect.adjusted(2, 2, -3, -3))
            painter.restore()


class GalleryPage(QWidget):
    """Keyboard: arrows choose, Enter shows the picture alone, + and - magnify, Esc goes back. `left` ends it."""

    def __init__(self, context: Context, left: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("page.gallery")
        self._context, self._left = context, left
        self._gallery = Gallery("")
        self._shown = ""  # the picture that is shown, or was asked for
        self._title, self._empty = label("title", "gallery.title"), label("hint", "empty", wrap=True)
        self._back, self._export, self._cctv = QPushButton(), QPushButton(), QPushButton()
        self._model, self._grid, self._frame = PictureModel(context), Grid(), Framed(context)
        self._picture, self._film = PictureView(context, "gallery.picture"), FilmPlayer(context)
        self._caption, self._facts = label("body", "gallery.caption", wrap=True), FactList(context)
        self._side = Card("gallery.side")
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        outer.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for button, name, press in (
            (
                self._export,
                "action.export_pictures",
                lambda: self._context.desk.export_pictures(self._gallery.delivery),
            ),
            (self._cctv, "action.cctv", lambda: self._context.desk.show_cctv(self._gallery.delivery)),
            (self._back, "action.leave_gallery", self._leave),
        ):
            button.setObjectName(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(press)
            head.addWidget(button)
        outer.addLayout(head)
        outer.addWidget(self._empty)
        halves = QHBoxLayout()
        halves.setSpacing(2 * GRID)
        halves.addWidget(self._grid, 1)
        halves.addWidget(self._side)
        outer.addLayout(halves, 1)
        self._side.column.addWidget(self._picture, 1)
        self._side.column.addWidget(self._film, 1)
        self._side.column.addWidget(self._caption)
        self._side.column.addWidget(self._facts)
        self._build_grid()

    def _build_grid(self) -> None:
        self._grid.setObjectName("gallery.grid")
        self._grid.setModel(self._model)
        self._grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._grid.setTabKeyNavigation(False)
        self._grid.setWordWrap(True)
        self._grid.setItemDelegate(self._frame)
        self._grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._grid.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._grid.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now))
        self._grid.doubleClicked.connect(lambda _index: self._alone(True))

    # What the window calls

    def open(self, delivery: str, sha256: str = "") -> None:
        """Another delivery, at a picture where one is named."""
        self._gallery = Gallery(delivery)
        self._alone(False)
        self.refresh()
        row, column = self._place_of(sha256)
        self._grid.setCurrentIndex(self._model.index(row, column))
        self._grid.setFocus()

    def refresh(self) -> None:
        """Something was written: the grid asks again, what is chosen stays chosen."""
        if not self._gallery.delivery:
            return
        chosen = self._grid.currentIndex()
        at = chosen.row(), chosen.column()
        self._gallery = self._context.desk.gallery(self._gallery.delivery)
        say = self._context.say
        heads = [say(line(f"face.{face}")) for face in self._gallery.faces]
        heads += [say(Line("gallery.other", {"number": number})) for number in range(1, OTHERS + 1)]
        put(self._title, say(Line("gallery.title", {"delivery": self._gallery.delivery})))
        self._model.show(self._gallery, heads, say(Line("gallery.hole")), say(Line("gallery.doubt_mark")))
        self._sizes()
        if at[0] >= 0:
            self._grid.setCurrentIndex(self._model.index(*at))
        put(self._empty, say(Line("gallery.counting" if self._gallery.counting else "gallery.empty")))
        self._empty.setVisible(not self._gallery.strips)
        self._show_chosen()

    def retranslate(self) -> None:
        say = self._context.say
        self._back.setText(say(Line("gallery.leave")))
        self._export.setText(say(Line("gallery.export")))
        self._cctv.setText(say(Line("cctv.open_key")))
        self._side.setFixedWidth(self._context.theme.px(SIDE))
        self._film.retranslate()
        self.refresh()

    # Inside

    def _sizes(self) -> None:
        theme = self._context.theme
        self._grid.verticalHeader().setFixedWidth(theme.px(HEAD))
        self._grid.setIconSize(QSize(theme.px(WIDTH), theme.px(HIGH)))
        for column in range(self._model.columnCount()):
            self._grid.setColumnWidth(column, theme.px(WIDTH + ROUND))
        for row in range(self._model.rowCount()):
            self._grid.setRowHeight(row, theme.px(HIGH))

    def _place_of(self, sha256: str) -> tuple[int, int]:
        for row, strip in enumerate(self._gallery.strips):
            for column, cell in enumerate(strip.cells):
                if sha256 and cell.sha256 == sha256:
                    return row, column
        return 0, 0

    def _choose(self, index: QModelIndex) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        at = self._grid.currentIndex()
        cell = self._model.cell(at.row(), at.column())
        strip = self._gallery.strips[at.row()] if 0 <= at.row() < len(self._gallery.strips) else None
        self._side.setVisible(strip is not None)
        if strip is not None:
            self._facts.show_facts(strip.facts)
            put(self._caption, self._told(strip, cell))
        self._load(cell)

    def _told(self, strip: Strip, cell: Cell | None) -> str:
        """What the picture says of itself, beside it and never in it."""
        say = self._context.say
        if cell is None:
            return ""
        of = say(Line("gallery.truck" if strip.truck else "gallery.unit", {"unit": strip.unit}))
        if not cell.sha256:
            return f"{of} · {say(cell.shows)} · {cell.note or say(Line('gallery.hole'))}"
        at = self._context.desk.local_time(cell.at)
        return f"{of} · {say(cell.shows)} · {at} · {cell.camera} · #{cell.index}\nSHA-256 {cell.sha256[:16]}…"

    def _load(self, cell: Cell | None) -> None:
        film = cell.sha256 if cell and cell.film else ""
        self._film.open(film)
        self._film.setVisible(bool(film))
        self._picture.setVisible(not film)
        wanted = cell.sha256 if cell and not cell.film else ""
        if wanted and wanted == self._shown:
            return
        self._shown = wanted
        self._picture.begin("" if wanted or film else self._context.say(Line("gallery.hole")))
        if not wanted:
            return

        def come(image: QImage | None) -> None:
            if wanted == self._shown:
                self._picture.show_image(image, self._context.say(self._context.desk.picture_lost(wanted)))

        self._context.desk.picture(wanted, 0, come)

    def _alone(self, alone: bool) -> None:
        """The picture over the whole page, or beside the grid again."""
        self._grid.setVisible(not alone)
        self._side.setFixedWidth(16777215 if alone else self._context.theme.px(SIDE))
        self._side.setMinimumWidth(0 if alone else self._context.theme.px(SIDE))
        (self if alone else self._grid).setFocus()

    def _leave(self) -> None:
        if not self._grid.isVisible() and self.isVisible():
            self._alone(False)
            return
        self._left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone = not self._grid.isVisible()
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif is_enter(event):
            self._alone(not alone)
        elif event.key() == Qt.Key.Key_E and not alone:
            self._export.click()
        elif event.key() == Qt.Key.Key_C and not alone:
            self._cctv.click()
        elif self._film.pressed(event):
            event.accept()
        elif not self._picture.pressed(event) and alone:
            self._step(event.key())

    def _step(self, key: int) -> None:
        """While one picture fills the page, arrows turn to its neighbours."""
        down, across = {
            Qt.Key.Key_Left.value: (0, -1), Qt.Key.Key_Right.value: (0, 1),
            Qt.Key.Key_Up.value: (-1, 0), Qt.Key.Key_Down.value: (1, 0),
        }.get(key, (0, 0))  # fmt: skip
        at = self._grid.currentIndex()
        index = self._model.index(at.row() + down, at.column() + across)
        if index.isValid() and (down or across):
            self._grid.setCurrentIndex(index)
