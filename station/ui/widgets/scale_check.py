"""The daily check of a scale on the screen: one instruction at a time, by keyboard alone, in the place of the cards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.action_bar import ActionBar
from station.ui.widgets.facts import FactList
from station.ui.widgets.fields import is_enter
from station.ui.widgets.form import Form
from station.ui.widgets.looks import Card, label, put, set_tone
from station.workflow.scale_check import ScaleCheck
from station.workflow.signals import Tone

KEYS = {Qt.Key.Key_Escape: "back", Qt.Key.Key_F1: "next", Qt.Key.Key_F2: "back"}


class ScaleCheckView(QWidget):
    """Shows the page of the open check. closed: told the device when it is left."""

    def __init__(self, context: Context, closed: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("check")
        self._context, self._closed = context, closed
        self._told: object = None  # the answer that was said aloud
        self._build()
        self.hide()

    def _build(self) -> None:
        card = Card("check.card")
        self._title, self._instruction = label("title", "check.title"), label("instruction", "check.instruction")
        self._hint, self._refusal = label("hint", "check.hint", wrap=True), label("refusal", "check.refusal", wrap=True)
        self._value = label("figure", "check.value")
        self._form, self._facts = Form(self._context, self._fill), FactList(self._context)
        for part in (
            self._title, self._instruction, self._hint, self._refusal, self._value, self._form, self._facts,
        ):  # fmt: skip
            card.column.addWidget(part)
        card.column.addStretch(1)
        self._bar = ActionBar(self._context, self.act)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2 * GRID)
        outer.addWidget(card, 1)
        outer.addWidget(self._bar)

    @property
    def checking(self) -> bool:
        return self._context.checks.open is not None

    def begin(self, device: str) -> None:
        """From here on the scale's readings are the check's."""
        self._context.checks.begin(device, self._context.engine.person)
        self._told = None
        self.show()
        self.show_check()
        (self._form.first() or self).setFocus()

    def show_check(self) -> None:
        """Says everything as it stands; touches only what is different."""
        check = self._context.checks.open
        if check is None:
            return
        self._tell(check)
        page, say = check.page(), self._context.say
        put(self._title, say(Line("check.title", {"device": check.scale.device})))
        put(self._instruction, say(page.instruction))
        put(self._hint, say(page.hint) if page.hint else "")
        self._hint.setVisible(check.refusal is None)
        put(self._refusal, say(check.refusal) if check.refusal else "")
        self._refusal.setVisible(check.refusal is not None)
        put(self._value, check.shown)
        set_tone(self._value, "" if check.answer is None else "good" if check.passed else "stop")
        self._facts.show_facts(page.facts)
        self._bar.show_actions(page.actions)
        if self._form.show_fields(page.fields) and self.isVisible():
            (self._form.first() if page.fields else self).setFocus()  # type: ignore[union-attr]  # fields are there

    def act(self, action: str) -> None:
        """A button, or a key of it."""
        check = self._context.checks.open
        if check is not None and check.act(action):
            self._leave(check)
        self.show_check()

    def _leave(self, check: ScaleCheck) -> None:
        self._context.checks.end()
        self._closed(check.scale.device)

    def _fill(self, name: str, text: str) -> None:
        check = self._context.checks.open
        if check is not None:
            check.fill(text)
        self.show_check()

    def _tell(self, check: ScaleCheck) -> None:
        """What came of it is heard and seen once, as the answer of a step is."""
        if check.answer is not self._told:
            self._told = check.answer
            if check.answer is not None:
                self._context.engine.tell(Tone.GOOD if check.passed else Tone.BAD, check.page().instruction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; Enter presses the button with the focus, else goes on."""
        focused = self.focusWidget()
        if is_enter(event):
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self.act("next")
        elif event.key() in KEYS:
            self.act(KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the screen is locked: the scale weighs again. A minimised window goes on."""
        super().hideEvent(event)
        check = self._context.checks.open
        if not event.spontaneous() and check is not None:
            self._leave(check)
