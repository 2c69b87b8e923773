"""A rejected unit was scanned again: its rejection can be taken back while the truck is unloaded."""

from __future__ import annotations

from station.domain.codes import Understood
from station.domain.commands import ReinstateUnit
from station.domain.progress import unloading_open
from station.domain.state import UnitState
from station.texts import line
from station.workflow.effects import Do, Effects, Put, bad
from station.workflow.scene import Scene
from station.workflow.steps.appearance import UNIT as IN_HAND
from station.workflow.steps.base import Plain, around, first
from station.workflow.view import Fact, Field, Page

UNIT, REASON = "reinstate.unit", "reinstate.reason"


class Reinstate(Plain):
    def is_open(self, scene: Scene) -> bool:
        return unloading_open(scene.case) and _unit(scene) is not None

    def asked(self, scene: Scene, found: Understood) -> Effects:
        """What a scan opens: the form for a rejected unit, () for every other code."""
        declared = scene.case.declared_by_code(found.text) if unloading_open(scene.case) else None
        unit = None if declared is None else scene.case.units.get(declared.id)
        return (Put(UNIT, unit.id),) if unit is not None and unit.rejected else ()

    def page(self, scene: Scene) -> Page:
        unit = _unit(scene)
        assert unit is not None  # asked only while it is open
        return Page(
            instruction=line("unit.reinstate", unit=unit.id),
            hint=line("unit.reinstate_hint"),
            fields=(Field(REASON, line("unit.reinstate_reason"), scene.text(REASON)),),
            facts=(Fact(line("unit.rejected_for"), unit.rejected, tone="attention"),),
            actions=(first("action.reinstate"), *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        unit = _unit(scene)
        assert unit is not None
        if action == "back":
            return Put(UNIT), Put(REASON)
        if action not in ("next", "accept"):
            return ()
        if not scene.text(REASON):
            return bad("field.empty", field=line("unit.reinstate_reason"))
        command = ReinstateUnit(delivery=scene.case.delivery.id, unit=unit.id, reason=scene.text(REASON))
        good = line("unit.reinstated", unit=unit.id)
        return Put(IN_HAND, unit.id), Do(command, good=good, clear=(UNIT, REASON), second=True)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        return self.asked(scene, found) or bad("unit.reinstate_first")


def _unit(scene: Scene) -> UnitState | None:
    unit = scene.case.units.get(scene.text(UNIT))
    return unit if unit is not None and unit.rejected else None
