"""What a machine may propose as the number on a seal or on a card (docs/reading-numbers.md).

It is told the lines that were read in one picture and nothing that was announced: a proposal that knew the manifest
would tell the clerk what to find.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import msgspec
from stdnum.cn import ric  # GB 11643

from station.domain.events.common import MachineRead

SURE = 0.9  # certainty of a line below which nothing is proposed; measured in docs/reading-numbers.md
# Up to four letters of the maker or the carrier, then the digits that are counted on.
NUMBER = re.compile(r"[A-Z]{0,4}[0-9]{5,10}")
LONGEST = 12
STANDARD = "ISO17712"  # stands on every bolt seal and is nobody's number
CARD = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9X](?![0-9X])")
_BETWEEN = re.compile(r"[\s\-./·]")

Corners = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a picture, how sure its reader is (0–1), and where it stands: px, clockwise from top left."""

    text: str
    sure: float
    corners: Corners


class Proposal(msgspec.Struct, frozen=True):
    """What the process that reads answers. piece: JPEG of the line, of a picture that is kept nowhere else."""

    read: MachineRead | None = None
    piece: bytes = b""


def seal_number(lines: Sequence[Line], engine: str) -> MachineRead | None:
    """The one line that can be a seal's number; None where there is none, or more than one."""
    return _the_only({text: line for line in lines if (text := _number(line))}, engine)


def card_number(lines: Sequence[Line], engine: str) -> MachineRead | None:
    """The one number of a person in the lines, as ID card and driving licence bear it; None where there is none.

    Region, date of birth and check character (GB 11643) have to fit: a misread character is no proposal.
    """
    return _the_only({text: line for line in lines for text in _cards(line)}, engine)


def _the_only(found: Mapping[str, Line], engine: str) -> MachineRead | None:
    if len(found) != 1:
        return None
    ((text, line),) = found.items()
    return MachineRead(
        text=text, engine=engine, sure=Decimal(str(line.sure)).quantize(Decimal("0.001")), corners=line.corners
    )


def _number(line: Line) -> str:
    text = _BETWEEN.sub("", line.text).upper()
    fits = NUMBER.fullmatch(text) and len(text) <= LONGEST and not text.startswith(STANDARD)
    return text if fits and line.sure >= SURE else ""


def _cards(line: Line) -> list[str]:
    found = CARD.findall(_BETWEEN.sub("", line.text).upper()) if line.sure >= SURE else []
    return [number for number in found if ric.is_valid(number)]


def first_difference(one: str, other: str) -> int:
    """The place, from 1, of the first character in which two numbers differ; 0 where they are the same."""
    if one == other:
        return 0
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs, 1) if a != b), 1 + min(len(one), len(other)))
