"""One question at a time: polls and orders of a scale that is asked, and who may be silent how long."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

REPLY_WITHIN = 0.5  # seconds; devices.md §2
MISSES = 3  # unanswered polls in a row, then it is told once
BETWEEN = 0.1  # seconds between two questions; KERN KIB-TM p.7 wants that much


class Poller:
    """What is sent to a scale. Without a question only orders are sent: the scale speaks by itself."""

    def __init__(
        self, question: bytes, interval: float, orders: Mapping[str, bytes], within: float = REPLY_WITHIN
    ) -> None:
        self._question = question
        self._interval = interval
        self._orders = orders
        self._within = within
        self._wanted: deque[str] = deque()
        self._asked: str | None = None  # "" a poll, else the name of an order
        self._asked_at = self._free_at = self._next_at = float("-inf")
        self._misses = 0

    def pending(self, at: float) -> bytes | None:
        """The next question, once the last one is answered or given up."""
        if self._asked is not None or at < self._free_at:
            return None
        if self._wanted:
            return self._ask(self._wanted.popleft(), at)
        if self._question and at >= self._next_at:
            self._next_at = max(self._next_at + self._interval, at + BETWEEN)
            return self._ask("", at)
        return None

    def order(self, name: str) -> bool:
        """Whether the protocol has this order; it is sent next, once."""
        if name in self._orders and name not in self._wanted:
            self._wanted.append(name)
        return name in self._orders

    def answered(self) -> str | None:
        """Something came. What it answers: "" a poll, the name of an order, None nothing."""
        asked, self._asked = self._asked, None
        self._misses = 0
        return asked

    @property
    def polls(self) -> bool:
        """Whether weights are asked for."""
        return bool(self._question)

    @property
    def asked(self) -> str | None:
        return self._asked

    def overdue(self, at: float) -> bool:
        """Gives an unanswered question up; true for the third poll in a row. Many scales leave orders unanswered."""
        if self._asked is None or at - self._asked_at < self._within:
            return False
        if self._asked == "":
            self._misses += 1
        told = self._asked == "" and self._misses == MISSES
        self._asked = None
        return told

    def _ask(self, name: str, at: float) -> bytes:
        self._asked, self._asked_at, self._free_at = name, at, at + BETWEEN
        return self._orders[name] if name else self._question
