"""A unit's pictures beside its six faces: a close one of the waybill, and as many more as a pallet needs."""

from __future__ import annotations

from station.domain.state import UnitState

WAYBILL = "waybill"  # a picture that only shows the waybill, where none of the six does
EXTRA = "extra-"  # extra-1, extra-2, …
MOST_EXTRAS = 24


def extra_number(face: str) -> int:
    """Which of the pictures beyond the six this is, from 1; 0 for a face."""
    number = face.removeprefix(EXTRA)
    return int(number) if number != face and number.isdecimal() else 0


def next_extra(unit: UnitState) -> str:
    """The name of the unit's next picture beyond the six; "" when it has as many as there may be."""
    number = 1 + max(map(extra_number, unit.faces), default=0)
    return f"{EXTRA}{number}" if number <= MOST_EXTRAS else ""


def more_faces(unit: UnitState) -> tuple[str, ...]:
    """What may be taken beside the plan's faces: those that are there already, the waybill, and one more."""
    named = (WAYBILL, next_extra(unit), *(face for face in unit.faces if extra_number(face)))
    return tuple(filter(None, dict.fromkeys(named)))


def shows_waybill(unit: UnitState) -> bool:
    """Whether the unit's own code was read in one of its pictures, as they stand now."""
    for face in unit.faces.values():  # noqa: SIM110 - asked of every unit at every step: a generator costs twice as much
        if face.picture is not None and unit.code in face.picture.codes:
            return True
    return False
