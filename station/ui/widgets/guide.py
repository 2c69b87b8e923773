"""The guide that adds an instrument, on the screen: one instruction at a time, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from station.domain.readings import Preview
from station.texts import Line
from station.ui.context import Context
from station.ui.guide import Guide
from station.ui.guide_pages import page_of
from station.ui.theme import GRID
from station.ui.widgets.action_bar import ActionBar
from station.ui.widgets.body import Body
from station.ui.widgets.camera import CameraView
from station.ui.widgets.facts import FactList
from station.ui.widgets.fields import is_enter
from station.ui.widgets.form import Form
from station.ui.widgets.looks import Card, label, put

KEYS = {Qt.Key.Key_Escape: "back", Qt.Key.Key_F1: "next", Qt.Key.Key_F2: "back", Qt.Key.Key_F9: "again"}
PICTURE = 220  # px, so that what is known of it stands below without scrolling


class GuideView(QWidget):
    """Shows the guide's page; passes keys and typing on."""

    def __init__(self, context: Context, closed: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("guide")
        self._context = context
        self.guide = Guide(context.setup, closed)
        self._shown = ""
        self._build()

    def _build(self) -> None:
        self._card = Card("guide.card")
        self._step = label("title", "guide.step")
        self._instruction = label("instruction", "guide.instruction")
        self._hint, self._refusal = label("hint", "guide.hint", wrap=True), label("refusal", "guide.refusal", wrap=True)
        self._value = label("figure", "guide.value", wrap=True)
        self._camera = CameraView(self._context)
        self._form, self._facts = Form(self._context, self._fill), FactList(self._context)
        self._body = Body()
        for above in (self._step, self._instruction, self._hint, self._refusal):
            self._card.column.addWidget(above)
        for needed in (self._value, self._camera, self._form, self._facts):
            self._body.column.addWidget(needed)
        self._body.column.addStretch(1)
        self._card.column.addWidget(self._body, 1)
        self._bar = ActionBar(self._context, self.act)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2 * GRID)
        outer.addWidget(self._card, 1)
        outer.addWidget(self._bar)

    # What the page calls

    def show_guide(self) -> None:
        """Says everything as it stands; touches only what is different."""
        guide, say = self.guide, self._context.say
        page = page_of(guide, self._context.setup)
        number, of = guide.steps.index(guide.step) + 1, len(guide.steps)
        told = {"number": number, "of": of} if guide.kind else {"number": number}
        put(self._step, say(Line("guide.title" if guide.kind else "guide.title_first", told)))
        put(self._instruction, say(page.instruction))
        put(self._hint, say(page.hint) if page.hint else "")
        self._hint.setVisible(page.hint is not None and guide.refusal is None)
        put(self._refusal, say(guide.refusal) if guide.refusal else "")
        self._refusal.setVisible(guide.refusal is not None)
        put(self._value, say(page.overlay) if page.overlay else "")
        self._value.setVisible(page.overlay is not None)
        self._show_camera(page.live == "camera")
        self._facts.show_facts(page.facts)
        self._bar.show_actions(page.actions)
        anew = self._form.show_fields(page.fields)
        if anew or self._shown != f"{guide.step} {guide.heard.done}":
            self._shown = f"{guide.step} {guide.heard.done}"
            self.focus()

    def tick(self) -> None:
        self.guide.tick()
        self.show_guide()

    def focus(self) -> None:
        """The first empty field; without fields the guide itself hears the keys."""
        if self.isVisible():
            target = self._form.first() if self._form.isVisibleTo(self) else None
            (target or self).setFocus()

    def act(self, action: str) -> None:
        """A button, or a key of it."""
        {"next": self.guide.next, "back": self.guide.back, "again": self.guide.again}[action]()
        self.show_guide()

    # Inside

    def _fill(self, name: str, text: str) -> None:
        self.guide.fill(name, text)
        self.show_guide()

    def _show_camera(self, shown: bool) -> None:
        self._camera.setVisible(shown)
        if not shown:
            return
        self._camera.setFixedHeight(self._context.theme.px(PICTURE))
        last = self._context.setup.tried().last
        if isinstance(last, Preview):
            self._camera.heard(last)
        self._camera.tick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; Enter goes to the next empty field, else on; the keys of the bar do what they say."""
        focused = self.focusWidget()
        if is_enter(event):
            self._enter(focused)
        elif event.key() in KEYS:
            self.act(KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _enter(self, focused: QWidget | None) -> None:
        if isinstance(focused, QPushButton):
            focused.click()
        elif (later := self._later(focused)) is not None:
            later.setFocus()
            self._body.ensureWidgetVisible(later)
        else:
            self.act("next")

    def _later(self, focused: QWidget | None) -> QWidget | None:
        """The next empty field; where a port is chosen nobody has to type an address."""
        if self.guide.step == "port" and self.guide.url:
            return None
        return self._form.enter(focused)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody stands before it (again)."""
        super().showEvent(event)
        if not event.spontaneous():
            self.guide.resume()
        self.focus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the screen is locked: the port is left alone meanwhile. A minimised window goes on."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.guide.pause()
