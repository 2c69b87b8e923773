"""What a step needs, in the one part of the page that scrolls when a long sentence stands above it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from station.ui.theme import GRID


class Body(QScrollArea):
    """As high as its content where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        self.column = QVBoxLayout(self._content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID)
        self.setWidget(self._content)

    def sizeHint(self) -> QSize:
        width = self.viewport().width()
        height = self.column.totalHeightForWidth(width) if self.column.hasHeightForWidth() else -1
        return QSize(width, height if height >= 0 else self.column.totalSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The content has another height: the page above may give room or take it back."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
