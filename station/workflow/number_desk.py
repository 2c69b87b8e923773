"""Numbers that a machine was asked to read (docs/reading-numbers.md): of seals for a draft, of cards for one page.

What stands on a card is a person's: it lives here, in memory, until the step is done, and is never written.
"""

from __future__ import annotations

from station.domain.readings import NumberRead
from station.workflow.desk import Numbers
from station.workflow.drafts import Drafts
from station.workflow.picture_text import read_as_text
from station.workflow.scene import LookedAt

Place = tuple[str, str]  # delivery, and the purpose of the picture


class NumberDesk:
    def __init__(self, numbers: Numbers, drafts: Drafts) -> None:
        self._numbers, self._drafts = numbers, drafts
        self._seals: dict[str, tuple[str, str]] = {}  # picture -> delivery and draft of its number
        self._cards: dict[Place, tuple[str, LookedAt]] = {}  # with the token of the picture

    @property
    def reads(self) -> bool:
        return self._numbers.reads

    @property
    def cards(self) -> dict[str, LookedAt]:
        """What was looked at, by token."""
        return dict(self._cards.values())

    def seal(self, sha256: str, delivery: str, draft: str) -> None:
        """A seal in a durable picture; what is proposed is put into this draft."""
        self._seals[sha256] = (delivery, draft)
        self._numbers.ask(sha256)

    def card(self, place: Place, token: str, jpeg: bytes) -> None:
        """A card in a picture that is not kept; what was read there before is forgotten."""
        self._cards[place] = (token, LookedAt())
        self._numbers.ask_card(token, jpeg)

    def forget(self) -> None:
        """Whoever stood there has gone, or the step is done."""
        self._cards.clear()

    def heard(self, answer: NumberRead) -> None:
        """Kept beside what was typed, and only there."""
        delivery, draft = self._seals.pop(answer.about, ("", ""))
        if draft and answer.read is not None:
            self._drafts.put(delivery, draft, read_as_text(answer.about, answer.read))
        for place, (token, _) in self._cards.items():
            if token == answer.about:
                self._cards[place] = (token, LookedAt(answered=True, read=answer.read, piece=answer.piece))
