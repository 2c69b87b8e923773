"""Step 7: each unit's own code into the system, one by one; insured units with their value confirmed."""

from __future__ import annotations

from station.domain.codes import Understood
from station.domain.commands import EnterUnit
from station.domain.progress import entries_left
from station.texts import line
from station.workflow.effects import Do, Effects, Put
from station.workflow.scene import Scene
from station.workflow.steps.base import Plain, around, back, first
from station.workflow.steps.count import said
from station.workflow.view import Fact, Page

INSURED = "entry.insured"


class Entry(Plain):
    def page(self, scene: Scene) -> Page:
        insured = scene.case.declared_by_code(scene.text(INSURED)) if scene.text(INSURED) else None
        if insured is not None:
            return Page(
                instruction=line("entry.confirm_value", unit=insured.id, value=insured.value or "—"),
                hint=line("entry.confirm_hint"),
                actions=(first("action.accept"), *around()),
            )
        left = entries_left(scene.case)
        return Page(
            instruction=line("entry.scan", left=len(left)),
            hint=line("entry.hint"),
            facts=(Fact(line("count.result"), said(scene)),) if scene.case.delivery.count else (),
            missing=tuple(line("entry.unit", unit=unit.id) for unit in left),
            actions=around(),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        code = scene.text(INSURED)
        if code and action == "back":
            return (Put(INSURED),)
        if code and action in ("next", "accept"):
            return (_enter(scene, code, confirmed=True),)
        return back(action)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        declared = scene.case.declared_by_code(found.text)
        unit = None if declared is None else scene.case.units.get(declared.id)
        if declared is not None and "insured" in declared.flags and unit is not None and not unit.entered_at:
            return (Put(INSURED, found.text),)
        return (_enter(scene, found.text, confirmed=False),)


def _enter(scene: Scene, code: str, confirmed: bool) -> Do:
    command = EnterUnit(delivery=scene.case.delivery.id, code=code, value_confirmed=confirmed)
    return Do(command, good=line("entry.entered", code=code), clear=(INSURED,))
