"""Whether another instrument may be used in the place of a known one: a supervisor answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.devices.status import DeviceStatus
from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.action_bar import ActionBar
from station.ui.widgets.facts import FactList
from station.ui.widgets.fields import is_enter
from station.ui.widgets.looks import Card, label, put
from station.workflow.view import Action, Fact

KEYS = {Qt.Key.Key_Escape: "back", Qt.Key.Key_F1: "next", Qt.Key.Key_F2: "back"}
ACTIONS = (
    Action("next", "F1", Line("devices.swap.accept"), "good", primary=True),
    Action("back", "F2", Line("guide.back"), "back"),
)


class SwapView(QWidget):
    """What it was, what it is now; F1 allows it. closed: called when it was answered or left."""

    def __init__(self, context: Context, closed: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("swap")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._context, self._closed = context, closed
        self._status: DeviceStatus | None = None
        card = Card("swap.card")
        self._instruction, self._hint = label("instruction", "swap.instruction"), label("hint", "swap.hint", wrap=True)
        self._refusal = label("refusal", "swap.refusal", wrap=True)
        self._facts = FactList(context)
        for part in (self._instruction, self._hint, self._refusal, self._facts):
            card.column.addWidget(part)
        card.column.addStretch(1)
        self._bar = ActionBar(context, self.act)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2 * GRID)
        outer.addWidget(card, 1)
        outer.addWidget(self._bar)

    def show_swap(self, status: DeviceStatus) -> None:
        """Says everything as it stands; touches only what is different."""
        if self._status is None or self._status.which != status.which:
            put(self._refusal, "")
        self._status, say = status, self._context.say
        put(self._instruction, say(Line("devices.swap.ask")))
        put(self._hint, say(Line("devices.swap.hint")))
        self._refusal.setVisible(bool(self._refusal.text()))
        params = status.said.params if status.said else {}
        by = "serial" if status.which.serial else "plug"
        self._facts.show_facts(
            (
                Fact(Line("devices.swap.device"), f"{say(Line(f'devices.role.{status.role}'))} · {status.id}"),
                Fact(Line("devices.swap.by"), Line(f"devices.swap.by_{by}")),
                Fact(Line("devices.swap.was"), str(params.get("wanted", "—"))),
                Fact(Line("devices.swap.now"), str(params.get("found", "—")), "attention"),
            )
        )
        self._bar.show_actions(ACTIONS)

    def act(self, action: str) -> None:
        """A button, or a key of it."""
        if action == "next" and self._status is not None:
            refused = self._context.desk.accept_swap(self._status.id, self._status.which)
            if refused is not None:
                put(self._refusal, self._context.say(refused))
                self._refusal.setVisible(True)
                return
        self._closed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS:
            self.act(KEYS[Qt.Key(event.key())])
        elif not is_enter(event):  # what is allowed here decides every weight: never by an Enter in passing
            super().keyPressEvent(event)
