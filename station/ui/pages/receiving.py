"""The page a truck is received on: shows the engine's View, passes keys and typing on, decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from station.config import CAMERAS
from station.domain.readings import Fault, LinkChange, Preview, Reading
from station.domain.release import Advice
from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.action_bar import ActionBar
from station.ui.widgets.body import Body
from station.ui.widgets.camera import CameraView
from station.ui.widgets.excerpt import ExcerptView
from station.ui.widgets.facts import FactList
from station.ui.widgets.fields import LongText, is_enter
from station.ui.widgets.form import Form
from station.ui.widgets.instruments import InstrumentColumn
from station.ui.widgets.looks import Card, label, put, set_tone
from station.ui.widgets.pair import Pair
from station.ui.widgets.recorded import RecordedColumn
from station.ui.widgets.steps import Chips, face_chips, step_chips
from station.ui.widgets.stop_panel import StopPanel
from station.workflow.camera_roles import LOW, UNITS
from station.workflow.view import Page, View

LEFT, RIGHT = 264, 296  # px of the side columns at the base size


class ReceivingPage(QWidget):
    NAME, ICON, ORDER = "receiving", "receiving", 20

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page.receiving")
        self._context = context
        self.view = View()
        self._camera = CameraView(context)
        self._instruments = InstrumentColumn(context, self._camera)
        self._recorded = RecordedColumn(context)
        self._bar = ActionBar(context, context.engine.act)
        self._camera_in_middle = True
        self._compares = False
        self._build()
        self._place_camera(in_middle=False)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        columns = QHBoxLayout()
        columns.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        columns.setSpacing(2 * GRID)
        columns.addWidget(self._instruments)
        columns.addWidget(self._middle(), 1)
        columns.addWidget(self._recorded)
        outer.addLayout(columns, 1)
        outer.addWidget(self._bar)

    def _middle(self) -> Card:
        self._card = Card("step.card")
        self._step, self._marks = label("title", "step"), Chips("mark")
        self._stop = StopPanel(self._context)
        self._instruction = label("instruction", "instruction")
        self._hint = label("hint", "hint", wrap=True)
        self._notice, self._refusal = label("refusal", "unsaved", wrap=True), label("refusal", "refusal", wrap=True)
        self._busy = label("word", "busy")
        self._body, self._faces = Body(), Chips()
        self._form, self._facts = Form(self._context, self._context.engine.fill), FactList(self._context)
        head = QHBoxLayout()
        head.addWidget(self._step, 1)
        head.addWidget(self._marks)
        self._card.column.addLayout(head)
        for part in (self._stop, self._instruction, self._hint, self._notice, self._refusal, self._busy):
            self._card.column.addWidget(part)
        self._excerpt = ExcerptView(self._context)
        for needed in (self._faces, self._excerpt, self._form, self._facts):
            self._body.column.addWidget(needed)
        self._body.column.addStretch(1)
        self._card.column.addWidget(self._body, 1)
        self._pair = Pair(self._context)
        self._card.column.addWidget(self._pair, 1)
        return self._card

    # What the window calls

    def refresh(self) -> None:
        """Entries were written: the right column asks again."""
        delivery = self.view.delivery
        rows = self._context.queries.recorded(delivery) if delivery else ()
        if self.view.step == "count":  # the number of the last unit would tell how many there are
            rows = tuple(row for row in rows if not row.stream.startswith("unit/"))
        self._recorded.show_rows(rows)

    def retranslate(self) -> None:
        theme = self._context.theme
        self._instruments.setFixedWidth(theme.px(LEFT))
        self._recorded.setFixedWidth(theme.px(RIGHT))
        self._place_camera(self._camera_in_middle, again=True)
        self.show_view()
        self.refresh()

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        page = self.view.page
        wanted = page is not None and page.live in CAMERAS
        self._camera.set_advice(self._context.engine.advice if wanted else Advice())
        personal = page is not None and any(field.personal for field in page.fields)
        self._instruments.heard(item, personal=personal or self.view.step == "identity")

    def tick(self) -> None:
        self._instruments.tick()
        self._stop.tick()

    def show_view(self) -> None:
        """Shows the engine's view; touches only what is different."""
        before, view = (self.view.delivery, self.view.step), self._context.engine.view()
        self.view = view
        self._show_head(view)
        self._show_page(view.page or Page(instruction=Line("engine.sign_in")))
        self._show_notices(view)
        if before != (view.delivery, view.step):
            self.refresh()

    def _show_head(self, view: View) -> None:
        say = self._context.say
        self._marks.show_chips(step_chips(self._context, view.steps))
        title = {"number": view.number, "of": view.of, "title": say(view.title)}
        put(self._step, say(Line("step.looking_back" if view.looking_back else "step.title", title)))
        self._stop.show_stop(view.stop)
        set_tone(self._card, "stop" if view.stop else "")

    def _show_page(self, page: Page) -> None:
        say = self._context.say
        put(self._instruction, say(page.instruction))
        put(self._hint, say(page.hint) if page.hint else "")
        self._faces.show_chips(face_chips(self._context, page.faces))
        self._faces.setVisible(bool(page.faces))
        self._facts.show_facts(page.facts)
        self._camera.set_overlay(say(page.overlay) if page.overlay else "")
        self._camera.set_ghost(page.ghost)
        self._place_camera(page.live in CAMERAS and not page.fields and not page.beside)
        self._show_pair(page)
        self._excerpt.show_excerpt(page.excerpt)
        self._instruments.show_live(page.live)
        self._bar.show_actions(page.actions)
        self._recorded.show_missing(page.missing)
        if self._form.show_fields(page.fields) and self.isVisible():
            self.focus()

    def _show_notices(self, view: View) -> None:
        """What was refused and what to do stands in the place of the hint, where the eye is."""
        told = ((self._notice, view.unsaved), (self._refusal, view.refusal), (self._busy, view.busy))
        for shown, line in told:
            put(shown, self._context.say(line) if line else "")
            shown.setVisible(line is not None)
        refused = view.unsaved or view.refusal
        self._hint.setVisible(bool(self._hint.text()) and refused is None)

    def _show_pair(self, page: Page) -> None:
        """Two pictures take the room that is left; the warning above them wants its own first."""
        if bool(page.beside) != self._compares:
            self._compares = bool(page.beside)
            roomy = not self._compares and not self._camera_in_middle
            self._card.column.setStretchFactor(self._body, 1 if roomy else 0)
        self._pair.show_pair(page.beside)

    def _place_camera(self, in_middle: bool, again: bool = False) -> None:
        """Large in the middle while a picture is all that is wanted; else small beside the other instruments."""
        if in_middle == self._camera_in_middle and not again:
            return
        self._camera_in_middle = in_middle
        self._card.column.setStretchFactor(self._body, 0 if in_middle else 1)
        if in_middle:
            self._camera.free_height()
            self._card.column.addWidget(self._camera, 1)
        else:
            self._instruments.take_camera()

    # Keys

    def pedal(self) -> bool:
        """A foot pedal releases pictures and does nothing else: a foot must not confirm a count."""
        page = self.view.page
        if page is None or page.live not in (UNITS, LOW):
            return False
        self._context.engine.act("next")
        return True

    def focus(self) -> None:
        """Where typing belongs: the first empty field; without fields the page itself hears the keys."""
        target = self._form.first()
        (target or self).setFocus()
        if target is not None:
            self._body.ensureWidgetVisible(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, goes to the next empty field, or does what the step wants."""
        focused = self.focusWidget()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_enter(event) and (control or not isinstance(focused, LongText)):
            self._enter(focused)
        elif event.key() == Qt.Key.Key_F11:
            self._form.open_keypad()
        else:
            super().keyPressEvent(event)

    def _enter(self, focused: QWidget | None) -> None:
        if isinstance(focused, QPushButton):
            focused.click()
        elif (later := self._form.enter(focused)) is not None:
            later.setFocus()
            self._body.ensureWidgetVisible(later)
        else:
            self._context.engine.act("next")
