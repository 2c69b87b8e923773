"""The names of a unit's pictures as a person reads them."""

from __future__ import annotations

from station.domain.faces import extra_number
from station.texts import Line, catalogue, line


def face_word(face: str) -> Line | str:
    """Top, the waybill, extra picture 2; a name that this program does not know stays as it is."""
    number = extra_number(face)
    if number:
        return line("face.extra", number=number)
    return line(f"face.{face}") if f"face.{face}" in catalogue() else face
