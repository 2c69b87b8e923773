"""Step 6: the drawn cartons are opened, checked by their flags and closed again with a numbered tamper seal."""

from __future__ import annotations

from station.domain.codes import Understood
from station.domain.commands import RecloseUnit, RecordSample
from station.domain.events.common import Picture
from station.domain.progress import samples_left
from station.domain.rules.close import wanted_checks
from station.texts import line
from station.workflow.effects import Do, Effects, Put, Take, bad
from station.workflow.scene import Scene
from station.workflow.steps.base import Plain, around, back, first
from station.workflow.view import Choice, Fact, Field, Page

OPEN, NOTE, SEAL = "sample.open", "sample.note", "sample.seal"


class Sampling(Plain):
    def page(self, scene: Scene) -> Page:
        unit = _opened(scene)
        if not unit:
            return Page(
                instruction=line("sampling.open", unit=samples_left(scene.case)[0]),
                hint=line("sampling.open_hint"),
                facts=tuple(_drawn(scene)),
                actions=around(),
            )
        if not scene.case.units[unit].sampled:
            return Page(
                instruction=line("sampling.check", unit=unit), hint=line("sampling.check_hint"),
                fields=_checks(scene, unit), actions=(first("action.confirm"), *around()),
            )  # fmt: skip
        return Page(
            instruction=line("sampling.reclose", unit=unit),
            hint=line("sampling.reclose_hint"),
            fields=(Field(SEAL, line("sampling.seal"), scene.text(SEAL), scannable=True),),
            live="camera",
            actions=(first("action.take"), *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        if action not in ("next", "accept"):
            return back(action)
        unit = _opened(scene)
        if not unit:
            return bad("sampling.scan_first")
        if scene.case.units[unit].sampled:
            return (Take("reclose"),) if scene.text(SEAL) else bad("field.empty", field=line("sampling.seal"))
        return _record(scene, unit)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        if _opened(scene):
            return super().scan(scene, found)
        declared = scene.case.declared_by_code(found.text)
        if declared is None or declared.id not in samples_left(scene.case):
            return bad("sampling.not_this_one", code=found.text)
        return (Put(OPEN, declared.id),)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        unit = _opened(scene)
        reclose = RecloseUnit(delivery=scene.case.delivery.id, unit=unit, seal=scene.text(SEAL), picture=picture)
        return (Do(reclose, good=line("sampling.reclosed", unit=unit), clear=(OPEN, SEAL, NOTE)),)


def _opened(scene: Scene) -> str:
    """The carton that lies open: the one that was scanned, or one that was checked and not closed yet."""
    left = samples_left(scene.case)
    half = [unit for unit in left if scene.case.units[unit].sampled]
    return half[0] if half else scene.text(OPEN) if scene.text(OPEN) in left else ""


def _name(check: str) -> str:
    return f"sample.check.{check}"


def _checks(scene: Scene, unit: str) -> tuple[Field, ...]:
    choices = (Choice("good", line("check.good")), Choice("bad", line("check.bad")))
    fields = [
        Field(_name(check), line(f"check.{check}"), scene.text(_name(check)), "choice", choices)
        for check in wanted_checks(scene.case, unit)
    ]
    return (*fields, Field(NOTE, line("sampling.note"), scene.text(NOTE)))


def _record(scene: Scene, unit: str) -> Effects:
    wanted = wanted_checks(scene.case, unit)
    for check in wanted:
        if not scene.text(_name(check)):
            return bad("field.empty", field=line(f"check.{check}"))
    checks = {check: scene.text(_name(check)) == "good" for check in wanted}
    command = RecordSample(delivery=scene.case.delivery.id, unit=unit, checks=checks, note=scene.text(NOTE))
    good = line("sampling.recorded", unit=unit) if all(checks.values()) else line("sampling.isolated", unit=unit)
    return (Do(command, good=good, clear=(*map(_name, wanted), NOTE)),)


def _drawn(scene: Scene) -> list[Fact]:
    return [
        Fact(line("sampling.drawn"), declared.code)
        for unit in samples_left(scene.case)
        if (declared := scene.case.declared(unit)) is not None
    ]
