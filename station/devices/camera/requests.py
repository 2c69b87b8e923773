"""The pictures that were asked for and have not come."""

from __future__ import annotations

TAKE_WITHIN = 3.0  # seconds that a request waits for a fresh picture


class Requests:
    """Tokens in the order of asking, each with its moment (monotonic seconds)."""

    def __init__(self) -> None:
        self._asked: dict[str, float] = {}

    def add(self, token: str, at: float) -> None:
        self._asked[token] = at

    def answerable(self, taken_at: float) -> str:
        """The first request that a picture of this moment answers: it was asked before. "" if there is none."""
        return next((token for token, asked in self._asked.items() if asked <= taken_at), "")

    def done(self, token: str) -> None:
        self._asked.pop(token, None)

    def overdue(self, now: float) -> list[str]:
        """Requests that have waited too long; they are given up."""
        late = [token for token, asked in self._asked.items() if now - asked > TAKE_WITHIN]
        for token in late:
            self.done(token)
        return late

    def all(self) -> list[str]:
        """Every one; they are given up."""
        tokens = list(self._asked)
        self._asked.clear()
        return tokens
