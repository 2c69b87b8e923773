"""Badge and PIN: argon2id, and waits that grow with every wrong guess (reliability R23).

Three moments, since the hash takes a tenth of a second and must not stop the screen: `begin` and `finish` belong to the
thread of the screen, `fits` may run anywhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import argon2

from station.clock import Clock, from_utc_text
from station.domain.commands import SignIn, SignOut
from station.domain.state import PersonState
from station.texts import Line, line
from station.workflow.handlers import STATION, Handlers, Rejected

# RFC 9106's second recommended set: 64 MiB, three passes, four lanes.
HASHER = argon2.PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
FREE_GUESSES = 3
FIRST_WAIT_S, LONGEST_WAIT_S = 5, 300
SHORTEST_PIN = 6


@dataclass(frozen=True, slots=True)
class Attempt:
    """A person at the keyboard: the account and the hash its PIN has to fit; pin_hash is "" for an unknown badge."""

    person: str
    pin_hash: str


class SignInDesk:
    """Checks who somebody is. Every refusal is an entry."""

    def __init__(
        self, handlers: Handlers, clock: Clock, by_badge: Callable[[str], str], pin_hash: Callable[[str], str | None]
    ) -> None:
        self._handlers = handlers
        self._clock = clock
        self._by_badge = by_badge
        self._pin_hash = pin_hash

    def begin(self, badge: str) -> Attempt | Line:
        """Who the badge belongs to, or why nothing can be tried now."""
        person = self._by_badge(badge)
        if not person:
            return self._refuse("", "unknown_badge")
        wait = self._wait(self._handlers.person(person))
        if wait:
            return self._refuse(person, "wait", wait)
        return Attempt(person, self._pin_hash(person) or "")

    @staticmethod
    def fits(attempt: Attempt, pin: str) -> bool:
        """Whether the PIN is right; takes about a tenth of a second and 64 MiB."""
        try:
            return HASHER.verify(attempt.pin_hash, pin)
        except (argon2.exceptions.VerifyMismatchError, argon2.exceptions.InvalidHashError):
            return False

    def known(self, attempt: Attempt, fits: bool) -> str | Line:
        """The end of an attempt of a second person: the person's id, or why not. No sign-in is written."""
        return attempt.person if fits else self._refuse(attempt.person, "wrong_pin")

    def finish(self, attempt: Attempt, fits: bool) -> str | Line:
        """The end of a sign-in: written down, and the person's id; or why not."""
        if not fits:
            return self._refuse(attempt.person, "wrong_pin")
        self._handlers.dispatch(SignIn(person=attempt.person), _key(), attempt.person)
        return attempt.person

    def sign_out(self, person: str) -> None:
        self._handlers.dispatch(SignOut(person=person), _key(), person)

    def _refuse(self, person: str, why: str, seconds: int = 0) -> Line:
        result = self._handlers.dispatch(SignIn(person=person, refused=why, wait_s=seconds), _key(), person or STATION)
        assert isinstance(result, Rejected)
        return result.reason

    def _wait(self, state: PersonState) -> int:
        """Whole seconds that are left to wait."""
        if state.wrong_guesses < FREE_GUESSES:
            return 0
        penalty = min(FIRST_WAIT_S * 2 ** (state.wrong_guesses - FREE_GUESSES), LONGEST_WAIT_S)
        free_at = from_utc_text(state.wrong_at) + timedelta(seconds=penalty)
        return max(0, -int(-(free_at - self._clock.now()).total_seconds() // 1))


def pin_fault(pin: str) -> Line | None:
    """Why a new PIN is not good enough; None for a good one."""
    if len(pin) < SHORTEST_PIN or not (pin.isascii() and pin.isdigit()):
        return line("pin.short", length=SHORTEST_PIN)
    steps = {int(later) - int(earlier) for earlier, later in pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        return line("pin.simple")
    return None


def pin_hash(pin: str) -> str:
    """The argon2id hash of a new PIN; a tenth of a second."""
    return HASHER.hash(pin)


def _key() -> str:
    return f"cmd-{uuid.uuid4()}"
