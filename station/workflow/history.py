"""An earlier step, to look at: what was recorded there. Changing it is a correction, never a step back."""

from __future__ import annotations

from collections.abc import Callable

from station.domain.plan import StepPlan
from station.domain.progress import current_kind
from station.texts import line
from station.workflow.scene import Scene
from station.workflow.steps.base import action, first
from station.workflow.view import Fact, Page


def page_of(step: StepPlan, scene: Scene) -> Page:
    return Page(
        instruction=line("history.of", step=line(f"step.{step.kind}")),
        hint=line("history.hint"),
        facts=tuple(_FACTS.get(step.kind, _nothing)(scene)),
        actions=(first("action.forward"), action("back", "action.back")),
    )


def _nothing(scene: Scene) -> list[Fact]:
    return []


def _arrival(scene: Scene) -> list[Fact]:
    visit = scene.truck.visit
    return [
        Fact(line("arrival.plate_label"), visit.plate),
        Fact(line("arrival.carrier"), visit.carrier),
        Fact(line("history.at"), visit.arrived_at),
    ]


def _identity(scene: Scene) -> list[Fact]:
    visit = scene.truck.visit
    return [
        Fact(line(f"document.{kind}"), line(f"identity.form.{form}"), "good") for kind, form in visit.documents.items()
    ]


def _seals(scene: Scene) -> list[Fact]:
    return [
        Fact(line("seals.seal"), f"{seal.lock} · {seal.manifest}", "good" if seal.good else "stop")
        for seal in scene.truck.visit.seals
    ]


def _units(scene: Scene) -> list[Fact]:
    if current_kind(scene.case) == "count":
        return [Fact(line("sign_off.counted"), line("log.hidden"))]
    facts = []
    for unit in scene.case.present:
        weight = f"{unit.weight.gross} kg" if unit.weight else "—"
        facts.append(Fact(line("entry.unit", unit=unit.id), f"{unit.code} · {weight}"))
    return facts


def _count(scene: Scene) -> list[Fact]:
    result = scene.case.delivery.count
    return [] if result is None else [Fact(line("sign_off.counted"), str(result.counted))]


def _sampling(scene: Scene) -> list[Fact]:
    sample = scene.case.delivery.sample
    return [
        Fact(line("entry.unit", unit=unit), scene.case.units[unit].tamper_seal or "—")
        for unit in (sample.drawn if sample else ())
    ]


_FACTS: dict[str, Callable[[Scene], list[Fact]]] = {
    "arrival": _arrival,
    "identity": _identity,
    "seals": _seals,
    "appearance": _units,
    "weight": _units,
    "count": _count,
    "sampling": _sampling,
}
