"""How a rule says no."""

from __future__ import annotations

from station.texts import Line


class Refusal(Exception):
    """A command that the rules do not allow now. It is not an error: it is written down and said to the person.

    line is the reason; its key starts with "refusal." and stays the same in every language and in the log.
    """

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(key, params)
        self.line = Line(f"refusal.{key}", params)

    @property
    def code(self) -> str:
        """The reason as the log keeps it, without the prefix of the text key."""
        return self.line.key.removeprefix("refusal.")


def require(condition: object, key: str, /, **params: object) -> None:
    """Refuses unless the condition holds."""
    if not condition:
        raise Refusal(key, **params)
