"""Step 4: the unit lies on the scale; a stable reading books itself (receiving.md §4.4, devices.md §2)."""

from __future__ import annotations

from station.domain.codes import Understood
from station.domain.commands import Booked, WeighUnit
from station.domain.events.common import Picture
from station.domain.progress import faces_left
from station.domain.state import UnitState
from station.domain.verdicts import Empty, Refused, Settling, Stable, StableWeight, Stale, Taken, Verdict
from station.texts import line
from station.workflow.effects import Do, Effects, WeighAgain
from station.workflow.scene import Scene
from station.workflow.steps.appearance import (
    FORM,
    MODE,
    Appearance,
    act_on_unit,
    in_hand,
    marks,
    picture_of_unit,
    scan_unit,
    unit_actions,
    unit_facts,
)
from station.workflow.steps.base import Plain, around, first
from station.workflow.view import Page


class WeightStep(Plain):
    def page(self, scene: Scene) -> Page:
        unit = _unit(scene)
        verdict = scene.verdict
        return Page(
            instruction=line("weight.put", unit=unit.id),
            hint=verdict.reason,
            faces=marks(scene, unit),
            facts=unit_facts(scene, unit),
            live="weight",
            actions=(first("action.take_weight"), *unit_actions(scene, unit), *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        unit = _unit(scene)
        if action not in ("next", "accept"):
            return act_on_unit(scene, unit, action)
        if isinstance(scene.verdict, Stable):
            return self.weighed(scene, scene.verdict.weight)
        if isinstance(scene.verdict, Taken):
            return (WeighAgain(),)
        refused = WeighUnit(delivery=scene.case.delivery.id, unit=unit.id, weight=None, refused=code_of(scene.verdict))
        return (Do(refused),)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        return scan_unit(scene, found)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        return picture_of_unit(scene, _unit(scene), purpose, picture)

    def weighs(self, scene: Scene) -> bool:
        return True

    def weighed(self, scene: Scene, weight: StableWeight) -> Effects:
        unit = _unit(scene)
        booked = Booked(
            gross=weight.value,
            device=weight.device,
            protocol=scene.protocol,
            profile=weight.profile,
            d=weight.d,
            mode=weight.mode.value,
            frames=tuple(frame.hex() for frame in weight.raw),
            below_min=weight.below_min,
        )
        command = WeighUnit(delivery=scene.case.delivery.id, unit=unit.id, weight=booked)
        good = line("weight.booked", unit=unit.id, kg=weight.value)
        return (Do(command, good=good, clear=FORM),)


class UnitLoop(Plain):
    """Steps 3 and 4 as one rhythm: what the unit in hand still wants decides which of them is asked."""

    def __init__(self) -> None:
        self._appearance, self._weight = Appearance(), WeightStep()

    def page(self, scene: Scene) -> Page:
        return self._now(scene).page(scene)

    def act(self, scene: Scene, action: str) -> Effects:
        return self._now(scene).act(scene, action)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        return self._now(scene).scan(scene, found)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        return self._now(scene).taken(scene, purpose, picture)

    def weighs(self, scene: Scene) -> bool:
        return self._now(scene).weighs(scene)

    def weighed(self, scene: Scene, weight: StableWeight) -> Effects:
        return self._now(scene).weighed(scene, weight)

    def _now(self, scene: Scene) -> Plain:
        unit = in_hand(scene)
        pictured = unit is not None and not faces_left(scene.case, unit) and scene.case.waybill_settled(unit)
        return self._weight if pictured and not scene.text(MODE) else self._appearance


def code_of(verdict: Verdict) -> str:
    """The refusal's code when somebody wants a weight that cannot be booked."""
    match verdict:
        case Settling():
            return "moving"
        case Stale():
            return "stale"
        case Empty():
            return "empty"
        case Refused():
            return verdict.code
    return "none"


def _unit(scene: Scene) -> UnitState:
    unit = in_hand(scene)
    assert unit is not None  # UnitLoop asks only then
    return unit
