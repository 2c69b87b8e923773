"""The page a truck is received on: shows the engine's View, passes keys and typing on, decides nothing."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from station.domain.readings import Fault, LinkChange, Preview, Reading
from station.texts import Line
from station.ui.context import Context
from station.ui.widgets.action_bar import ActionBar
from station.ui.widgets.choice import ChoiceField
from station.ui.widgets.facts import FactList
from station.ui.widgets.fields import FieldBox, LongText, is_enter
from station.ui.widgets.instruments import InstrumentColumn
from station.ui.widgets.looks import Card, label, put
from station.ui.widgets.recorded import RecordedColumn
from station.ui.widgets.steps import Chips, face_chips, step_chips
from station.ui.widgets.stop_panel import StopPanel
from station.workflow.view import Field, Page, Tab, View

LEFT, RIGHT = 264, 296  # px of the side columns at the base size


class ReceivingPage(QWidget):
    NAME, ICON, ORDER = "receiving", "receiving", 20

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page.receiving")
        self._context = context
        self._boxes: list[FieldBox] = []
        self._tabs: list[QPushButton] = []
        self._view = View()
        self._instruments = InstrumentColumn(context)
        self._recorded = RecordedColumn(context)
        self._bar = ActionBar(context, context.engine.act)
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._tab_row = QHBoxLayout()
        self._tab_row.setSpacing(8)
        self._tab_row.addStretch()
        columns = QHBoxLayout()
        columns.setContentsMargins(16, 8, 16, 8)
        columns.setSpacing(16)
        columns.addWidget(self._instruments)
        columns.addWidget(self._middle(), 1)
        columns.addWidget(self._recorded)
        outer.addLayout(columns, 1)
        outer.addWidget(self._bar)

    def _middle(self) -> Card:
        card = Card("step.card")
        self._stop = StopPanel(self._context)
        self._chips, self._faces = Chips(), Chips()
        self._step = label("title", "step")
        self._instruction = label("instruction", "instruction", wrap=True)
        self._hint = label("hint", "hint", wrap=True)
        self._refusal = label("refusal", "refusal", wrap=True)
        self._busy = label("word", "busy")
        self._facts = FactList(self._context)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        card.column.addLayout(self._tab_row)
        for part in (self._chips, self._step, self._stop, self._instruction, self._hint, self._faces):
            card.column.addWidget(part)
        card.column.addLayout(self._grid)
        card.column.addWidget(self._facts)
        card.column.addStretch(1)
        card.column.addWidget(self._busy)
        card.column.addWidget(self._refusal)
        return card

    # What the window calls

    def refresh(self) -> None:
        """Entries were written: the right column asks again."""
        delivery = self._view.delivery
        self._recorded.show_rows(self._context.queries.recorded(delivery) if delivery else ())

    def retranslate(self) -> None:
        theme = self._context.theme
        self._instruments.setFixedWidth(theme.px(LEFT))
        self._recorded.setFixedWidth(theme.px(RIGHT))
        self.show_view()
        self.refresh()

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        self._instruments.heard(item)

    def tick(self) -> None:
        self._instruments.tick()
        self._stop.tick()

    def show_view(self) -> None:
        """Shows the engine's view; touches only what is different."""
        before, view = self._view.delivery, self._context.engine.view()
        self._view = view
        self._show_head(view)
        page = view.page or Page(instruction=Line("engine.sign_in"))
        self._show_page(page)
        self._recorded.show_missing(page.missing)
        if before != view.delivery:
            self.refresh()

    def _show_head(self, view: View) -> None:
        say = self._context.say
        self._show_tabs(view.tabs)
        self._chips.show_chips(step_chips(self._context, view.steps))
        title = {"number": view.number, "of": view.of, "title": say(view.title)}
        put(self._step, say(Line("step.looking_back" if view.looking_back else "step.title", title)))
        self._stop.show_stop(view.stop)
        notice = view.unsaved or view.refusal
        put(self._refusal, say(notice) if notice else "")
        self._refusal.setVisible(notice is not None)
        put(self._busy, say(view.busy) if view.busy else "")
        self._busy.setVisible(view.busy is not None)

    def _show_page(self, page: Page) -> None:
        say = self._context.say
        put(self._instruction, say(page.instruction))
        put(self._hint, say(page.hint) if page.hint else "")
        self._hint.setVisible(page.hint is not None)
        self._faces.show_chips(face_chips(self._context, page.faces))
        self._faces.setVisible(bool(page.faces))
        self._facts.show_facts(page.facts)
        self._instruments.camera.set_overlay(say(page.overlay) if page.overlay else "")
        self._bar.show_actions(page.actions)
        self._show_fields(page.fields)

    def _show_fields(self, fields: tuple[Field, ...]) -> None:
        if [(field.name, field.kind) for field in fields] != [(box.name, box.kind) for box in self._boxes]:
            self._rebuild(fields)
        for box, field in zip(self._boxes, fields, strict=True):
            box.show_field(field)

    def _rebuild(self, fields: tuple[Field, ...]) -> None:
        """Other fields: those that stay keep their editor, so that nobody's typing is torn off."""
        focused = self.focusWidget()
        kept = {(box.name, box.kind): box for box in self._boxes}
        boxes = [
            kept.pop((field.name, field.kind))
            if (field.name, field.kind) in kept
            else FieldBox(self._context, field, self._context.engine.fill)
            for field in fields
        ]
        for box in kept.values():
            self._grid.removeWidget(box)
            box.setParent(None)
            box.deleteLater()
        self._place(boxes, fields)
        self._boxes = boxes
        if not any(box.target() is focused for box in boxes):
            self._focus_first()

    def _place(self, boxes: list[FieldBox], fields: tuple[Field, ...]) -> None:
        """Two in a row; what is long has a row of its own."""
        row = column = 0
        for box, field in zip(boxes, fields, strict=True):
            wide = field.kind in ("longtext", "plate") or len(field.choices) > 2
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(box, row, column, 1, 2 if wide or len(boxes) == 1 else 1, Qt.AlignmentFlag.AlignTop)
            row, column = (row + 1, 0) if wide or column else (row, 1)
        chain = [box.target() for box in boxes]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _focus_first(self) -> None:
        """Where typing belongs: the first empty field; without fields the page itself hears the keys."""
        empty = next((box for box in self._boxes if not box.value().strip()), None)
        target = empty or (self._boxes[0] if self._boxes else None)
        if target is None:
            self.setFocus()
        else:
            target.target().setFocus()

    def focus(self) -> None:
        self._focus_first()

    def _show_tabs(self, tabs: tuple[Tab, ...]) -> None:
        while len(self._tabs) < len(tabs):
            self._tabs.append(self._new_tab())
        for button, tab in zip(self._tabs, tabs, strict=False):
            button.setObjectName(f"tab.{tab.delivery}")
            said = {"customer": tab.customer, "plate": tab.plate, "done": tab.done}
            button.setText(self._context.say(Line("tab.stopped" if tab.stopped else "tab.open", said)))
            button.setChecked(tab.active)
            button.show()
        for button in self._tabs[len(tabs) :]:
            button.hide()

    def _new_tab(self) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._context.engine.choose_tab(button.objectName().removeprefix("tab.")))
        self._tab_row.insertWidget(self._tab_row.count() - 1, button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes to the next empty one; after the last it is the primary action."""
        focused = self.focusWidget()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_enter(event) and (not isinstance(focused, LongText) or control):
            self._enter(focused)
        elif event.key() == Qt.Key.Key_F11:
            for box in self.findChildren(FieldBox):
                if box.kind == "plate":
                    box.editor.open_keypad()  # type: ignore[union-attr]  # a plate's editor has one
        else:
            super().keyPressEvent(event)

    def _enter(self, focused: QWidget | None) -> None:
        targets = [box.target() for box in self._boxes]
        at = targets.index(focused) if focused in targets else len(targets)
        later = next((box for box in self._boxes[at + 1 :] if not box.value().strip()), None)
        if later is not None and not isinstance(focused, ChoiceField):
            later.target().setFocus()
        else:
            self._context.engine.act("next")
