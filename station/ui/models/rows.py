"""A table of texts: read-only, one row selected, opened with Enter or one click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

Index = QModelIndex | QPersistentModelIndex
NOTHING = QModelIndex()


class RowModel(QAbstractTableModel):
    """Rows of cells; the whole list is replaced when it changed."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: list[str] = []
        self._rows: list[list[str]] = []

    def set_heads(self, heads: Sequence[str]) -> None:
        self.beginResetModel()
        self._heads = list(heads)
        self.endResetModel()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Replaces only what is different, so that a selection stays."""
        fresh = [list(row) for row in rows]
        if fresh == self._rows:
            return
        if len(fresh) == len(self._rows):
            self._rows = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, self.columnCount() - 1))
        else:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()

    def append_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """More rows at the end: the next page."""
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += [list(row) for row in rows]
            self.endInsertRows()

    def rowCount(self, parent: Index = NOTHING) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOTHING) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        row = self._rows[index.row()]
        return row[index.column()] if index.column() < len(row) else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None


class RowTable(QTableView):
    """Enter or a click opens the row."""

    def __init__(self, model: RowModel, name: str, opened: Callable[[int], None]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setModel(model)
        self._opened = opened
        self.setShowGrid(False)
        self.setWordWrap(False)  # a sentence that is too long shows its beginning, not its first word
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.clicked.connect(lambda index: self._opened(index.row()))

    def set_row_height(self, height: int) -> None:
        self.verticalHeader().setDefaultSectionSize(height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._opened(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
