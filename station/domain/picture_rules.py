"""A picture that may stand as evidence: sharp and well exposed by the figures of the delivery's own plan.

A plan that was opened where a low camera hangs has figures of that camera's mount for the pictures from below.
"""

from __future__ import annotations

from decimal import Decimal

from station.domain.case import Case, Means
from station.domain.events.common import Picture
from station.domain.picture_gate import Gate
from station.domain.refusal import Refusal, require
from station.domain.state import UnitState

# Figures of devices.md §5: the folklore limit of 100 for the variance of the Laplacian, mean grey 40–215, 5 % burnt.
SHARPNESS = "100"
DARKEST = "40"
BRIGHTEST = "215"
MOST_BURNT = "0.05"
BELOW = "low_"  # begins the name of a figure that holds for pictures from below


def from_below(case: Case, unit: str, face: str) -> bool:
    """Whether a face is looked at from below: the bottom of a pallet, on raised forks (receiving.md §4.3)."""
    declared = case.declared(unit)
    return face == "bottom" and declared is not None and declared.level == "pallet"


def gate_of(case: Case | None, *, below: bool = False) -> Gate:
    """The same figures for the live picture; the rule's own where no delivery is open."""
    if case is None:
        return Gate()
    return Gate(
        float(_figure(case, "sharpness", SHARPNESS, below)),
        float(_figure(case, "darkest", DARKEST, below)),
        float(_figure(case, "brightest", BRIGHTEST, below)),
        float(_figure(case, "burnt", MOST_BURNT, below)),
    )


def _figure(case: Case, name: str, default: str, below: bool) -> str:
    everywhere = case.figure("appearance", name, default)
    return case.figure("appearance", BELOW + name, everywhere) if below else everywhere


def check_picture(case: Case, picture: Picture, *, below: bool = False) -> None:
    """Refuses a blurred, dark, bright or burnt picture with what to do about it. below: it was taken from there."""

    def figure(name: str, default: str) -> Decimal:
        return Decimal(_figure(case, name, default, below))

    require(picture.sharpness >= figure("sharpness", SHARPNESS), "picture.blurred", sharpness=picture.sharpness)
    require(picture.brightness >= figure("darkest", DARKEST), "picture.dark", brightness=picture.brightness)
    require(picture.brightness <= figure("brightest", BRIGHTEST), "picture.bright", brightness=picture.brightness)
    require(picture.burnt <= figure("burnt", MOST_BURNT), "picture.burnt", burnt=picture.burnt)


def check_fresh(case: Case, picture: Picture, means: Means) -> None:
    """Refuses bytes that stand for something already, here or in any delivery before: no sensor gives them twice."""
    place = means.shown(picture.sha256)
    if not place:
        return
    for unit in case.units.values():
        shown = _shown(unit, picture.sha256)
        require(not shown, "picture.used", unit=unit.id, face=shown)
    raise Refusal("picture.used_before", place=place)


def _shown(unit: UnitState, sha256: str) -> str:
    """What a picture stands for at a unit, "" if nothing."""
    faces = [face.face for face in unit.faces.values() if face.picture and face.picture.sha256 == sha256]
    return next(iter(faces + [mark.damage for mark in unit.damage if mark.picture == sha256]), "")
