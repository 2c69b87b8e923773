"""Commands on their way into the log: beside a second person where one is asked for, and again where a commit failed.

What an accepted command means for the page is the engine's.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from station.errors import StoreError
from station.texts import Line, line
from station.workflow import second
from station.workflow.desk import Desk
from station.workflow.effects import Do
from station.workflow.handlers import Accepted, Rejected, Result
from station.workflow.signals import Tone
from station.workflow.unsaved import RETRY_EVERY, Unsaved


@dataclass(frozen=True, slots=True)
class EngineSide:
    """What the giving needs of the engine. accepted: a command's entries are in the log, of this delivery."""

    person: Callable[[], str]
    active: Callable[[], str]
    accepted: Callable[[Do, Accepted, str], None]
    say: Callable[[Tone, Line], None]
    tell: Callable[[], None]


class Giving:
    def __init__(self, desk: Desk, engine: EngineSide) -> None:
        self._desk, self._engine = desk, engine
        self._unsaved: Unsaved | None = None
        self._second: second.Waiting | None = None

    @property
    def unsaved(self) -> Line | None:
        """Why nothing can be saved, while a command waits for the disk."""
        return None if self._unsaved is None else self._unsaved.line

    @property
    def second(self) -> second.Waiting | None:
        """The command that waits for somebody else."""
        return self._second

    @property
    def waits(self) -> bool:
        return self._unsaved is not None or self._second is not None

    def do(self, do: Do, by: str = "") -> None:
        """by: the second person, who has shown badge and PIN."""
        if do.second and not by:
            self._second = second.Waiting(do)
        else:
            self._give(do, f"cmd-{uuid.uuid4()}", self._engine.person(), by, self._engine.active())

    def retry(self) -> None:
        """The same key again: what was saved before the failure is found, nothing happens twice."""
        if self._unsaved is not None:
            waiting = self._unsaved
            self._give(waiting.do, waiting.key, waiting.actor, waiting.second, waiting.delivery)

    def tick(self, now: float) -> None:
        if self._unsaved is not None and now - self._unsaved.tried_at >= RETRY_EVERY:
            self.retry()

    def _give(self, do: Do, key: str, actor: str, by: str, delivery: str) -> None:
        try:
            result = self._desk.handlers.dispatch(do.command, key, actor, by)
        except StoreError as error:
            now = self._desk.clock.monotonic()
            self._unsaved = Unsaved(do, key, actor, by, delivery, error, now)
            self._engine.say(Tone.STOP, Line(error.key, error.params))
            return
        self._unsaved = None
        self._done(do, result, delivery)

    def _done(self, do: Do, result: Result, delivery: str) -> None:
        if isinstance(result, Rejected):
            self._engine.say(Tone.BAD, result.reason)
        else:
            self._engine.accepted(do, result, delivery)

    # The second person

    def fill(self, field: str, text: str) -> bool:
        """Whether that was typed for the second person."""
        if self._second is None or field not in (second.BADGE, second.PIN):
            return False
        self._second = self._second.filled(field, text)
        return True

    def act(self, action: str) -> None:
        """A key while a second person is waited for."""
        waiting = self._second
        if waiting is None or action == "back":
            self.leave()
            self._engine.tell()
        elif not waiting.complete:
            self._engine.say(Tone.BAD, line("second.incomplete"))
        else:
            self._desk.people.verify(waiting.badge, waiting.pin, lambda who: self._verified(waiting.do, who))

    def leave(self) -> None:
        """Nobody is waited for any more."""
        self._second = None

    def _verified(self, do: Do, who: str | Line) -> None:
        if self._second is None or self._second.do is not do:
            return  # given up in the meantime
        if isinstance(who, Line):
            self._second = second.Waiting(do)
            self._engine.say(Tone.BAD, who)
            return
        self._second = None
        self.do(do, by=who)
        self._engine.tell()
