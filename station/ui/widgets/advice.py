"""What a live picture wants before it is taken: icon and word on a card, and how soon it releases itself."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from station.domain.release import Advice, Word
from station.texts import Line
from station.ui.context import Context
from station.ui.icons import pixmap

_LOOKS = {
    Word.GOOD: ("good", "good"),
    Word.TURN: ("retake", "accent"),
    Word.MOVING: ("pause", "attention"),
    Word.DARK: ("attention", "attention"),
    Word.BRIGHT: ("attention", "attention"),
    Word.BLURRED: ("attention", "attention"),
}
EDGE, BAR = 8, 6  # px at the base window
SMALL_ROOM = 220  # px: a picture of this height or less is looked at in passing; the word must leave most of it free


class _Size(NamedTuple):
    """Of the card, px at the base window; text as theme.text names it."""

    high: int
    symbol: int
    inside: int
    text: str


LARGE, SMALL = _Size(48, 28, 12, "title"), _Size(30, 18, 6, "label")


def said_of(context: Context, advice: Advice) -> str:
    """The word, "" where nothing is advised."""
    return "" if advice.word is Word.NONE else context.say(Line(f"release.{advice.word}"))


def paint_advice(painter: QPainter, room: QRect, advice: Advice, context: Context) -> None:
    """In the upper right corner, beside the picture where there is room; a bar fills until the picture is taken."""
    word, theme = said_of(context, advice), context.theme
    if not word:
        return
    icon, tone = _LOOKS[advice.word]
    size = SMALL if room.height() <= theme.px(SMALL_ROOM) else LARGE
    high, symbol, inside = (theme.px(px) for px in size[:3])
    font = QFont(painter.font())
    font.setPixelSize(theme.text(size.text))
    font.setBold(True)
    wide = QFontMetrics(font).horizontalAdvance(word) + symbol + 3 * inside
    card = QRect(room.right() - wide - theme.px(EDGE), room.top() + theme.px(EDGE), wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.colours[tone]))
    painter.setBrush(QColor(theme.colours[f"{tone}_quiet"]))
    painter.drawRoundedRect(QRectF(card), theme.px(6), theme.px(6))
    drawn = pixmap(icon, theme.colours[tone], symbol)
    painter.drawPixmap(card.left() + inside, card.center().y() - symbol // 2, drawn)
    painter.setFont(font)
    text = card.adjusted(symbol + 2 * inside, 0, 0, 0)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    if advice.share > 0:
        bar = QRect(card.left(), card.bottom() - theme.px(BAR), round(card.width() * advice.share), theme.px(BAR))
        painter.fillRect(bar, QColor(theme.colours[tone]))
