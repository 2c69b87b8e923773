"""Open deliveries in the window's head: whose, which truck, how far. Ctrl and a number turns to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.looks import put, set_tone
from station.workflow.view import Tab

WIDEST = 200  # px of a tab
NARROWEST = 1  # px of all of them: the corner beside them says who works here and how the log stands, and is never cut


class Tabs(QWidget):
    def __init__(self, context: Context, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._context = context
        self._chosen = chosen
        self._buttons: list[QPushButton] = []
        self.setMinimumWidth(NARROWEST)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addStretch()

    def show_tabs(self, tabs: Sequence[Tab]) -> None:
        while len(self._buttons) < len(tabs):
            self._buttons.append(self._new())
        for button, tab in zip(self._buttons, tabs, strict=False):
            self._show_tab(button, tab)
        for button in self._buttons[len(tabs) :]:
            button.hide()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_tab(self, button: QPushButton, tab: Tab) -> None:
        button.setObjectName(f"tab.{tab.delivery}")
        said = {"customer": tab.customer, "plate": tab.plate, "done": tab.done}
        key = "tab.stopped" if tab.stopped else "tab.counting" if tab.done is None else "tab.open"
        button.setToolTip(self._context.say(Line(key, said)))
        button.setAccessibleName(button.toolTip())
        set_tone(button, "stop" if tab.stopped else "")
        button.setChecked(tab.active)
        button.show()

    def _fit(self) -> None:
        """Each as wide as its words, at most an equal share of the room; what has none is shortened at its end."""
        shown = [button for button in self._buttons if not button.isHidden()]
        share = (self.width() - GRID * (len(shown) - 1)) // max(1, len(shown))
        widest = max(NARROWEST, min(self._context.theme.px(WIDEST), share))
        for button in shown:
            put(button, button.toolTip())
            wanted, words = button.sizeHint().width(), QFontMetrics(button.font())
            if wanted > widest:
                lines = button.toolTip().split("\n")
                room = widest - wanted + max(map(words.horizontalAdvance, lines))
                put(button, "\n".join(words.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines))
            button.setFixedWidth(min(wanted, widest))

    def _new(self) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "tab")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._turn(button))
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def _turn(self, button: QPushButton) -> None:
        button.setChecked(True)  # a second click on the open one leaves it open
        self._chosen(button.objectName().removeprefix("tab."))
