"""Step 3, unit by unit: scan, six faces, and goods that are not taken (receiving.md §4.3).

Steps 3 and 4 run together: once a unit's faces are there, weight.py asks for its weight.
"""

from __future__ import annotations

from station.domain.codes import Understood
from station.domain.commands import (
    CloseUnloading,
    RefuseUnit,
    ScanUnit,
    SetAside,
    TakeFace,
    WaiveFace,
    WaiveWaybill,
)
from station.domain.events.common import Picture
from station.domain.faces import WAYBILL, next_extra
from station.domain.progress import faces_left
from station.domain.state import UnitState
from station.texts import Line, line
from station.workflow.camera_roles import role_for_face
from station.workflow.effects import Do, Effects, Put, Take, bad
from station.workflow.faces import face_word
from station.workflow.scene import Scene
from station.workflow.steps.base import Plain, action, around, back, first
from station.workflow.steps.guided import extra_page, ghost_of, hint_of, may_take_more, wanted_face, waybill_fact
from station.workflow.view import Action, Choice, FaceMark, Fact, Field, Page

UNIT, MODE = "unit.in_hand", "unit.mode"
UNKNOWN = "unit.unknown"
FACE, REASON = "unit.face", "unit.reason"
FORM = (MODE, FACE, REASON)


class Appearance(Plain):
    def page(self, scene: Scene) -> Page:
        unit = in_hand(scene)
        if unit is None:
            return _between(scene)
        mode = scene.text(MODE)
        if mode:
            return _form(scene, unit, mode)
        face = wanted_face(scene, unit)
        return Page(
            instruction=line("unit.waybill" if face == WAYBILL else "unit.face", unit=unit.id, face=face_word(face)),
            hint=hint_of(scene, unit, face),
            faces=marks(scene, unit),
            live=role_for_face(scene.case, unit.id, face),
            overlay=face_word(face),
            ghost=ghost_of(scene, unit, face),
            facts=unit_facts(scene, unit),
            actions=(first("action.take"), *unit_actions(scene, unit), *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        unit = in_hand(scene)
        if unit is None:
            return _act_between(scene, action)
        if scene.text(MODE):
            return _act_form(scene, unit, action)
        if action in ("next", "accept"):
            return (_take(scene, unit, wanted_face(scene, unit)),)
        return act_on_unit(scene, unit, action)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        return scan_unit(scene, found)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        unit = in_hand(scene)
        return () if unit is None else picture_of_unit(scene, unit, purpose, picture)


def _take(scene: Scene, unit: UnitState, face: str) -> Take:
    return Take(f"face:{face}", role_for_face(scene.case, unit.id, face))


def in_hand(scene: Scene) -> UnitState | None:
    """The unit the clerk works on: the one scanned last, or an incomplete one that was scanned again."""
    waiting = scene.case.in_hand
    chosen = next((unit for unit in waiting if unit.id == scene.text(UNIT)), None)
    return chosen or next(iter(waiting), None)


def scan_unit(scene: Scene, found: Understood) -> Effects:
    """A unit's code: another incomplete unit is taken in hand again, anything else is the rules' matter."""
    declared = scene.case.declared_by_code(found.text)
    known = None if declared is None else scene.case.units.get(declared.id)
    now = in_hand(scene)
    if known is not None and not scene.case.complete(known) and (now is None or now.id != known.id):
        return (*forget(scene), Put(UNIT, known.id))
    scanned = ScanUnit(
        delivery=scene.case.delivery.id,
        code=found.text,
        symbology=found.scan.symbology,
        raw=found.scan.raw.hex(),
        device=found.scan.device,
    )
    if declared is None:
        return (Put(UNKNOWN, found.text), Do(scanned))
    good = line("unit.scanned", unit=declared.id)
    return (Do(scanned, good=good, clear=(*FORM, UNIT, UNKNOWN)),)


def forget(scene: Scene) -> Effects:
    return tuple(Put(name) for name in FORM if scene.text(name))


def marks(scene: Scene, unit: UnitState) -> tuple[FaceMark, ...]:
    left = faces_left(scene.case, unit)
    return tuple(FaceMark(face, line(f"face.{face}"), _mark(unit, face, left)) for face in scene.case.faces)


def _mark(unit: UnitState, face: str, left: tuple[str, ...]) -> str:
    if face in unit.faces:
        return "waived" if unit.faces[face].picture is None else "done"
    return "now" if left and left[0] == face else "open"


def unit_facts(scene: Scene, unit: UnitState) -> tuple[Fact, ...]:
    """What the clerk should know of the unit: its code, how to handle it, and the damage that was marked."""
    facts = [waybill_fact(unit)]
    declared = scene.case.declared(unit.id)
    for flag in declared.flags if declared else ():
        facts.append(Fact(line("unit.handling"), line(f"flag.{flag}"), tone="attention"))
    facts += [Fact(line("unit.damaged"), line(f"damage.{mark.damage}"), tone="attention") for mark in unit.damage]
    return tuple(facts)


def unit_actions(scene: Scene, unit: UnitState) -> tuple[Action, ...]:
    unknown = scene.text(UNKNOWN)
    reject = action("reject", "action.set_aside", code=unknown) if unknown else action("reject", "action.reject")
    actions = [action("damage", "action.damage"), reject]
    if faces_left(scene.case, unit) or not scene.case.waybill_settled(unit):
        actions.append(action("waive", "action.waive"))
    if may_take_more(scene, unit):
        actions.append(action("extra", "action.extra", icon="camera"))
    if any(face.picture is not None for face in unit.faces.values()):
        actions.append(action("recount", "action.retake", icon="retake"))
    return tuple(actions)


def act_on_unit(scene: Scene, unit: UnitState, action: str) -> Effects:
    """Opens one of the small forms about the unit in hand."""
    modes = {"reject": "reject", "recount": "retake", "extra": "extra"}
    modes["waive"] = "waive" if faces_left(scene.case, unit) else "waive_waybill"
    if action == "reject" and scene.text(UNKNOWN):
        return (_set_aside(scene),)
    if action in modes:
        return (Put(MODE, modes[action]),)
    if action == "finish":
        return _finish(scene)
    return back(action)


def _between(scene: Scene) -> Page:
    unknown = scene.text(UNKNOWN)
    aside = (action("reject", "action.set_aside", code=unknown),) if unknown else ()
    return Page(
        instruction=line("unit.scan"),
        hint=line("unit.unknown_hint", code=unknown) if unknown else line("unit.scan_hint"),
        live="weight",
        actions=(*aside, action("finish", "action.finish_unloading"), *around()),
    )


def _act_between(scene: Scene, action: str) -> Effects:
    unknown = scene.text(UNKNOWN)
    if action == "reject" and unknown:
        return (_set_aside(scene),)
    if action == "finish":
        return _finish(scene)
    return bad("unit.scan") if action in ("next", "accept") else back(action)


def _set_aside(scene: Scene) -> Do:
    """Goods that nobody announced: what was refused last is what F4 is about."""
    unknown = scene.text(UNKNOWN)
    command = SetAside(delivery=scene.case.delivery.id, code=unknown)
    return Do(command, good=line("unit.set_aside", code=unknown), clear=(UNKNOWN,))


def _finish(scene: Scene) -> Effects:
    return (Do(CloseUnloading(delivery=scene.case.delivery.id), good=line("unit.finished"), clear=("*",)),)


def _form(scene: Scene, unit: UnitState, mode: str) -> Page:
    if mode == "extra":
        return extra_page(scene, unit, marks(scene, unit))
    fields = _retake_fields(scene) if mode == "retake" else _reason_field(scene)
    return Page(
        instruction=line(f"unit.{mode}", unit=unit.id, face=_next_face(scene, unit)),
        hint=line(f"unit.{mode}_hint"),
        fields=fields,
        faces=marks(scene, unit),
        live=role_for_face(scene.case, unit.id, scene.text(FACE)) if mode == "retake" else "",
        actions=(first("action.take" if mode == "retake" else "action.confirm"), *around()),
    )


def _next_face(scene: Scene, unit: UnitState) -> Line | str:
    left = faces_left(scene.case, unit)
    return line(f"face.{left[0]}") if left else ""


def _reason_field(scene: Scene) -> tuple[Field, ...]:
    return (Field(REASON, line("field.reason"), scene.text(REASON)),)


def _retake_fields(scene: Scene) -> tuple[Field, ...]:
    unit = in_hand(scene)
    taken = [name for name, face in unit.faces.items() if face.picture is not None] if unit else []
    choices = tuple(Choice(face, face_word(face)) for face in taken)
    return (
        Field(FACE, line("unit.which_face"), scene.text(FACE), "choice", choices),
        Field(REASON, line("field.reason"), scene.text(REASON)),
    )


def _act_form(scene: Scene, unit: UnitState, action: str) -> Effects:
    if action == "back":
        return forget(scene)
    if action not in ("next", "accept"):
        return ()
    mode = scene.text(MODE)
    fault = _form_fault(scene, mode)
    if fault is not None:
        return bad("field.empty", field=fault)
    if mode in ("retake", "extra"):
        return (_take(scene, unit, next_extra(unit) if mode == "extra" else scene.text(FACE)),)
    return (_decision(scene, unit, mode),)


def _decision(scene: Scene, unit: UnitState, mode: str) -> Do:
    """Goods that are not taken, or a face that is not photographed."""
    delivery, reason = scene.case.delivery.id, scene.text(REASON)
    if mode == "reject":
        refuse = RefuseUnit(delivery=delivery, unit=unit.id, reason=reason)
        return Do(refuse, good=line("unit.rejected", unit=unit.id), clear=FORM)
    if mode == "waive_waybill":
        unread = WaiveWaybill(delivery=delivery, unit=unit.id, reason=reason)
        return Do(unread, good=line("unit.waybill_waived"), clear=FORM, second=True)
    waive = WaiveFace(delivery=delivery, unit=unit.id, face=faces_left(scene.case, unit)[0], reason=reason)
    return Do(waive, good=line("unit.waived"), clear=FORM, second=True)


def _form_fault(scene: Scene, mode: str) -> Line | None:
    """The label of a field that is still empty."""
    if mode == "extra":
        return None
    if mode == "retake" and not scene.text(FACE):
        return line("unit.which_face")
    return None if scene.text(REASON) else line("field.reason")


def picture_of_unit(scene: Scene, unit: UnitState, purpose: str, picture: Picture) -> Effects:
    """A face, or a face taken again."""
    delivery = scene.case.delivery.id
    face = purpose.removeprefix("face:")
    reason = scene.text(REASON) if scene.text(MODE) == "retake" else ""
    taken = TakeFace(delivery=delivery, unit=unit.id, face=face, picture=picture, retake_reason=reason)
    return (Do(taken, good=line("unit.face_taken", face=face_word(face)), clear=FORM),)
