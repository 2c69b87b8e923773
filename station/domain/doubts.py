"""Pictures of a delivery that were shown before and that nobody has taken anew or accepted yet."""

from __future__ import annotations

from typing import NamedTuple

from station.domain.case import Case
from station.domain.state import DoubtState, UnitState


class Doubt(NamedTuple):
    unit: UnitState
    doubt: DoubtState


def stands(unit: UnitState, doubt: DoubtState) -> bool:
    """Whether a doubted picture is still evidence: a face that was taken again has another picture now."""
    face = unit.faces.get(doubt.shows)
    return face is None or (face.picture is not None and face.picture.sha256 == doubt.sha256)


def doubted(unit: UnitState, face: str) -> bool:
    """Whether the picture that a face has now is in doubt and not accepted."""
    return any(doubt.shows == face and not doubt.accepted and stands(unit, doubt) for doubt in unit.doubts)


def open_doubts(case: Case) -> tuple[Doubt, ...]:
    """In the order of the units."""
    return tuple(
        Doubt(unit, doubt)
        for unit in case.doubtful
        for doubt in unit.doubts
        if not doubt.accepted and stands(unit, doubt)
    )


def told(doubts: tuple[Doubt, ...]) -> str:
    """The units of doubts, for a sentence."""
    return ", ".join(dict.fromkeys(unit.id for unit, _ in doubts))
