"""A picture of the evidence with its strip below it: the picture stays as it is, the strip is for people."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from station.domain.events.unit import Mark
from station.texts import Line
from station.ui.context import Context
from station.ui.widgets.looks import label, put
from station.ui.widgets.mark_painter import MarkPainter

BETWEEN = " · "


class CaptionedPicture(QWidget):
    """name: of the strip, as tests and the rehearsal find it. Hidden where there is neither picture nor caption."""

    def __init__(self, context: Context, name: str, width: int) -> None:
        super().__init__()
        self._context, self._width = context, width
        self._picture, self._strip = QLabel(), label("caption", name, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._picture)
        column.addWidget(self._strip)

    def show_picture(self, jpeg: bytes | None, caption: Sequence[Line | str], marks: Sequence[Mark] = ()) -> None:
        """The bytes as they are stored, with the marks that an entry puts over them; width px at the base window."""
        picture, width = QPixmap(), self._context.theme.px(self._width)
        shown = bool(jpeg) and picture.loadFromData(jpeg or b"")
        if shown:
            scaled = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            self._mark(scaled, marks)
            self._picture.setPixmap(scaled)
        self._picture.setVisible(shown)
        put(self._strip, BETWEEN.join(map(self._context.say, caption)))
        self._strip.setFixedWidth(width)
        self._strip.setVisible(bool(caption))
        self.setVisible(shown or bool(caption))

    def _mark(self, shown: QPixmap, marks: Sequence[Mark]) -> None:
        if marks:
            painter, theme = QPainter(shown), self._context.theme
            MarkPainter(painter, theme.colours, theme.scale).marks(marks, shown.rect())
            painter.end()
