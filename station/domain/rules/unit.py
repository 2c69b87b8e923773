"""Step 3, unit by unit: scan, six faces, refusal (receiving.md §4). Its weight: weigh.py; its damage: damage.py."""

from __future__ import annotations

from station.domain.case import Case, Happening, Means, on_delivery, on_unit
from station.domain.commands import (
    CloseUnloading,
    RefuseUnit,
    ReinstateUnit,
    ScanUnit,
    SetAside,
    TakeFace,
    WaiveFace,
    WaiveWaybill,
)
from station.domain.doubts import doubted, open_doubts, told
from station.domain.events.delivery import StepClosed, UnknownFound
from station.domain.events.unit import (
    FaceTaken,
    FaceWaived,
    UnitReinstated,
    UnitRejected,
    UnitScanned,
    WaybillWaived,
)
from station.domain.faces import WAYBILL, more_faces
from station.domain.picture_rules import check_fresh, check_picture, from_below
from station.domain.progress import UNIT_STEPS, faces_left, unloading_open
from station.domain.refusal import Refusal, require
from station.domain.state import UnitState


def scan_unit(case: Case, command: ScanUnit, means: Means) -> list[Happening]:
    """A waybill or SSCC of this delivery, once."""
    _require_unloading(case)
    declared = case.declared_by_code(command.code)
    if declared is None:
        raise Refusal("scan.unknown", code=command.code)
    require(declared.level == case.delivery.terms.level, "scan.level", code=command.code, level=declared.level)
    require(declared.id not in case.units, "scan.duplicate", unit=declared.id, code=command.code)
    scanned = UnitScanned(code=command.code, symbology=command.symbology, raw=command.raw, device=command.device)
    return [on_unit(case, declared.id, scanned)]


def set_aside(case: Case, command: SetAside, means: Means) -> list[Happening]:
    """A carton that nobody announced waits apart, with an entry, until its owner is known."""
    _require_unloading(case)
    require(case.declared_by_code(command.code) is None, "scan.known", code=command.code)
    require(command.code not in case.delivery.unknown, "scan.aside_already", code=command.code)
    return [on_delivery(case, UnknownFound(code=command.code))]


def take_face(case: Case, command: TakeFace, means: Means) -> list[Happening]:
    """One face or one picture more: sharp, well exposed, and a picture that no other face has."""
    unit = unit_at_dock(case, command.unit)
    require(command.face in (*case.faces, *more_faces(unit)), "face.unknown", face=command.face)
    if command.face in unit.faces and unit.faces[command.face].picture is not None:
        known = command.retake_reason.strip() or doubted(unit, command.face)  # a doubt is reason enough
        require(known, "face.retake_reason", face=command.face)
    check_picture(case, command.picture, below=from_below(case, unit.id, command.face))
    require(command.face != WAYBILL or unit.code in command.picture.codes, "waybill.unread", code=unit.code)
    check_fresh(case, command.picture, means)
    taken = FaceTaken(face=command.face, picture=command.picture, retake_reason=command.retake_reason.strip())
    return [on_unit(case, unit.id, taken)]


def waive_face(case: Case, command: WaiveFace, means: Means) -> list[Happening]:
    """ "Not taken": a reason and a second person."""
    unit = unit_at_dock(case, command.unit)
    require(command.face in faces_left(case, unit), "face.done", face=command.face)
    require(command.reason.strip(), "reason.missing")
    require(means.second, "second.missing")
    return [on_unit(case, unit.id, FaceWaived(face=command.face, reason=command.reason.strip()))]


def waive_waybill(case: Case, command: WaiveWaybill, means: Means) -> list[Happening]:
    """A waybill that no camera reads (torn, wet, under film): a reason and a second person."""
    unit = unit_at_dock(case, command.unit)
    require(not case.waybill_settled(unit), "waybill.done", unit=unit.id)
    require(command.reason.strip(), "reason.missing")
    require(means.second, "second.missing")
    return [on_unit(case, unit.id, WaybillWaived(reason=command.reason.strip()))]


def refuse_unit(case: Case, command: RefuseUnit, means: Means) -> list[Happening]:
    """Goods that are not taken: they go back onto the truck, with the reason."""
    unit = unit_at_dock(case, command.unit)
    require(command.reason.strip(), "reason.missing")
    return [on_unit(case, unit.id, UnitRejected(reason=command.reason.strip()))]


def reinstate_unit(case: Case, command: ReinstateUnit, means: Means) -> list[Happening]:
    """A rejection taken back: what voids an entry has two people (R22), and the unit its faces and weight to come."""
    _require_unloading(case)
    unit = _scanned(case, command.unit)
    require(unit.rejected, "unit.not_rejected", unit=unit.id)
    require(command.reason.strip(), "reason.missing")
    require(means.second, "second.missing")
    return [on_unit(case, unit.id, UnitReinstated(reason=command.reason.strip(), was=unit.rejected))]


def close_unloading(case: Case, command: CloseUnloading, means: Means) -> list[Happening]:
    """Everything that was scanned is photographed and weighed: the unit steps close, the count can begin."""
    _require_unloading(case)
    require(case.present, "unloading.nothing")
    waiting = [unit.id for unit in case.present if not case.complete(unit)]
    require(not waiting, "unloading.incomplete", units=", ".join(waiting))
    doubts = open_doubts(case)
    require(not doubts, "unloading.doubtful", units=told(doubts))
    steps = [step for step in case.delivery.steps if step.kind in UNIT_STEPS]
    return [on_delivery(case, StepClosed(step=step.id)) for step in steps]


def _require_unloading(case: Case) -> None:
    require(case.visit.stop is None, "unloading.stopped")
    require(case.visit.identified, "identity.first")
    require(case.visit.door_opened_at, "door.first")
    require(unloading_open(case), "unloading.closed")


def unit_at_dock(case: Case, unit: str) -> UnitState:
    """A unit that was scanned and is not refused, while unloading is open. Raises Refusal."""
    _require_unloading(case)
    found = _scanned(case, unit)
    require(not found.rejected, "unit.rejected_already", unit=unit)
    return found


def _scanned(case: Case, unit: str) -> UnitState:
    found = case.units.get(unit)
    if found is None:
        raise Refusal("unit.scan_first", unit=unit)
    return found
