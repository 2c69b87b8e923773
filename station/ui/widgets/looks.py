"""The small words of the style sheet: a role says what a widget is for, a tone how it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station.ui.icons import icon, pixmap
from station.ui.theme import GRID, Theme
from station.ui.widgets.words import Instruction


def restyle(widget: QWidget) -> None:
    """Makes the style sheet look again after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_tone(widget: QWidget, tone: str) -> None:
    """ "", good, attention, stop, stale, accent."""
    if (widget.property("tone") or "") != tone:
        widget.setProperty("tone", tone)
        restyle(widget)


def label(role: str, name: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows plain text (never markup: what it shows may come from a barcode)."""
    made = Instruction() if role == "instruction" else QLabel()
    made.setWordWrap(wrap or role == "instruction")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def put(made: QLabel | QAbstractButton, text: str) -> None:
    """Sets a text only where it changed: a widget that is set lays its window out anew."""
    if made.text() != text:
        made.setText(text)


def put_icon(made: QLabel | QAbstractButton, theme: Theme, name: str, colour: str, size: int) -> None:
    """An icon in the colour of a token, `size` px at the base window; set only where it changed."""
    drawn = f"{name} {theme.colours[colour]} {theme.px(size)}"
    if made.property("drawn") == drawn:
        return
    made.setProperty("drawn", drawn)
    if isinstance(made, QLabel):
        made.setPixmap(pixmap(name, theme.colours[colour], theme.px(size)))
    else:
        made.setIcon(icon(name, theme.colours[colour], theme.px(size)))
        made.setIconSize(pixmap(name, theme.colours[colour], theme.px(size)).size())


def centred(widget: QWidget) -> QHBoxLayout:
    """In the middle, as wide as it wants to be. (Qt's own alignment forgets that text wraps.)"""
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(widget)
    row.addStretch()
    return row


class Card(QFrame):
    """A raised surface with 16 px inside."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        if name:
            self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
