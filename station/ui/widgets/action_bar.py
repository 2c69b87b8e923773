"""The bar of what is possible now: each button with its key, the same as a code on the control sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout

from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.looks import label, put, put_icon, restyle
from station.workflow.view import Action

HIGH, WIDEST = 72, 240  # px of a button
PERSONS = ("switch", "pause")  # always at the right edge, so that a hand finds them


class ActionButton(QPushButton):
    """Key and icon above, the word below."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        column.setSpacing(0)
        top = QHBoxLayout()
        self._icon, self._key, self._word = QLabel(), label("detail"), label("label")
        for part in (self._icon, self._key, self._word):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        top.addStretch()
        top.addWidget(self._icon)
        top.addWidget(self._key)
        top.addStretch()
        column.addLayout(top)
        column.addWidget(self._word)

    def show_action(self, context: Context, action: Action) -> None:
        """Dresses the button as an action."""
        said = context.say(action.label)
        self.setObjectName(f"action.{action.id}")
        self.setAccessibleName(f"{action.key} {said}")
        put(self._key, action.key)
        put(self._word, said)
        role = "primary" if action.primary else ""
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)
            restyle(self._word)
            restyle(self._key)
        put_icon(self._icon, context.theme, action.icon, "on_accent" if action.primary else "text", 22)
        self.setFixedHeight(context.theme.px(HIGH))
        self.setMaximumWidth(context.theme.px(WIDEST))


class ActionBar(QFrame):
    """Shows a list of actions; says which one was pressed."""

    def __init__(self, context: Context, pressed: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._context = context
        self._pressed = pressed
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._row.setSpacing(GRID)
        self._gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding)
        self._row.addItem(self._gap)
        self._buttons: list[ActionButton] = []

    def show_actions(self, actions: Sequence[Action]) -> None:
        while len(self._buttons) < len(actions):
            self._buttons.append(self._new())
        ordered = sorted(actions, key=lambda action: (action.id in PERSONS, int(action.key.removeprefix("F"))))
        for button, action in zip(self._buttons, ordered, strict=False):
            button.show_action(self._context, action)
            button.show()
        self._part(sum(action.id not in PERSONS for action in actions))
        for button in self._buttons[len(actions) :]:
            button.hide()
            button.setObjectName("")

    def _part(self, at: int) -> None:
        """The gap between what the step wants and who works."""
        if self._row.indexOf(self._gap) != at:
            self._row.removeItem(self._gap)
            self._row.insertItem(at, self._gap)

    def _new(self) -> ActionButton:
        button = ActionButton()
        button.clicked.connect(lambda: self._pressed(button.objectName().removeprefix("action.")))
        self._row.addWidget(button, 10)
        return button
