"""Damage of a unit, from the open door to the signature: found while it is unloaded, counted or sampled (§4.3, §5)."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from station.domain.case import Case, Happening, Means, on_delivery, on_unit
from station.domain.commands import MarkDamage
from station.domain.events.delivery import ExceptionRaised
from station.domain.events.unit import DamageMarked, Mark
from station.domain.extent import WHOLE, in_cm, sides_mm, within_mm
from station.domain.measuring_card import true_to_size
from station.domain.notice import notice_by
from station.domain.picture_rules import check_fresh, check_picture
from station.domain.refusal import Refusal, require
from station.domain.state import UnitState

DAMAGES = ("dent", "tear", "wet", "wear", "deformation")
SHAPES = ("box", "arrow")
DENT_LIMIT_CM = Decimal(5)  # deeper than this is package damage 外包装破损
MOST_MARKS = 20


def mark_damage(case: Case, command: MarkDamage, means: Means) -> list[Happening]:
    """Damage with a close-up; a dent deeper than 5 cm, a tear and wet goods are package damage 外包装破损."""
    unit = _unit(case, command.unit)
    require(command.damage in DAMAGES, "damage.unknown", damage=command.damage)
    if command.damage == "dent":
        require(command.depth_cm is not None and command.depth_cm > 0, "damage.depth")
    check_picture(case, command.close_up)
    check_fresh(case, command.close_up, means)
    marked = DamageMarked(
        damage=command.damage,
        depth_cm=command.depth_cm,
        extent=command.extent.strip(),
        close_up=command.close_up,
        marks=_measured(command),
    )
    happened = [on_unit(case, unit.id, marked)]
    if _package_damage(command):
        happened.append(on_delivery(case, _damage_exception(case, unit, marked, means)))
    return happened


def markable(case: Case) -> bool:
    """Whether damage of this delivery can be marked now."""
    return bool(case.visit.stop is None and case.visit.door_opened_at and case.delivery.sign_off is None)


def _unit(case: Case, unit: str) -> UnitState:
    require(case.visit.stop is None, "unloading.stopped")
    require(case.visit.door_opened_at, "door.first")
    require(case.delivery.sign_off is None, "damage.signed")
    found = case.units.get(unit)
    if found is None:
        raise Refusal("unit.scan_first", unit=unit)
    require(not found.rejected, "unit.rejected_already", unit=unit)
    return found


def _measured(command: MarkDamage) -> tuple[Mark, ...]:
    """The marks with their size, where the picture shows a measuring card."""
    require(len(command.marks) <= MOST_MARKS, "damage.marks", most=MOST_MARKS)
    for mark in command.marks:
        require(mark.shape in SHAPES, "damage.shape", shape=mark.shape)
        inside = all(0 <= place <= WHOLE for place in (mark.x1, mark.y1, mark.x2, mark.y2))
        require(inside and _has_size(mark), "damage.place")
    card = command.close_up.card
    if card is None or not card.to_mm:
        return tuple(replace(mark, sides_mm=(), within_mm=0) for mark in command.marks)
    require(true_to_size(card.ruler_mm), "damage.ruler", ruler=card.ruler_mm)
    return tuple(
        replace(mark, sides_mm=sides_mm(mark, card), within_mm=within_mm(mark, card)) for mark in command.marks
    )


def _has_size(mark: Mark) -> bool:
    if mark.shape == "box":
        return mark.x1 != mark.x2 and mark.y1 != mark.y2
    return (mark.x1, mark.y1) != (mark.x2, mark.y2)


def _package_damage(command: MarkDamage) -> bool:
    deep = command.damage == "dent" and command.depth_cm is not None and command.depth_cm > DENT_LIMIT_CM
    return deep or command.damage in ("tear", "wet")


def _damage_exception(case: Case, unit: UnitState, marked: DamageMarked, means: Means) -> ExceptionRaised:
    return ExceptionRaised(
        number=len(case.delivery.exceptions) + 1,
        kind="package_damage",
        unit=unit.id,
        evidence=(marked.close_up.sha256,),
        details=_details(marked),
        notice_by=notice_by(means.now, case.delivery.terms),
    )


def _details(marked: DamageMarked) -> dict[str, str]:
    details = {"damage": marked.damage}
    if marked.depth_cm is not None:
        details["depth_cm"] = str(marked.depth_cm)
    measured = ", ".join(in_cm(mark.sides_mm, mark.within_mm) for mark in marked.marks if mark.sides_mm)
    extent = "; ".join(filter(None, (measured, marked.extent)))
    return {**details, "extent": extent} if extent else details
