"""What the air is now: a value large, its limits, and in colour, icon and word whether it is within them."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.looks import Card, label, put, put_icon, set_tone

UNITS = {"temperature": "°C", "humidity": "%"}
_ICONS = {"good": "good", "attention": "attention", "stop": "stop", "stale": "searching", "": "climate"}


def limits_line(low: Decimal | None, high: Decimal | None, unit: str) -> Line:
    """The limits of a quantity as a sentence."""
    if low is not None and high is not None:
        return Line("climate.limits.between", {"low": low, "high": high, "unit": unit})
    if low is not None:
        return Line("climate.limits.low", {"low": low, "unit": unit})
    if high is not None:
        return Line("climate.limits.high", {"high": high, "unit": unit})
    return Line("climate.limits.none")


class AirReadout(Card):
    """One quantity: temperature or humidity."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__(f"air.{name}")
        self._context, self._name = context, name
        self._value, self._title = label("figure", f"air.{name}.value"), label("label")
        self._limits = label("label", f"air.{name}.limits")
        self._icon, self._word = QLabel(), label("word", f"air.{name}.state")
        state, words, row = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        state.setSpacing(GRID)
        state.addWidget(self._icon)
        state.addWidget(self._word, 1)
        words.setSpacing(0)
        for part in (self._title, self._limits):
            words.addWidget(part)
        words.addLayout(state)
        row.setSpacing(2 * GRID)
        row.addWidget(self._value, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def retranslate(self) -> None:
        context, name = self._context, self._name
        put(self._title, context.say(Line(f"climate.{name}")))
        low, high = (getattr(context.limits, f"{name}_{side}") for side in ("low", "high"))
        put(self._limits, context.say(limits_line(low, high, UNITS[name])))

    def show_value(self, value: Decimal | None, tone: str, word: Line) -> None:
        """tone: good, attention, stop, stale, or "" where there is nothing to judge by."""
        put(self._value, f"{'—' if value is None else value} {UNITS[self._name]}")
        put(self._word, self._context.say(word))
        for part in (self._value, self._word):
            set_tone(part, tone)
        put_icon(self._icon, self._context.theme, _ICONS[tone], tone or "quiet", 22)
