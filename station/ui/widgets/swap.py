"""Whether another instrument may be used in the place of a known one: a supervisor answers, alone or beside a clerk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.devices.status import DeviceStatus
from station.domain.commands import AcceptSwap
from station.domain.readings import Identity
from station.domain.roles import Role, may, may_alone
from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.action_bar import ActionBar
from station.ui.widgets.facts import FactList
from station.ui.widgets.fields import is_enter
from station.ui.widgets.form import Form
from station.ui.widgets.looks import Card, label, put
from station.workflow import second
from station.workflow.effects import Do
from station.workflow.view import Action, Fact

KEYS = {Qt.Key.Key_Escape: "back", Qt.Key.Key_F1: "next", Qt.Key.Key_F2: "back"}
ACTIONS = (
    Action("next", "F1", Line("devices.swap.accept"), "good", primary=True),
    Action("back", "F2", Line("guide.back"), "back"),
)


def may_ask(context: Context) -> bool:
    """Whether who stands here may allow another instrument, be it with a supervisor beside."""
    return may(_roles(context), AcceptSwap.__name__)


def _roles(context: Context) -> frozenset[Role]:
    return frozenset(Role(role) for role in context.desk.roles(context.engine.person))


class SwapView(QWidget):
    """What it was, what it is now; F1 allows it. closed: called when it was answered or left.

    Who may not answer alone is asked for badge and PIN of a supervisor; both are forgotten once the view is left.
    """

    def __init__(self, context: Context, closed: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("swap")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._context, self._closed = context, closed
        self._status: DeviceStatus | None = None
        self._beside: second.Waiting | None = None  # None where a supervisor is signed in
        self._checking = False  # the PIN is being compared
        card = Card("swap.card")
        self._instruction, self._hint = label("instruction", "swap.instruction"), label("hint", "swap.hint", wrap=True)
        self._refusal = label("refusal", "swap.refusal", wrap=True)
        self._facts, self._form = FactList(context), Form(context, self._fill)
        for part in (self._instruction, self._hint, self._refusal, self._facts, self._form):
            card.column.addWidget(part)
        card.column.addStretch(1)
        self._bar = ActionBar(context, self.act)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2 * GRID)
        outer.addWidget(card, 1)
        outer.addWidget(self._bar)

    def show_swap(self, status: DeviceStatus) -> None:
        """Says everything as it stands; touches only what is different. What was entered for another one is gone."""
        if self._status is None or self._status.which != status.which:
            put(self._refusal, "")
            self._status = status
            self._ask_anew()
        self._status, say = status, self._context.say
        put(self._instruction, say(Line("devices.swap.ask")))
        put(self._hint, say(Line("devices.swap.hint" if self._beside is None else "devices.swap.hint_beside")))
        self._refusal.setVisible(bool(self._refusal.text()))
        self._facts.show_facts(self._told(status))
        self._form.show_fields(second.page(self._beside).fields if self._beside else ())
        self._bar.show_actions(ACTIONS)

    def _told(self, status: DeviceStatus) -> tuple[Fact, ...]:
        params = status.said.params if status.said else {}
        by = "serial" if status.which.serial else "plug"
        device = f"{self._context.say(Line(f'devices.role.{status.role}'))} · {status.id}"
        return (
            Fact(Line("devices.swap.device"), device),
            Fact(Line("devices.swap.by"), Line(f"devices.swap.by_{by}")),
            Fact(Line("devices.swap.was"), str(params.get("wanted", "—"))),
            Fact(Line("devices.swap.now"), str(params.get("found", "—")), "attention"),
        )

    def focus(self) -> None:
        """The first empty field; a supervisor has none, and the view itself hears the keys."""
        (self._form.first() or self).setFocus()

    def act(self, action: str) -> None:
        """A button, or a key of it."""
        if action != "next" or self._status is None:
            self._closed()
        elif self._beside is None:
            self._accept(self._status.id, self._status.which)
        elif not self._beside.complete:
            self._refuse(Line("second.incomplete"))
        elif not self._checking:
            self._verify(self._beside)

    def scanned(self, badge: str) -> bool:
        """A badge that a gun has read; False where nobody beside is asked for."""
        if self._beside is None or not self.isVisible():
            return False
        self._fill(second.BADGE, badge)
        self.focus()
        return True

    # Inside

    def _ask_anew(self) -> None:
        """Empty fields, where somebody has to stand beside."""
        self._checking, status = False, self._status
        alone = may_alone(_roles(self._context), AcceptSwap.__name__)
        if alone or status is None:
            self._beside = None
        else:
            which = status.which
            self._beside = second.Waiting(Do(AcceptSwap(device=status.id, plug=which.plug, serial=which.serial)))

    def _fill(self, name: str, text: str) -> None:
        if self._beside is not None and self._status is not None:
            self._beside = self._beside.filled(name, text)
            put(self._refusal, "")
            self.show_swap(self._status)

    def _verify(self, waiting: second.Waiting) -> None:
        self._checking = True
        self._context.desk.verify(waiting.badge, waiting.pin, lambda who: self._verified(waiting, who))

    def _verified(self, waiting: second.Waiting, who: str | Line) -> None:
        """The answer to a question that was given up, or is about another one by now, is nobody's."""
        if self._beside is None or self._beside.do is not waiting.do or self._status is None:
            return
        self._ask_anew()
        if isinstance(who, Line):
            self._refuse(who)
        else:
            asked = waiting.do.command
            assert isinstance(asked, AcceptSwap)
            self._accept(asked.device, Identity(asked.plug, asked.serial), who)

    def _accept(self, device: str, which: Identity, beside: str = "") -> None:
        refused = self._context.desk.accept_swap(device, which, beside)
        if refused is None:
            self._closed()
        else:
            self._refuse(refused)

    def _refuse(self, why: Line) -> None:
        put(self._refusal, self._context.say(why))
        if self._status is not None:
            self.show_swap(self._status)
        self.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is allowed here decides every weight: never by an Enter in passing, only by one after a whole PIN."""
        if event.key() in KEYS:
            self.act(KEYS[Qt.Key(event.key())])
        elif not is_enter(event):
            super().keyPressEvent(event)
        elif (later := self._form.enter(self.focusWidget())) is not None:
            later.setFocus()
        elif self._beside is not None:
            self.act("next")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.focus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the screen is locked: a PIN that was typed is forgotten."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._status = self._beside = None
            put(self._refusal, "")
            self._form.show_fields(())
