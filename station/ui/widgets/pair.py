"""Two pictures side by side, each with whose it is and when it was taken below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.looks import label, put
from station.ui.widgets.picture_view import PictureView
from station.workflow.view import Beside

WIDTH = 640  # px that a picture is decoded at


class Pair(QWidget):
    """Hidden while there is nothing to compare."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: tuple[Beside, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        self._halves = [self._half(row, number) for number in range(2)]
        self.hide()

    def _half(self, row: QHBoxLayout, number: int) -> tuple[QLabel, PictureView, QLabel]:
        parts = (
            label("title", f"pair.{number}.which"),
            PictureView(self._context, f"pair.{number}"),
            label("body", f"pair.{number}.whose", wrap=True),
        )
        column = QVBoxLayout()
        for part, stretch in zip(parts, (0, 1, 0), strict=True):
            column.addWidget(part, stretch)
        row.addLayout(column, 1)
        return parts

    def show_pair(self, pair: Sequence[Beside]) -> None:
        self.setVisible(bool(pair))
        for half, beside in zip(self._halves, pair, strict=False):
            self._say(half, beside)
        if tuple(pair) != self._shown:
            self._shown = tuple(pair)
            for (_, view, _), beside in zip(self._halves, pair, strict=False):
                view.begin()
                self._context.desk.picture(beside.sha256, WIDTH, self._come(view, beside))

    def _say(self, half: tuple[QLabel, PictureView, QLabel], beside: Beside) -> None:
        say, (which, _, whose) = self._context.say, half
        put(which, say(beside.which))
        place, shows = say(beside.place), say(beside.shows)
        put(whose, f"{place} · {shows}\n{self._context.desk.local_time(beside.at)}")

    def _come(self, view: PictureView, beside: Beside) -> Callable[[QImage | None], None]:
        def come(image: QImage | None) -> None:
            if beside in self._shown:
                view.show_image(image, self._context.say(self._context.desk.picture_lost(beside.sha256)))

        return come
