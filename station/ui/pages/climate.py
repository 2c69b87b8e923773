"""Climate: the air now, and its curves of the last 24 hours or of any window before, with limits, alarms and gaps.

The page remembers what it hears from the start on. Chart and arithmetic are loaded when somebody turns to it: their
libraries are half as large as the rest of the window.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.domain.readings import Climate, Fault, LinkChange, Preview, Reading
from station.ui.context import Context
from station.ui.models.heard import Heard
from station.ui.widgets.fields import is_enter

if TYPE_CHECKING:
    from station.ui.widgets.climate_view import ClimateView

KEYS = {
    Qt.Key.Key_F1.value: "answer",
    Qt.Key.Key_Left.value: "older",
    Qt.Key.Key_Right.value: "newer",
    Qt.Key.Key_Minus.value: "wider",
    Qt.Key.Key_Plus.value: "closer",
    Qt.Key.Key_Equal.value: "closer",  # plus without Shift
    Qt.Key.Key_Home.value: "home",
}


class ClimatePage(QWidget):
    NAME, ICON, ORDER = "climate", "climate", 35

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page.climate")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._context = context
        self._heard: dict[str, Heard] = {}
        self._last: dict[str, Climate] = {}
        self._view: ClimateView | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(16, 16, 16, 16)

    def refresh(self) -> None:
        if self._view is not None:
            self._view.refresh()

    def retranslate(self) -> None:
        if self._view is not None:
            self._view.retranslate()

    def tick(self) -> None:
        if self._view is not None:
            self._view.tick()

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        if not isinstance(item, Climate):
            return
        clock, memory = self._context.clock, self._heard.setdefault(item.device, Heard())
        at = clock.now().timestamp() - max(0.0, clock.monotonic() - item.seen_at)
        before = memory.last_at()
        memory.add(at, float(item.temperature), float(item.humidity))
        self._last[item.device] = item
        if self._view is not None:
            self._view.heard(before, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the chart; an answer that was begun has them first. Enter gives it, Esc leaves it."""
        action = KEYS.get(event.key())
        if self._view is not None and is_enter(event):
            self._view.enter(self.focusWidget())
        elif self._view is not None and event.key() == Qt.Key.Key_Escape and self._view.leave_answer():
            return
        elif action is None or self._view is None:
            super().keyPressEvent(event)
        else:
            self._view.act(action)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._view is None:
            made: ClimateView = import_module("station.ui.widgets.climate_view").ClimateView(
                self._context, self._heard, self._last
            )
            self._view = made
            self._outer.addWidget(made)
            made.retranslate()
        self.setFocus()
