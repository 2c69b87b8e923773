"""Step 4, unit by unit: which weight may be booked from which scale, and when it is flagged (receiving.md §4.4)."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from msgspec.structs import replace

from station.domain.case import Case, Happening, Means, on_unit
from station.domain.commands import Booked, TakeUnstable, WeighUnit
from station.domain.events.unit import UnitWeighed
from station.domain.progress import faces_left
from station.domain.refusal import Refusal, require
from station.domain.rules.scale import require_fit, require_gross
from station.domain.rules.unit import unit_at_dock
from station.domain.scale_profile import ScaleRole
from station.domain.state import UnitState

SMALLEST_TOLERANCE_KG = Decimal("0.010")
PALLET = "pallet"


def weigh_unit(case: Case, command: WeighUnit, means: Means) -> list[Happening]:
    """A stable weight, compared with the declared one; beyond max(10 g, tolerance) it is flagged."""
    unit = unit_at_dock(case, command.unit)
    weight = _usable(case, unit, command, means)
    if unit.weight is not None:
        require(command.again_reason.strip(), "weight.again_reason", unit=unit.id)
    return [on_unit(case, unit.id, replace(_weighed(case, unit, weight), again_reason=command.again_reason.strip()))]


def take_unstable(case: Case, command: TakeUnstable, means: Means) -> list[Happening]:
    """A load that will not rest: the last good reading, with a reason and a second person; flagged as such."""
    unit = unit_at_dock(case, command.unit)
    weight = _usable(case, unit, command, means)
    require(unit.weight is None, "weight.again_stable", unit=unit.id)
    require(command.reason.strip(), "reason.missing")
    require(means.second, "second.missing")
    taken = replace(_weighed(case, unit, weight), unstable=True, unstable_reason=command.reason.strip())
    return [on_unit(case, unit.id, taken)]


def _usable(case: Case, unit: UnitState, command: WeighUnit | TakeUnstable, means: Means) -> Booked:
    """A weight of the right scale, which may weigh today."""
    weight = command.weight
    if weight is None:
        raise Refusal(f"weight.{command.refused or 'none'}", unit=unit.id)
    left = faces_left(case, unit)
    require(not left, "weight.faces_first", unit=unit.id, count=len(left))
    require(case.waybill_settled(unit), "weight.waybill_first", unit=unit.id)
    require_gross(weight)
    if weight.role == ScaleRole.PLATFORM:
        _require_pallet(case, unit, weight)
    require_fit(means.device(weight.device).check, command.day, weight.device, weight.profile)
    return weight


def _require_pallet(case: Case, unit: UnitState, weight: Booked) -> None:
    """A platform scale is for pallets, its tare is recorded; it is far too coarse to prove what a carton holds."""
    require(case.delivery.terms.level == PALLET, "weight.pallets_only", unit=unit.id, device=weight.device)
    tare = weight.tare
    if tare is None:
        raise Refusal("weight.tare_missing", unit=unit.id)
    require(0 <= tare < weight.gross, "weight.tare_wrong", tare=tare, gross=weight.gross)


def _weighed(case: Case, unit: UnitState, weight: Booked) -> UnitWeighed:
    declared = case.declared(unit.id)
    expected = None if declared is None else declared.weight
    limit = None if expected is None else tolerance(case, expected, weight.e)
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
        role=weight.role,
        e=weight.e,
        tare=weight.tare,
        alibi=weight.alibi,
    )


def tolerance(case: Case, declared: Decimal, e: Decimal | None = None) -> Decimal:
    """max(10 g, tolerance x declared weight), in kg; broken grams are dropped, so that it is never wider.

    On a scale whose e bears on it (a platform scale) the least is 2 e: what it may be wrong by in service.
    """
    rate = Fraction(case.delivery.terms.weight_tolerance)
    share = declared * Decimal(rate.numerator) / Decimal(rate.denominator)
    least = SMALLEST_TOLERANCE_KG if e is None else max(SMALLEST_TOLERANCE_KG, 2 * e)
    return max(least, share).quantize(Decimal("0.001"), ROUND_DOWN)
