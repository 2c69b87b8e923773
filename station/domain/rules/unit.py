"""Steps 3 and 4, unit by unit: scan, six faces, damage, weight (receiving.md §4)."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from station.domain.case import Case, Happening, Means, on_delivery, on_unit
from station.domain.commands import (
    Booked,
    CloseUnloading,
    MarkDamage,
    RefuseUnit,
    ScanUnit,
    SetAside,
    TakeFace,
    WaiveFace,
    WeighUnit,
)
from station.domain.doubts import doubted, open_doubts, told
from station.domain.events.delivery import ExceptionRaised, StepClosed, UnknownFound
from station.domain.events.unit import DamageMarked, FaceTaken, FaceWaived, UnitRejected, UnitScanned, UnitWeighed
from station.domain.notice import notice_by
from station.domain.picture_rules import check_fresh, check_picture
from station.domain.progress import UNIT_STEPS, faces_left, unloading_open
from station.domain.refusal import Refusal, require
from station.domain.state import UnitState

DAMAGES = ("dent", "tear", "wet", "wear", "deformation")
DENT_LIMIT_CM = Decimal(5)  # deeper than this is package damage 外包装破损
SMALLEST_TOLERANCE_KG = Decimal("0.010")


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
    """One face: sharp, well exposed, and a picture that no other face has."""
    unit = _unit(case, command.unit)
    require(command.face in case.faces, "face.unknown", face=command.face)
    if command.face in unit.faces and unit.faces[command.face].picture is not None:
        known = command.retake_reason.strip() or doubted(unit, command.face)  # a doubt is reason enough
        require(known, "face.retake_reason", face=command.face)
    check_picture(case, command.picture)
    check_fresh(case, command.picture, means)
    taken = FaceTaken(face=command.face, picture=command.picture, retake_reason=command.retake_reason.strip())
    return [on_unit(case, unit.id, taken)]


def waive_face(case: Case, command: WaiveFace, means: Means) -> list[Happening]:
    """ "Not taken": a reason and a second person."""
    unit = _unit(case, command.unit)
    require(command.face in faces_left(case, unit), "face.done", face=command.face)
    require(command.reason.strip(), "reason.missing")
    require(means.second, "second.missing")
    return [on_unit(case, unit.id, FaceWaived(face=command.face, reason=command.reason.strip()))]


def mark_damage(case: Case, command: MarkDamage, means: Means) -> list[Happening]:
    """Damage with a close-up; a dent deeper than 5 cm, a tear and wet goods are package damage 外包装破损."""
    unit = _unit(case, command.unit)
    require(command.damage in DAMAGES, "damage.unknown", damage=command.damage)
    if command.damage == "dent":
        require(command.depth_cm is not None and command.depth_cm > 0, "damage.depth")
    check_picture(case, command.close_up)
    check_fresh(case, command.close_up, means)
    marked = DamageMarked(
        damage=command.damage, depth_cm=command.depth_cm, extent=command.extent, close_up=command.close_up
    )
    happened = [on_unit(case, unit.id, marked)]
    if _package_damage(command):
        happened.append(on_delivery(case, _damage_exception(case, command, means)))
    return happened


def _package_damage(command: MarkDamage) -> bool:
    deep = command.damage == "dent" and command.depth_cm is not None and command.depth_cm > DENT_LIMIT_CM
    return deep or command.damage in ("tear", "wet")


def _damage_exception(case: Case, command: MarkDamage, means: Means) -> ExceptionRaised:
    details = {"damage": command.damage}
    if command.depth_cm is not None:
        details["depth_cm"] = str(command.depth_cm)
    return ExceptionRaised(
        number=len(case.delivery.exceptions) + 1,
        kind="package_damage",
        unit=command.unit,
        evidence=(command.close_up.sha256,),
        details=details,
        notice_by=notice_by(means.now, case.delivery.terms),
    )


def weigh_unit(case: Case, command: WeighUnit, means: Means) -> list[Happening]:
    """A stable weight, compared with the declared one; beyond max(10 g, tolerance) it is flagged."""
    unit = _unit(case, command.unit)
    if command.weight is None:
        raise Refusal(f"weight.{command.refused or 'none'}", unit=unit.id)
    left = faces_left(case, unit)
    require(not left, "weight.faces_first", unit=unit.id, count=len(left))
    if unit.weight is not None:
        require(command.again_reason.strip(), "weight.again_reason", unit=unit.id)
    return [on_unit(case, unit.id, _weighed(case, unit, command.weight, command.again_reason))]


def _weighed(case: Case, unit: UnitState, weight: Booked, again: str) -> UnitWeighed:
    declared = case.declared(unit.id)
    expected = None if declared is None else declared.weight
    limit = None if expected is None else tolerance(case, expected)
    flagged = expected is not None and limit is not None and abs(weight.gross - expected) > limit
    return UnitWeighed(
        gross=weight.gross,
        declared=expected,
        limit=limit,
        flagged=flagged,
        device=weight.device,
        protocol=weight.protocol,
        profile=weight.profile,
        d=weight.d,
        mode=weight.mode,
        frames=weight.frames,
        below_min=weight.below_min,
        again_reason=again.strip(),
    )


def tolerance(case: Case, declared: Decimal) -> Decimal:
    """max(10 g, tolerance x declared weight), in kg; broken grams are dropped, so that it is never wider."""
    rate = Fraction(case.delivery.terms.weight_tolerance)
    share = declared * Decimal(rate.numerator) / Decimal(rate.denominator)
    return max(SMALLEST_TOLERANCE_KG, share).quantize(Decimal("0.001"), ROUND_DOWN)


def refuse_unit(case: Case, command: RefuseUnit, means: Means) -> list[Happening]:
    """Goods that are not taken: they go back onto the truck, with the reason."""
    unit = _unit(case, command.unit)
    require(command.reason.strip(), "reason.missing")
    return [on_unit(case, unit.id, UnitRejected(reason=command.reason.strip()))]


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


def _unit(case: Case, unit: str) -> UnitState:
    _require_unloading(case)
    found = case.units.get(unit)
    if found is None:
        raise Refusal("unit.scan_first", unit=unit)
    require(not found.rejected, "unit.rejected_already", unit=unit)
    return found
