"""Numbers that a machine was asked to read (docs/reading-numbers.md): of seals for a draft, of cards for one page.

What stands on a card is a person's: it lives here, in memory, until the step is done, and is never written.
"""

from __future__ import annotations

from station.domain.readings import NumberRead
from station.workflow.desk import Numbers
from station.workflow.drafts import Drafts
from station.workflow.picture_text import read_as_text
from station.workflow.scene import LookedAt

MOST = 8  # cards at once


class NumberDesk:
    def __init__(self, numbers: Numbers, drafts: Drafts) -> None:
        self._numbers, self._drafts = numbers, drafts
        self._seals: dict[str, tuple[str, str]] = {}  # picture -> delivery and draft of its number
        self._cards: dict[str, LookedAt] = {}  # by the token of the picture
        self._whose: dict[str, str] = {}  # token -> delivery

    @property
    def reads(self) -> bool:
        return self._numbers.reads

    @property
    def cards(self) -> dict[str, LookedAt]:
        """What was looked at, by token."""
        return dict(self._cards)

    def seal(self, sha256: str, delivery: str, draft: str) -> None:
        """A seal in a durable picture; what is proposed is put into this draft."""
        self._seals[sha256] = (delivery, draft)
        self._numbers.ask(sha256)

    def card(self, token: str, jpeg: bytes, delivery: str) -> None:
        """A card in a picture that is not kept."""
        self._cards[token], self._whose[token] = LookedAt(), delivery
        for old in list(self._cards)[:-MOST]:
            self._drop(old)
        self._numbers.ask_card(token, jpeg)

    def forget(self, delivery: str) -> None:
        """The step is done."""
        for token in [token for token, whose in self._whose.items() if whose == delivery]:
            self._drop(token)

    def _drop(self, token: str) -> None:
        del self._cards[token], self._whose[token]

    def heard(self, answer: NumberRead) -> None:
        """Kept beside what was typed, and only there."""
        delivery, draft = self._seals.pop(answer.about, ("", ""))
        if draft and answer.read is not None:
            self._drafts.put(delivery, draft, read_as_text(answer.about, answer.read))
        if answer.about in self._cards:
            self._cards[answer.about] = LookedAt(True, answer.read, answer.piece)
