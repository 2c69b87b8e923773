"""Marks over a close-up as a draft: corner after corner, by a tap or by the keys, and back again corner by corner."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from station.domain.events.unit import Mark
from station.domain.facts import Fact

LEAST = 10  # per mille: a second tap on the same place makes no mark

Place = tuple[int, int]


class Marking(Fact, frozen=True, kw_only=True):
    """The marks that are fixed, and the first corner of the next one."""

    marks: tuple[Mark, ...] = ()
    corner: Place | None = None


def marking_of(text: str) -> Marking:
    """A draft's text; "" is nothing yet."""
    return msgspec.json.decode(text, type=Marking) if text else Marking()


def as_text(marking: Marking) -> str:
    """ "" for nothing, so that the field counts as empty."""
    return msgspec.json.encode(marking).decode() if marking.marks or marking.corner is not None else ""


def fixed(marking: Marking, shape: str, words: str, at: Place) -> Marking:
    """One corner more. The words that were typed since belong to the mark before it."""
    if marking.corner is None:
        return Marking(marks=worded(marking, words), corner=at)
    mark = mark_between(shape, marking.corner, at)
    return marking if mark is None else Marking(marks=(*marking.marks, mark))


def mark_between(shape: str, one: Place, other: Place) -> Mark | None:
    """None where the corners are too close for a mark."""
    across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
    if (min if shape == "box" else max)(across, down) < LEAST:
        return None
    return Mark(shape=shape, x1=one[0], y1=one[1], x2=other[0], y2=other[1])


def worded(marking: Marking, words: str) -> tuple[Mark, ...]:
    """The marks, the last of them with these words."""
    if not marking.marks or not words.strip():
        return marking.marks
    return (*marking.marks[:-1], replace(marking.marks[-1], words=words.strip()))


def undone(marking: Marking) -> Marking:
    """Without the corner that was fixed last, or without the last mark."""
    return Marking(marks=marking.marks if marking.corner is not None else marking.marks[:-1])
