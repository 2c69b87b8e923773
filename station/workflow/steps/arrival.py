"""Step 0: a truck reports. Picked from today's list or by a scan of its notice; the plate is read off it."""

from __future__ import annotations

from station.domain.codes import Understood
from station.domain.commands import OpenVisit
from station.texts import line
from station.workflow.effects import ALL, Do, Effects, Put, bad
from station.workflow.scene import Expected, Scene
from station.workflow.steps.base import Plain, action, first
from station.workflow.view import Action, Choice, Fact, Field, Page

TRUCK, PLATE, OTHER = "truck", "plate", "other_plate"


class Arrival(Plain):
    def page(self, scene: Scene) -> Page:
        if not scene.expected:
            return Page(instruction=line("arrival.none"), hint=line("arrival.none_hint"), actions=_around())
        truck = _chosen(scene)
        if truck is None:
            return Page(
                instruction=line("arrival.pick"), hint=line("arrival.pick_hint"), fields=(_list(scene),),
                actions=(first("action.next"), *_around()),
            )  # fmt: skip
        return Page(
            instruction=line("arrival.plate"),
            hint=line("arrival.plate_hint"),
            fields=_plate(scene, truck),
            facts=tuple(_facts(truck)),
            actions=(first("action.open_truck"), action("back", "action.back"), *_around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        if action == "back":
            return (Put(TRUCK), Put(PLATE), Put(OTHER))
        if action not in ("next", "accept"):
            return ()
        truck = _chosen(scene)
        if truck is None:
            return bad("arrival.pick")
        plate = scene.text(PLATE, truck.plate)
        command = OpenVisit(
            visit=scene.visit,
            plate=plate,
            trailer=truck.trailer,
            deliveries=truck.deliveries,
            day=scene.day,
            other_plate=scene.text(OTHER) == "yes",
            dock=scene.dock,
            checklist=scene.checklist,
        )
        return (Do(command, good=line("arrival.opened", plate=plate), clear=(ALL,)),)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        for truck in scene.expected:
            if found.text in (*truck.deliveries, *truck.references, truck.plate):
                return (Put(TRUCK, value_of(truck)), Put(PLATE, truck.plate))
        return bad("arrival.unknown_code", code=found.text)


def value_of(truck: Expected) -> str:
    """A truck in the list: its inbound orders."""
    return ",".join(truck.deliveries)


def _chosen(scene: Scene) -> Expected | None:
    return next((truck for truck in scene.expected if value_of(truck) == scene.text(TRUCK)), None)


def _list(scene: Scene) -> Field:
    choices = tuple(
        Choice(value_of(truck), line("arrival.truck", plate=truck.plate, carrier=truck.carrier, slot=truck.slot))
        for truck in scene.expected
    )
    return Field(TRUCK, line("arrival.truck_label"), scene.text(TRUCK), kind="choice", choices=choices, scannable=True)


def _plate(scene: Scene, truck: Expected) -> tuple[Field, ...]:
    plate = scene.text(PLATE, truck.plate)
    field = Field(PLATE, line("arrival.plate_label"), plate, kind="plate")
    if plate == truck.plate:
        return (field,)
    choices = (Choice("no", line("choice.no")), Choice("yes", line("choice.yes")))
    other = Field(OTHER, line("arrival.other_plate"), scene.text(OTHER, "no"), kind="choice", choices=choices)
    return (field, other)


def _facts(truck: Expected) -> list[Fact]:
    facts = [Fact(line("arrival.carrier"), truck.carrier), Fact(line("arrival.slot"), truck.slot)]
    if truck.trailer:
        facts.append(Fact(line("arrival.trailer"), truck.trailer))
    facts += [
        Fact(line("arrival.order"), f"{order} · {customer}")
        for order, customer in zip(truck.deliveries, truck.customers, strict=True)
    ]
    return facts


def _around() -> tuple[Action, ...]:
    return (action("switch", "action.switch"), action("pause", "action.pause"))
