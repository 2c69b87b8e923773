"""What is asked before a clip is requested, judged or withdrawn, and before a clock is compared; by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from station.clock import utc_text
from station.domain.commands import Command, CompareCctvClock, RequestClip, ReviewClip, WithdrawClip
from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.form import Form
from station.ui.widgets.looks import label, put
from station.workflow.cctv import Look
from station.workflow.cctv_times import stamp, typed
from station.workflow.reading import ClipRow
from station.workflow.signals import Tone
from station.workflow.view import Field

FIELDS = {
    "request": ("since", "until", "reason"),
    "review": ("finding",),
    "withdraw": ("reason",),
    "stamp": (),
    "shown": ("shown",),
}
DAY = len("2026-11-24 ")
READ_TO = Decimal(1)  # seconds: what a person reads of a clock that shows them


class CctvAsk(QWidget):
    """`done` is called when it is given, or given up."""

    def __init__(self, context: Context, done: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("cctv.ask")
        self._context, self._done = context, done
        self.kind, self._delivery = "", ""
        self._about: Look | ClipRow | None = None
        self._at = ""  # the moment that was stamped
        self._typed: dict[str, str] = {}
        self._title = label("word", "ask.title", wrap=True)
        self._times, self._words = Form(context, self._filled), Form(context, self._filled)
        self._refusal = label("refusal", "ask.refusal", wrap=True)
        self._give = QPushButton()
        self._give.setObjectName("ask.give")
        self._give.setProperty("role", "primary")
        self._give.clicked.connect(self.give)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self._title, self._times, self._words, self._refusal, self._give):
            column.addWidget(part)
        self.hide()

    def ask(self, kind: str, delivery: str, about: Look | ClipRow) -> None:
        """kind: one of FIELDS; what was typed for another one is gone."""
        self.kind, self._delivery, self._about = kind, delivery, about
        self._typed = self._beginning(kind, about)
        self._refusal.hide()
        self.show()
        self.retranslate()
        (self._words.first() or self._give).setFocus()

    def retranslate(self) -> None:
        if not self.kind:
            return
        names = FIELDS[self.kind]
        fields = [Field(f"cctv.{name}", Line(f"cctv.field.{name}"), self._typed.get(name, "")) for name in names]
        self._times.show_fields(fields[:-1])
        self._words.show_fields(fields[-1:])
        put(self._title, self._context.say(Line(f"cctv.ask.{self.kind}", self._named())))
        put(self._give, self._context.say(Line("cctv.action.give")))

    def close_ask(self) -> None:
        self.kind, self._about = "", None
        self.hide()
        self._done()

    def enter(self, focused: QWidget | None) -> None:
        """Enter: the next empty field, or the answer."""
        last, typed_last = self._words.first(), self._typed.get((FIELDS[self.kind] or ("",))[-1], "")
        later = self._times.enter(focused)
        if later is None and last is not focused and not typed_last.strip():
            later = last
        if later is None:
            self.give()
        else:
            later.setFocus()

    def give(self) -> None:
        """Stamps the moment, or carries out what was asked for."""
        if self.kind == "stamp" and self._about is not None:
            self._at = utc_text(self._context.clock.now())
            self.ask("shown", self._delivery, self._about)
            return
        command = self._command()
        refused = Line("cctv.no_time") if command is None else self._context.desk.carry_out(command)
        if refused is not None:
            put(self._refusal, self._context.say(refused))
            self._refusal.show()
            return
        self._context.engine.tell(Tone.GOOD, Line("cctv.done"))
        self.close_ask()

    # Inside

    def _filled(self, name: str, text: str) -> None:
        self._typed[name.removeprefix("cctv.")] = text
        self._refusal.hide()

    def _beginning(self, kind: str, about: Look | ClipRow) -> dict[str, str]:
        """A request begins with the whole span (a time is of the nearest day) and the exception that asks for it."""
        if kind != "request" or not isinstance(about, Look):
            return {}
        local = self._context.desk.local
        why = self._context.desk.reason_for_clip(self._delivery)
        known = {name: stamp(getattr(about, name), local)[DAY:] for name in ("since", "until")}
        return {**known, "reason": self._context.say(why) if why else ""}

    def _named(self) -> dict[str, object]:
        if isinstance(self._about, Look):
            spell = self._about.spell
            return {"camera": spell.name, "recorder": spell.recorder}
        return {"number": self._about.number} if self._about else {}

    def _command(self) -> Command | None:
        """None where a time was typed that is none."""
        of, about = self._typed.get, self._about
        if isinstance(about, ClipRow):
            if self.kind == "review":
                return ReviewClip(delivery=self._delivery, number=about.number, finding=of("finding", ""))
            return WithdrawClip(delivery=self._delivery, number=about.number, reason=of("reason", ""))
        assert about is not None  # nothing is asked about nothing
        return self._request(about) if self.kind == "request" else self._comparison(about)

    def _request(self, look: Look) -> Command | None:
        """A span that was left as it stands keeps its milliseconds: nothing of the visit is cut off."""
        since, until = (self._moment(name, getattr(look, name)) for name in ("since", "until"))
        if not since or not until:
            return None
        reason = self._typed.get("reason", "")
        return RequestClip(delivery=self._delivery, camera=look.spell.camera, since=since, until=until, reason=reason)

    def _moment(self, name: str, known: str) -> str:
        local, text = self._context.desk.local, self._typed.get(name, "")
        return known if text == stamp(known, local)[DAY:] else typed(text, known, local)

    def _comparison(self, look: Look) -> Command | None:
        local, text = self._context.desk.local, self._typed.get("shown", "")
        shown = typed(text, self._at, local)
        if not shown:
            return None
        return CompareCctvClock(
            camera=look.spell.camera,
            station_at=self._at,
            shown=stamp(shown, local).replace(" ", "T"),
            shown_at=shown,
            uncertainty_s=READ_TO,
        )
