"""The gallery's grid as a model: thumbnails where there is a picture, words where there is a hole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from station.ui.context import Context
from station.workflow.gallery import Cell, Gallery

Place = QModelIndex | QPersistentModelIndex
WIDTH, STRIP = 114, 20  # px of a thumbnail at the base window, and of the words over it
PLAYS = "\N{BLACK RIGHT-POINTING TRIANGLE}"  # in the place of a thumbnail
KEPT = 2000  # thumbnails


class PictureModel(QAbstractTableModel):
    """A thumbnail is asked for when its cell is first painted; until it comes the cell is empty."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._gallery = Gallery("")
        self._known: dict[str, QPixmap | None] = {}
        self._doubt_mark, self._hole = "", ""
        self._heads: list[str] = []

    def show(self, gallery: Gallery, heads: list[str], hole: str, doubt: str) -> None:
        self.beginResetModel()
        self._gallery, self._heads, self._hole, self._doubt_mark = gallery, heads, hole, doubt
        if len(self._known) > KEPT:
            self._known.clear()
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell | None:
        if not 0 <= row < len(self._gallery.strips):
            return None
        cells = self._gallery.strips[row].cells
        return cells[column] if 0 <= column < len(cells) else None

    def rowCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._gallery.strips)

    def columnCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._gallery.columns

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cell(index.row(), index.column())
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(cell) if cell.sha256 and not cell.film else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(cell)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            doubt = self._doubt_mark if cell.doubted else ""
            return f"{self._context.say(cell.shows)} {self._words(cell) or doubt}".strip()
        return int(Qt.AlignmentFlag.AlignCenter) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._heads[section] if section < len(self._heads) else "…"
        return self._gallery.strips[section].unit

    def _words(self, cell: Cell) -> str | None:
        if cell.film:
            return f"{PLAYS}\n{self._context.say(cell.shows)}"
        if cell.sha256:
            return None
        return f"{self._hole}\n{cell.note}" if cell.note else self._hole

    def _picture(self, cell: Cell) -> QPixmap | None:
        plain = self._thumbnail(cell.sha256)
        return self._marked(plain) if plain is not None and cell.doubted else plain

    def _marked(self, plain: QPixmap) -> QPixmap:
        """With the words of a doubt over its lower edge, on the screen only."""
        marked, theme = QPixmap(plain), self._context.theme
        painter = QPainter(marked)
        strip = marked.rect().adjusted(0, marked.height() - theme.px(STRIP), 0, 0)
        painter.fillRect(strip, theme.colours["attention_quiet"])
        font = painter.font()
        font.setPixelSize(theme.px(STRIP - 5))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.colours["attention"])
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, self._doubt_mark)
        painter.end()
        return marked

    def _thumbnail(self, sha256: str) -> QPixmap | None:
        if sha256 not in self._known:
            self._known[sha256] = None
            self._context.desk.picture(sha256, self._context.theme.px(WIDTH), self._come(sha256))
        return self._known[sha256]

    def _come(self, sha256: str) -> Callable[[QImage | None], None]:
        def come(image: QImage | None) -> None:
            if image is not None:
                self._known[sha256] = QPixmap.fromImage(image)
                if self.rowCount() and self.columnCount():
                    last = self.index(self.rowCount() - 1, self.columnCount() - 1)
                    self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DecorationRole])

        return come
