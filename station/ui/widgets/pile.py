"""Labels one under the other, each whole: the first that has no room, and all after it, are left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from station.ui.theme import GRID


class Pile(QWidget):
    """The labels are given once; `show_first` says how many of them have something to say."""

    def __init__(self, labels: Sequence[QLabel]) -> None:
        super().__init__()
        self._labels = labels
        for one in labels:
            one.setParent(self)
        self._count = 0

    def show_first(self, count: int) -> None:
        self._count = min(count, len(self._labels))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        at, room = 0, self.size()
        for number, one in enumerate(self._labels):
            one.ensurePolished()
            height = one.heightForWidth(room.width())
            fits = number < self._count and at + height <= room.height()
            one.setVisible(fits)
            if fits:
                one.setGeometry(0, at, room.width(), height)
            at = at + height + GRID if fits else room.height()
