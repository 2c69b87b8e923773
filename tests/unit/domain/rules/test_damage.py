"""Package damage, marks over the close-up and what the measuring card makes of them, from open door to signature."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain import commands as c
from station.domain.events.common import MeasuringCard
from station.domain.events.delivery import ExceptionRaised
from station.domain.events.unit import DamageMarked, Mark
from station.domain.rules.damage import DAMAGES
from tests.unit.domain.harness import ORDER, Dock

BOX = Mark(shape="box", x1=100, y1=100, x2=300, y2=250, words="压入")
ARROW = Mark(shape="arrow", x1=100, y1=100, x2=130, y2=140)
FLAT = tuple(map(Decimal, ("1", "0", "0", "0", "1", "0", "0", "0")))  # a per mille is a millimetre


def damage(dock: Dock, kind: str, depth: str | None = None) -> list[object]:
    depth_cm = None if depth is None else Decimal(depth)
    return list(
        dock.give(c.MarkDamage(delivery=ORDER, unit="1", damage=kind, depth_cm=depth_cm, close_up=dock.picture()))
    )


def marked(dock: Dock, *marks: Mark, card: MeasuringCard | None = None, extent: str = "") -> list[object]:
    command = c.MarkDamage(
        delivery=ORDER, unit="1", damage="tear", extent=extent, close_up=dock.picture(card=card), marks=marks
    )
    return list(dock.give(command))


@pytest.mark.parametrize(
    ("kind", "depth", "package_damage"),
    [
        ("dent", "5", False),
        ("dent", "5.0", False),
        ("dent", "5.1", True),
        ("dent", "0.1", False),
        ("tear", None, True),
        ("wet", None, True),
        ("wear", None, False),
        ("deformation", None, False),
    ],
)
def test_what_counts_as_package_damage(kind: str, depth: str | None, package_damage: bool) -> None:
    dock = Dock().to("scanned")
    marked, *raised = damage(dock, kind, depth)
    assert isinstance(marked, DamageMarked)
    assert [event.kind for event in raised if isinstance(event, ExceptionRaised)] == ["package_damage"] * package_damage
    assert kind in DAMAGES


def test_exceptions_are_numbered_through_and_carry_the_close_up() -> None:
    dock = Dock().to("scanned")
    damage(dock, "wet")
    marked, raised = damage(dock, "tear")
    assert isinstance(marked, DamageMarked)
    assert isinstance(raised, ExceptionRaised)
    assert (raised.number, raised.unit, raised.evidence) == (2, "1", (marked.close_up.sha256,))


def test_a_card_tells_how_large_the_marks_are_and_its_ruler_corrects_it() -> None:
    dock = Dock().to("scanned")
    card = MeasuringCard(to_mm=FLAT, ruler_mm=Decimal("101"))
    event, raised = marked(dock, BOX, ARROW, card=card, extent="左下角")
    assert isinstance(event, DamageMarked)
    assert isinstance(raised, ExceptionRaised)
    assert [mark.sides_mm for mark in event.marks] == [(202, 152), (50,)]
    assert event.marks[0].words == "压入"
    assert event.close_up.card == card, "the card's numbers stand in the entry: anybody can work it out again"
    assert raised.details["extent"] == "20.2 × 15.2 ± 3.5 cm, 5.0 ± 0.4 cm; 左下角"
    assert dock.case.units["1"].damage[0].marks == event.marks


def test_nothing_that_a_command_says_of_sizes_is_believed() -> None:
    lying = Mark(shape="box", x1=1, y1=1, x2=9, y2=9, sides_mm=(900, 900))
    event, _ = marked(Dock().to("scanned"), lying)
    assert isinstance(event, DamageMarked)
    assert event.marks[0].sides_mm == ()


def test_without_a_card_the_extent_is_what_was_typed() -> None:
    card = MeasuringCard(refused="oblique")
    event, raised = marked(Dock().to("scanned"), BOX, card=card, extent=" 20 x 12 cm ")
    assert isinstance(event, DamageMarked)
    assert isinstance(raised, ExceptionRaised)
    assert (event.marks[0].sides_mm, event.extent, raised.details["extent"]) == ((), "20 x 12 cm", "20 x 12 cm")


@pytest.mark.parametrize("stage", ["scanned", "weighed", "unloaded", "keyed", "counted", "sampled", "entered"])
def test_damage_is_marked_from_the_open_door_to_the_signature(stage: str) -> None:
    dock = Dock().to(stage)
    assert [event.kind for event in damage(dock, "tear") if isinstance(event, ExceptionRaised)] == ["package_damage"]
    dock.to("entered")
    assert dock.refusal(dock.sign("with_exceptions")) == "sign_off.countersign"
    dock.give(dock.countersign(1))
    dock.give(dock.sign())
    late = c.MarkDamage(delivery=ORDER, unit="1", damage="wet", close_up=dock.picture())
    assert dock.refusal(late) == "damage.signed"


def test_an_inspector_marks_what_the_sampling_shows() -> None:
    dock = Dock().to("counted")
    command = c.MarkDamage(delivery=ORDER, unit="1", damage="wear", close_up=dock.picture())
    assert [event.KIND for event in dock.give(command, "chen")] == ["unit.damage_marked"]
