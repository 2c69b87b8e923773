"""The very first start: whoever stands here makes the administrator and chooses a PIN. There is no default one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.widgets.fields import is_enter
from station.ui.widgets.looks import Card, centred, label, put
from station.workflow.sign_in import pin_fault

NAMES = ("name", "badge", "pin", "again")


class FirstStartPage(QWidget):
    def __init__(self, context: Context, done: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("page.first_start")
        self._context = context
        self._done = done
        self._refused: Line | None = None
        self.lines = {name: QLineEdit() for name in NAMES}
        self._labels = {name: label("label") for name in NAMES}
        self._build()

    def _build(self) -> None:
        self._title, self._hint = label("instruction", "instruction", wrap=True), label("hint", "hint", wrap=True)
        self._refusal = label("refusal", "refusal", wrap=True)
        self._go = QPushButton()
        self._go.setObjectName("action.first_start")
        self._go.setProperty("role", "primary")
        self._go.clicked.connect(self._try)
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, (name, line) in enumerate(self.lines.items()):
            line.setObjectName(f"field.first.{name}")
            if name in ("pin", "again"):
                line.setEchoMode(QLineEdit.EchoMode.Password)
            column = number % 2
            grid.addWidget(self._labels[name], number // 2 * 2, column)
            grid.addWidget(line, number // 2 * 2 + 1, column)
        self._card = Card()
        self._card.column.addWidget(self._title)
        self._card.column.addWidget(self._hint)
        self._card.column.addLayout(grid)
        self._card.column.addWidget(self._refusal)
        self._card.column.addWidget(self._go)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(centred(self._card))
        outer.addStretch(2)

    def open(self) -> None:
        self.retranslate()
        self.lines["name"].setFocus()

    def retranslate(self) -> None:
        say = self._context.say
        put(self._title, say(Line("first.title")))
        put(self._hint, say(Line("first.hint")))
        for name, shown in self._labels.items():
            put(shown, say(Line(f"first.{name}")))
        self._go.setText(say(Line("first.go")))
        put(self._refusal, say(self._refused) if self._refused else "")
        self._refusal.setVisible(self._refused is not None)
        self._card.setFixedWidth(self._context.theme.px(900))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            empty = next((line for line in self.lines.values() if not line.text().strip()), None)
            if empty is None:
                self._try()
            else:
                empty.setFocus()
        else:
            super().keyPressEvent(event)

    def scanned(self, badge: str) -> None:
        """A badge that the gun read."""
        self.lines["badge"].setText(badge)

    def _try(self) -> None:
        name, badge, pin, again = (self.lines[name].text().strip() for name in NAMES)
        fault = Line("first.empty") if not (name and badge) else pin_fault(pin)
        if fault is None and pin != again:
            fault = Line("first.differ")
        if fault is not None:
            self._answered(fault)
        else:
            self._context.desk.appoint(badge, name, pin, self._answered)

    def _answered(self, fault: Line | None) -> None:
        self._refused = fault
        self.retranslate()
        if fault is None:
            for line in self.lines.values():
                line.clear()
            self._done()
