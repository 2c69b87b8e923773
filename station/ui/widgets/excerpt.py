"""What a machine read, beside the piece of the picture that it was read in: to be compared, character by character."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station.ui.context import Context
from station.ui.straight import straightened
from station.ui.theme import GRID
from station.ui.widgets.looks import label, put, set_tone
from station.workflow.view import Excerpt

DECODED = 1920  # px, the width that the whole picture is decoded at
WIDE, HIGH = 260, 72  # px that the piece may have
AROUND = 0.2  # of the line's height, shown around it
SPACED = "\u2009"  # a thin space: characters are compared one by one


class ExcerptView(QWidget):
    """Hidden while a machine proposes nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: tuple[object, ...] = ()
        self._piece, self._text = QLabel(), label("title", "excerpt.text")
        self._said = label("label", "excerpt.said", wrap=True)
        self._piece.setObjectName("excerpt.piece")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._text)
        words.addWidget(self._said)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._piece, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.hide()

    def show_excerpt(self, excerpt: Excerpt | None) -> None:
        self.setVisible(excerpt is not None)
        if excerpt is None:
            self._shown = ()
            self._piece.clear()
            self._text.clear()
            return
        put(self._text, SPACED.join(excerpt.text))
        put(self._said, self._context.say(excerpt.said))
        set_tone(self._said, excerpt.tone)
        piece = (excerpt.sha256, excerpt.corners, excerpt.piece)
        if piece != self._shown:
            self._shown = piece
            self._piece.setPixmap(QPixmap())
            if excerpt.piece:
                self._show(QImage.fromData(excerpt.piece))
            else:
                self._context.desk.picture(excerpt.sha256, DECODED, self._come(excerpt, piece))

    def _come(self, excerpt: Excerpt, piece: tuple[object, ...]) -> Callable[[QImage | None], None]:
        def come(image: QImage | None) -> None:
            if image is not None and piece == self._shown:
                wide = self._context.theme.px(WIDE)
                self._show(straightened(image, around(excerpt, image.width()), wide))

        return come

    def _show(self, cut: QImage) -> None:
        room = QSize(self._context.theme.px(WIDE), self._context.theme.px(HIGH))
        smaller = cut.width() > room.width() or cut.height() > room.height()
        kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self._piece.setPixmap(QPixmap(cut.scaled(room, kept, smooth) if smaller else cut))


def around(excerpt: Excerpt, width: int) -> tuple[tuple[int, int], ...]:
    """The corners with a little room around them, in pixels of a picture of this width."""
    scale = width / excerpt.width
    points = [(x * scale, y * scale) for x, y in excerpt.corners]
    middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    room = abs(points[-1][1] - points[0][1]) * AROUND
    return tuple(
        (round(x + (room if x > middle[0] else -room)), round(y + (room if y > middle[1] else -room)))
        for x, y in points
    )
