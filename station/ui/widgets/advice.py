"""What a live picture wants before it is taken: icon and word on a card, and how soon it releases itself."""

from __future__ import annotations

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
HIGH, SYMBOL, INSIDE, EDGE, BAR = 48, 28, 12, 8, 6  # px at the base window


def said_of(context: Context, advice: Advice) -> str:
    """The word, "" where nothing is advised."""
    return "" if advice.word is Word.NONE else context.say(Line(f"release.{advice.word}"))


def paint_advice(painter: QPainter, room: QRect, advice: Advice, context: Context) -> None:
    """In the upper right corner, beside the picture where there is room; a bar fills until the picture is taken."""
    word, theme = said_of(context, advice), context.theme
    if not word:
        return
    icon, tone = _LOOKS[advice.word]
    font = QFont(painter.font())
    font.setPixelSize(theme.text("title"))
    font.setBold(True)
    wide = QFontMetrics(font).horizontalAdvance(word) + theme.px(SYMBOL) + 3 * theme.px(INSIDE)
    card = QRect(room.right() - wide - theme.px(EDGE), room.top() + theme.px(EDGE), wide, theme.px(HIGH))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.colours[tone]))
    painter.setBrush(QColor(theme.colours[f"{tone}_quiet"]))
    painter.drawRoundedRect(QRectF(card), theme.px(6), theme.px(6))
    symbol = pixmap(icon, theme.colours[tone], theme.px(SYMBOL))
    painter.drawPixmap(card.left() + theme.px(INSIDE), card.center().y() - theme.px(SYMBOL) // 2, symbol)
    painter.setFont(font)
    text = card.adjusted(theme.px(SYMBOL) + 2 * theme.px(INSIDE), 0, 0, 0)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    if advice.share > 0:
        bar = QRect(card.left(), card.bottom() - theme.px(BAR), round(card.width() * advice.share), theme.px(BAR))
        painter.fillRect(bar, QColor(theme.colours[tone]))
