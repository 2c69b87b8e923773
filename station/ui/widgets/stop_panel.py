"""The red full stop: why, who lifts it, and how long the customer's notice may still wait."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from station.clock import from_utc_text
from station.texts import Line
from station.ui.context import Context
from station.ui.widgets.looks import Card, label, put, put_icon
from station.workflow.view import StopView


class StopPanel(Card):
    def __init__(self, context: Context) -> None:
        super().__init__("stop")
        self.setProperty("role", "stop")
        self._context = context
        self._stop: StopView | None = None
        self._icon = QLabel()
        self._reason, self._who, self._left = (
            label("title", "stop.reason", wrap=True),
            label("hint", "stop.who", wrap=True),
            label("hint", "stop.left", wrap=True),
        )
        row, words = QHBoxLayout(), QVBoxLayout()
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        for part in (self._reason, self._who, self._left):
            words.addWidget(part)
        self.column.addLayout(row)

    def show_stop(self, stop: StopView | None) -> None:
        self._stop = stop
        self.setVisible(stop is not None)
        if stop is not None:
            put(self._reason, self._context.say(stop.reason))
            put(self._who, self._context.say(stop.who))
            put_icon(self._icon, self._context.theme, "stop", "raised", 56)
            self.tick()

    def tick(self) -> None:
        """The minutes that are left run down by themselves."""
        if self._stop is None or not self._stop.notice_by:
            put(self._left, "")
            return
        left = (from_utc_text(self._stop.notice_by) - self._context.clock.now()).total_seconds()
        key = "stop.notice_left" if left >= 0 else "stop.notice_late"
        put(self._left, self._context.say(Line(key, {"minutes": int(abs(left) // 60)})))
