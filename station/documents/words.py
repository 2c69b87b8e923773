"""Words of a document in both languages, from the same sentences as the screens."""

from __future__ import annotations

from station.documents.model import Both, Fact
from station.texts import Line, Texts, catalogue, line

_ZH, _EN = Texts("zh_CN"), Texts("en")


def both(said: Line | str) -> Both:
    """A Line in both languages; text is data."""
    return Both(_ZH.say(said), _EN.say(said)) if isinstance(said, Line) else Both(said)


def word(prefix: str, code: str) -> Both:
    """The word of a code; one without a word stays as it is."""
    return both(line(prefix + code)) if prefix + code in catalogue() else Both(code)


def side_by_side(said: Both) -> str:
    """Both languages in one cell."""
    return f"{said.zh} {said.en}".strip()


def heads(*names: str) -> tuple[Both, ...]:
    """The heads of a table."""
    return tuple(both(line(f"receipt.head.{name}")) for name in names)


def fact(key: str, value: Both | str) -> Fact:
    """A label and its value, a dash for nothing."""
    return Fact(both(line(key)), value if isinstance(value, Both) else Both(value or "—"))
