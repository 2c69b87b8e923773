"""Step 4: the unit lies on the scale; a stable reading books itself (receiving.md §4.4, devices.md §2).

A load that does not rest may be taken as it is, with a reason and a second person. Pallets on a platform scale have
their tare recorded: the scale's own, or typed.
"""

from __future__ import annotations

from decimal import Decimal

from station.domain.codes import Understood
from station.domain.commands import TakeUnstable, WeighUnit
from station.domain.events.common import Picture
from station.domain.progress import faces_left
from station.domain.scale_profile import ScaleRole
from station.domain.state import UnitState
from station.domain.verdicts import Empty, Refused, ScaleWeight, Settling, Stable, Stale, Taken, Verdict
from station.texts import Line, line
from station.workflow.booked import booked
from station.workflow.effects import Do, Effects, Put, WeighAgain, bad
from station.workflow.figures import figure
from station.workflow.scene import Scene
from station.workflow.steps.appearance import (
    FORM,
    MODE,
    REASON,
    Appearance,
    act_on_unit,
    forget,
    in_hand,
    marks,
    picture_of_unit,
    scan_unit,
    unit_actions,
    unit_facts,
)
from station.workflow.steps.base import Plain, action, around, first
from station.workflow.view import Field, Page

UNSTABLE = "unstable"  # the form in which a restless load is taken
TARE = "unit.tare"


class WeightStep(Plain):
    def page(self, scene: Scene) -> Page:
        unit = _unit(scene)
        if scene.text(MODE) == UNSTABLE:
            return _unstable_form(scene, unit)
        asked = unit_actions(scene, unit)
        if scene.restless:  # in the place of a button that can wait: nine of them have no room side by side
            asked = (
                *(one for one in asked if one.id != "extra"),
                action("waive", "action.take_unstable", icon="weight"),
            )
        return Page(
            instruction=line("weight.put_pallet" if _platform(scene) else "weight.put", unit=unit.id),
            hint=_hint(scene),
            fields=(_tare_field(scene),) if _platform(scene) else (),
            faces=marks(scene, unit),
            facts=unit_facts(scene, unit),
            live="weight",
            actions=(first("action.take_weight"), *asked, *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        unit = _unit(scene)
        if scene.text(MODE) == UNSTABLE:
            return _act_unstable(scene, unit, action)
        if action == "waive":
            return (Put(MODE, UNSTABLE),) if scene.restless else ()
        if action not in ("next", "accept"):
            return act_on_unit(scene, unit, action)
        if isinstance(scene.verdict, Stable):
            return (_book(scene, scene.verdict.weight),)
        if isinstance(scene.verdict, Taken):
            return (WeighAgain(),)
        refused = WeighUnit(
            delivery=scene.case.delivery.id,
            unit=unit.id,
            day=scene.day,
            weight=None,
            refused=code_of(scene.verdict),
        )
        return (Do(refused),)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        return scan_unit(scene, found)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        return picture_of_unit(scene, _unit(scene), purpose, picture)

    def weighs(self, scene: Scene) -> bool:
        return True

    def weighed(self, scene: Scene, weight: ScaleWeight) -> Effects:
        """Books itself; a pallet whose tare is still being typed waits for F1."""
        waits = _platform(scene) and not weight.tare and _typed_tare(scene) is None
        return () if waits else (_book(scene, weight),)


def _book(scene: Scene, weight: ScaleWeight) -> Do:
    unit, taken = _unit(scene), booked(scene.scale, weight, _typed_tare(scene))
    command = WeighUnit(delivery=scene.case.delivery.id, unit=unit.id, day=scene.day, weight=taken)
    return Do(command, good=line("weight.booked", unit=unit.id, kg=taken.gross), clear=(*FORM, TARE))


def _hint(scene: Scene) -> Line:
    """What keeps the weight from being booked, the most serious first."""
    if scene.unfit is not None:
        return scene.unfit
    verdict = scene.verdict
    if isinstance(verdict, Stable) and _platform(scene) and not verdict.weight.tare and _typed_tare(scene) is None:
        return line("weight.tare_first")
    return line("weight.restless") if scene.restless else verdict.reason


# A pallet's tare


def _platform(scene: Scene) -> bool:
    return scene.scale.role is ScaleRole.PLATFORM


def _tare_field(scene: Scene) -> Field:
    return Field(TARE, line("weight.tare"), scene.text(TARE), "decimal")


def _typed_tare(scene: Scene) -> Decimal | None:
    """kg; None while it is no figure, and on a scale that asks for none."""
    return figure(scene.text(TARE)) if _platform(scene) else None


# A load that does not rest


def _unstable_form(scene: Scene, unit: UnitState) -> Page:
    return Page(
        instruction=line("weight.unstable", unit=unit.id),
        hint=line("weight.unstable_hint"),
        fields=(Field(REASON, line("field.reason"), scene.text(REASON)),),
        faces=marks(scene, unit),
        live="weight",
        actions=(first("action.confirm"), *around()),
    )


def _act_unstable(scene: Scene, unit: UnitState, action: str) -> Effects:
    """What the scale shows at the moment of the confirmation is what is taken; at rest it is a weight as any other."""
    if action == "back":
        return forget(scene)
    if action not in ("next", "accept"):
        return ()
    if isinstance(scene.verdict, Stable):
        return (_book(scene, scene.verdict.weight),)
    if not scene.text(REASON):
        return bad("field.empty", field=line("field.reason"))
    shown = scene.verdict.shown if isinstance(scene.verdict, Settling) else None
    command = TakeUnstable(
        delivery=scene.case.delivery.id,
        unit=unit.id,
        day=scene.day,
        weight=None if shown is None else booked(scene.scale, shown, _typed_tare(scene)),
        refused=code_of(scene.verdict),
        reason=scene.text(REASON),
    )
    return (Do(command, clear=(*FORM, TARE), second=True) if shown else Do(command),)


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

    def weighed(self, scene: Scene, weight: ScaleWeight) -> Effects:
        return self._now(scene).weighed(scene, weight)

    def _now(self, scene: Scene) -> Plain:
        unit = in_hand(scene)
        pictured = unit is not None and not faces_left(scene.case, unit) and scene.case.waybill_settled(unit)
        return self._weight if pictured and scene.text(MODE) in ("", UNSTABLE) else self._appearance


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
        case Taken():
            return "taken"
    return "none"


def _unit(scene: Scene) -> UnitState:
    unit = in_hand(scene)
    assert unit is not None  # UnitLoop asks only then
    return unit
