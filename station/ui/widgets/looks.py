"""The small words of the style sheet: a role says what a widget is for, a tone how it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget


def restyle(widget: QWidget) -> None:
    """Makes the style sheet look again after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_tone(widget: QWidget, tone: str) -> None:
    """ "", good, attention, stop, stale, accent."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        restyle(widget)


def label(role: str, name: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows plain text (never markup: what it shows may come from a barcode)."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if name:
        made.setObjectName(name)
    return made


def put(made: QLabel, text: str) -> None:
    """Sets a text only where it changed: a label that is set lays its window out anew."""
    if made.text() != text:
        made.setText(text)


class Card(QFrame):
    """A raised surface with 16 px inside."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        if name:
            self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(8)
