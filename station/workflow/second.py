"""The second person: a command that waits until somebody else has shown badge and PIN."""

from __future__ import annotations

from dataclasses import dataclass

from station.texts import line
from station.workflow.effects import Do
from station.workflow.steps.base import action, first
from station.workflow.view import Field, Page

BADGE, PIN = "second.badge", "second.pin"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A command and what the second person has entered so far. The PIN stays in memory and nowhere else."""

    do: Do
    badge: str = ""
    pin: str = ""

    def filled(self, field: str, text: str) -> Waiting:
        return Waiting(self.do, text, self.pin) if field == BADGE else Waiting(self.do, self.badge, text)

    @property
    def complete(self) -> bool:
        return bool(self.badge and self.pin)


def page(waiting: Waiting) -> Page:
    return Page(
        instruction=line("second.ask"),
        hint=line("second.hint"),
        fields=(
            Field(BADGE, line("second.badge"), waiting.badge, scannable=True),
            Field(PIN, line("second.pin"), waiting.pin, kind="secret"),
        ),
        actions=(first("action.confirm"), action("back", "action.cancel")),
    )
