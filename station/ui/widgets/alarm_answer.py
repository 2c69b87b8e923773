"""Answers an alarm: a reason from a few, or in words, by keys alone. Nothing is covered: it stands beside the chart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.models.alarm_words import Teller
from station.ui.widgets.form import Form
from station.ui.widgets.looks import Card, label, put, set_tone
from station.workflow.reading import AlarmRow
from station.workflow.signals import Tone
from station.workflow.view import Choice, Field

REASONS = ("door", "moved", "cooling", "other")
LOST_REASONS = ("cable", "power", "replaced", "other")
REASON, NOTE = "air.reason", "air.note"


class AlarmAnswer(Card):
    """`done` is called when the answer is written, or given up."""

    def __init__(self, context: Context, teller: Teller, done: Callable[[], None]) -> None:
        super().__init__("climate.answer")
        self._context, self._teller, self._done = context, teller, done
        self._row: AlarmRow | None = None
        self._typed: dict[str, str] = {}
        self._title, self._about = label("word", "answer.title", wrap=True), label("detail", "answer.about", wrap=True)
        self._refusal = label("refusal", "answer.refusal", wrap=True)
        self._form = Form(context, self._filled)
        for part in (self._title, self._about, self._form, self._refusal):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.hide()

    def open(self, row: AlarmRow) -> None:
        """Asks for an alarm's answer; what was typed for another one is gone."""
        self._row, self._typed = row, {}
        self._refusal.hide()
        self.show()
        self.retranslate()
        first = self._form.first()
        if first is not None:
            first.setFocus()

    def retranslate(self) -> None:
        if self._row is None:
            return
        words = self._teller.words(self._row)
        put(self._title, words.head)
        set_tone(self._title, words.tone)
        put(self._about, words.detail.partition("\n")[0])
        self._form.show_fields(self._fields(self._row))

    def close_answer(self) -> None:
        self._row = None
        self.hide()
        self._done()

    def enter(self, focused: QWidget | None) -> None:
        """Enter: the next empty field, or the answer."""
        later = self._form.enter(focused)
        if later is None or self._typed.get(REASON, "") not in ("", "other"):
            self.give()
        else:
            later.setFocus()

    def give(self) -> None:
        reason = self._reason()
        if self._row is None:
            return
        if not reason:
            self._refuse(Line("air.reason_missing"))
            return
        person = self._context.engine.person
        refused = self._context.desk.answer_alarm(self._row.device, self._row.number, reason, person)
        if refused is not None:
            self._refuse(refused)
            return
        self._context.engine.tell(Tone.GOOD, Line("air.answered"))
        self.close_answer()

    def _refuse(self, why: Line) -> None:
        put(self._refusal, self._context.say(why))
        self._refusal.show()

    def _filled(self, name: str, text: str) -> None:
        self._typed[name] = text
        self._refusal.hide()

    def _reason(self) -> str:
        """The chosen word and what was typed; "another reason" by itself is none."""
        chosen, note = self._typed.get(REASON, ""), self._typed.get(NOTE, "").strip()
        word = self._context.say(Line(f"air.reason.{chosen}")) if chosen not in ("", "other") else ""
        return " · ".join(filter(None, (word, note)))

    def _fields(self, row: AlarmRow) -> tuple[Field, ...]:
        reasons = LOST_REASONS if row.cause == "lost" else REASONS
        choices = tuple(Choice(name, Line(f"air.reason.{name}")) for name in reasons)
        return (
            Field(REASON, Line("air.reason"), self._typed.get(REASON, ""), "choice", choices),
            Field(NOTE, Line("air.note"), self._typed.get(NOTE, "")),
        )
