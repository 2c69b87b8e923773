"""Personal data as it may be shown: recognisable for who knows it, useless for who does not (receiving.md §6)."""

from __future__ import annotations

_PHONE, _ID = 11, 18


def masked_name(name: str) -> str:
    """王建国 -> 王**; John Smith -> J**** S****. A name of one character is hidden whole."""
    if not name:
        return ""
    if name.isascii():
        return " ".join(f"{part[0]}{'*' * max(1, min(4, len(part) - 1))}" for part in name.split())
    return name[0] + "**" if len(name) > 1 else "*"


def masked_number(number: str) -> str:
    """A phone 138****8000, an ID number 440***********2137; anything else keeps its last two characters."""
    if len(number) == _PHONE and number.isdigit():
        return f"{number[:3]}****{number[-4:]}"
    if len(number) == _ID:
        return f"{number[:3]}{'*' * 11}{number[-4:]}"
    return "*" * max(0, len(number) - 2) + number[-2:] if len(number) > 2 else "*" * len(number)
