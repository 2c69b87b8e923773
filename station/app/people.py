"""Badge and PIN for the engine and the sign-in page: the hash off the screen's thread, the rules on it."""

from __future__ import annotations

from collections.abc import Callable

from station.domain.roles import Role
from station.texts import Line
from station.ui.background import Background
from station.workflow.handlers import Handlers
from station.workflow.sign_in import Attempt, SignInDesk

Answer = Callable[[str | Line], None]


class People:
    """Implements workflow.desk.People, and the whole sign-in."""

    def __init__(
        self, desk: SignInDesk, handlers: Handlers, by_badge: Callable[[str], str], background: Background
    ) -> None:
        self._desk = desk
        self._handlers = handlers
        self._by_badge = by_badge
        self._background = background

    def by_badge(self, badge: str) -> str:
        return self._by_badge(badge)

    def verify(self, badge: str, pin: str, done: Answer) -> None:
        """A second person; no sign-in is written."""
        self._attempt(badge, pin, done, self._desk.known)

    def sign_in(self, badge: str, pin: str, done: Answer) -> None:
        self._attempt(badge, pin, done, self._desk.finish)

    def sign_out(self, person: str) -> None:
        if person:
            self._desk.sign_out(person)

    def roles(self, person: str) -> frozenset[Role]:
        return frozenset(Role(role) for role in self._handlers.person(person).roles)

    def _attempt(self, badge: str, pin: str, done: Answer, end: Callable[[Attempt, bool], str | Line]) -> None:
        attempt = self._desk.begin(badge)
        if isinstance(attempt, Line):
            done(attempt)
            return
        self._background.run(lambda: self._desk.fits(attempt, pin), lambda fits: done(end(attempt, fits)))
