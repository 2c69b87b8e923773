"""Badge and PIN. A scan of a badge anywhere brings this page; the PIN is typed, Enter ends it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.widgets.fields import is_enter
from station.ui.widgets.looks import Card, centred, label, put, put_icon


class SignInPage(QWidget):
    def __init__(self, context: Context, signed_in: Callable[[str], None], cancelled: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("page.sign_in")
        self._context = context
        self._signed_in = signed_in
        self._cancelled = cancelled
        self._refused: Line | None = None
        self._free_at: float | None = None  # monotonic seconds
        self._waiting = False
        self._build()

    def _build(self) -> None:
        self._icon = QLabel()
        self._title, self._hint = label("instruction", "instruction", wrap=True), label("hint", "hint", wrap=True)
        self._badge_label, self._pin_label = label("label"), label("label")
        self.badge, self.pin = QLineEdit(), QLineEdit()
        self.badge.setObjectName("field.sign_in.badge")
        self.pin.setObjectName("field.sign_in.pin")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._refusal = label("refusal", "refusal", wrap=True)
        self._go, self._cancel = QPushButton(), QPushButton()
        self._go.setObjectName("action.sign_in")
        self._go.setProperty("role", "primary")
        self._go.clicked.connect(self._try)
        self._cancel.clicked.connect(self._cancelled)
        card = Card()
        buttons = QHBoxLayout()
        buttons.addWidget(self._go, 2)
        buttons.addWidget(self._cancel, 1)
        parts = (self._icon, self._title, self._hint, self._badge_label, self.badge, self._pin_label, self.pin)
        for part in (*parts, self._refusal):
            card.column.addWidget(part)
        card.column.addLayout(buttons)
        self._card = card
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(centred(card))
        outer.addStretch(2)

    def open(self, badge: str, *, locked: bool) -> None:
        """badge is what a gun read, "" where a button was pressed. locked: nobody may go back without a PIN."""
        self.badge.setText(badge)
        self.pin.clear()
        self._refused = self._free_at = None
        self._cancel.setVisible(not locked)
        self.retranslate()
        (self.pin if badge else self.badge).setFocus()

    def retranslate(self) -> None:
        say, theme = self._context.say, self._context.theme
        put(self._title, say(Line("sign_in.title")))
        put(self._hint, say(Line("sign_in.hint")))
        put(self._badge_label, say(Line("second.badge")))
        put(self._pin_label, say(Line("second.pin")))
        self._go.setText(say(Line("sign_in.go")))
        self._cancel.setText(say(Line("action.cancel")))
        self._say_refusal()
        put_icon(self._icon, theme, "person", "accent", 56)
        self._card.setFixedWidth(theme.px(720))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            if self.badge.hasFocus() and not self.pin.text():
                self.pin.setFocus()
            else:
                self._try()
        elif event.key() == Qt.Key.Key_Escape and self._cancel.isVisible():
            self._cancelled()
        else:
            super().keyPressEvent(event)

    def _try(self) -> None:
        if self._waiting:
            return
        self._waiting = True
        self._context.desk.sign_in(self.badge.text().strip(), self.pin.text(), self._answered)
        self.pin.clear()

    def tick(self) -> None:
        """A wait after wrong guesses runs down before the eyes; at its end the line is free again."""
        if self._refused is None or self._free_at is None:
            return
        left = ceil(self._free_at - self._context.clock.monotonic())
        self._refused = Line(self._refused.key, {**self._refused.params, "seconds": left}) if left > 0 else None
        self._free_at = self._free_at if left > 0 else None
        self._say_refusal()

    def _say_refusal(self) -> None:
        put(self._refusal, self._context.say(self._refused) if self._refused else "")
        self._refusal.setVisible(self._refused is not None)

    def _answered(self, who: str | Line) -> None:
        self._waiting = False
        if isinstance(who, Line):
            seconds = who.params.get("seconds")
            now = self._context.clock.monotonic()
            self._free_at = now + seconds if isinstance(seconds, int) and seconds > 0 else None
            self._refused = who
            self._say_refusal()
            self.pin.setFocus()
        else:
            self._signed_in(who)
