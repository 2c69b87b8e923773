"""Text that came from outside as one line that a person can read; whatever it holds stays data (R17)."""

from __future__ import annotations

from unicodedata import category

# Controls, formats (also those that turn the direction of reading), halves of characters, ends of lines.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
LONGEST = 200


def printable(text: str, longest: int = LONGEST) -> str:
    """The text with everything that is not seen written out (\\x1d, \\u202e), and shortened in the middle."""
    if len(text) > longest:
        half = longest // 2
        text = f"{text[:half]}…{text[-half:]}"
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if category(character) not in _HIDDEN:
        return character
    return character.encode("unicode_escape").decode("ascii")
