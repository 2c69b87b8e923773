"""Which step a delivery stands on: derived from its states, never stored twice."""

from __future__ import annotations

from station.domain.case import Case
from station.domain.plan import StepPlan
from station.domain.state import UnitState

# Steps that end by themselves when the truck's own state says so.
TRUCK_STEPS = ("arrival", "identity", "seals")
# Steps that run together, unit by unit, and are closed together.
UNIT_STEPS = ("appearance", "weight")


def seals_done(case: Case) -> bool:
    """The manifest was photographed, each announced seal was checked, and no stop is open."""
    visit = case.visit
    checked = {seal.announced for seal in visit.seals}
    return bool(visit.manifest) and visit.stop is None and set(case.delivery.seals) <= checked


def closed(case: Case, step: StepPlan) -> bool:
    """Whether a step of the plan is behind us."""
    if step.kind == "arrival":
        return bool(case.visit.id)
    if step.kind == "identity":
        return case.visit.identified
    if step.kind == "seals":
        return seals_done(case) and bool(case.visit.door_opened_at)
    if step.kind == "sign_off":
        return case.delivery.sign_off is not None
    return step.id in case.delivery.closed


def current(case: Case) -> StepPlan | None:
    """The first step that is still open; None when the delivery is signed."""
    return next((step for step in case.delivery.steps if not closed(case, step)), None)


def current_kind(case: Case) -> str:
    """The kind of the current step, "" when there is none."""
    step = current(case)
    return "" if step is None else step.kind


def unloading_open(case: Case) -> bool:
    """Whether units may be scanned, photographed and weighed now."""
    return current_kind(case) in UNIT_STEPS


def faces_left(case: Case, unit: UnitState) -> tuple[str, ...]:
    return tuple(face for face in case.faces if face not in unit.faces)


def samples_left(case: Case) -> tuple[str, ...]:
    """Drawn units that were not checked and closed again (or isolated)."""
    if case.delivery.sample is None:
        return ()
    return tuple(unit for unit in case.delivery.sample.drawn if not _sample_done(case.units.get(unit)))


def _sample_done(unit: UnitState | None) -> bool:
    return unit is not None and unit.sampled and bool(unit.tamper_seal or unit.isolated)


def entries_left(case: Case) -> tuple[UnitState, ...]:
    """Present units that were not entered into the system; refused ones go back and are not entered."""
    return tuple(unit for unit in case.present if not unit.entered_at and not unit.rejected)
