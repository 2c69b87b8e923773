"""Which picture of a unit comes next, how it should lie for it, and pictures beyond the six (receiving.md §4.3)."""

from __future__ import annotations

from station.domain.faces import WAYBILL, next_extra, shows_waybill
from station.domain.progress import faces_left
from station.domain.state import UnitState
from station.texts import Line, line
from station.workflow.faces import face_word
from station.workflow.scene import Scene
from station.workflow.steps.base import around, first
from station.workflow.view import FaceMark, Fact, Ghost, Page


def wanted_face(scene: Scene, unit: UnitState) -> str:
    """The next face in the order a clerk walks round a unit; then the waybill, if no picture shows it."""
    return next(iter(faces_left(scene.case, unit)), WAYBILL)


def ghost_of(scene: Scene, unit: UnitState, face: str) -> Ghost:
    """What is drawn over the live picture: how the unit should lie, and the face that stood there before."""
    declared = scene.case.declared(unit.id)
    taken = [name for name in scene.case.faces if name in unit.faces]
    return Ghost(face, before=taken[-1] if taken else "", pallet=declared is not None and declared.level == "pallet")


def hint_of(scene: Scene, unit: UnitState, face: str) -> Line:
    """What to do for this picture. A pallet's bottom is taken on raised forks by a low camera."""
    if face == WAYBILL:
        return line("unit.waybill_hint")
    return line("unit.forks_hint" if face == "bottom" and ghost_of(scene, unit, face).pallet else "unit.face_hint")


def waybill_fact(unit: UnitState) -> Fact:
    """The unit's code, and whether one of its pictures shows it readable."""
    if shows_waybill(unit):
        return Fact(line("unit.code"), line("unit.code_read", code=unit.code), tone="good")
    if unit.waybill_waived:
        return Fact(line("unit.code"), line("unit.code_unread", code=unit.code), tone="attention")
    return Fact(line("unit.code"), unit.code)


def may_take_more(scene: Scene, unit: UnitState) -> bool:
    """Pictures beyond the six, once nothing else is asked of the camera: a pallet has more to show than a carton."""
    return bool(next_extra(unit)) and not faces_left(scene.case, unit) and scene.case.waybill_settled(unit)


def extra_page(scene: Scene, unit: UnitState, marks: tuple[FaceMark, ...]) -> Page:
    """One picture more, of whatever is worth showing."""
    face = face_word(next_extra(unit))
    return Page(
        instruction=line("unit.extra", unit=unit.id, face=face),
        hint=line("unit.extra_hint"),
        faces=marks,
        live="camera",
        overlay=face,
        actions=(first("action.take"), *around()),
    )
