"""Damage: kind and depth, a close-up, marks over it and how large they are (receiving.md §4.3).

It can be found at any moment from the open door to the signature, so it stands beside the steps (beside.py).
"""

from __future__ import annotations

from decimal import Decimal

from station.domain.codes import Understood
from station.domain.commands import MarkDamage
from station.domain.events.common import Picture
from station.domain.events.unit import Mark
from station.domain.progress import UNIT_STEPS, current_kind
from station.domain.rules.damage import DAMAGES, markable
from station.domain.state import UnitState
from station.texts import Line, line
from station.workflow.effects import Do, Effects, Put, Take, bad
from station.workflow.figures import figure
from station.workflow.marking import as_text, marking_of, undone, worded
from station.workflow.picture_text import as_text as text_of_picture
from station.workflow.picture_text import from_text as picture_of_text
from station.workflow.pictures import fault_of
from station.workflow.scene import Scene
from station.workflow.steps.appearance import in_hand, unit_facts
from station.workflow.steps.base import Plain, around, first
from station.workflow.steps.close_up import CLOSE_UP, EXTENT, MARKS, OF_PICTURE, WORDS, marked_page, measured
from station.workflow.view import Choice, Field, Page

OPEN, UNIT, KIND, DEPTH = "damage.open", "damage.unit", "unit.damage", "unit.depth_cm"
ALL = (OPEN, UNIT, KIND, DEPTH, *OF_PICTURE)
PURPOSE = "damage"


class Damage(Plain):
    """Asks for the unit, for what it has, for its picture, for the marks: whatever is the next one missing."""

    def is_open(self, scene: Scene) -> bool:
        return bool(scene.text(OPEN)) and markable(scene.case)

    def begin(self, scene: Scene) -> Effects:
        """F3: about the unit in hand while they are unloaded, else about one that is scanned."""
        unit = in_hand(scene) if current_kind(scene.case) in UNIT_STEPS else None
        return (Put(OPEN, "yes"), Put(UNIT, unit.id if unit else ""))

    def page(self, scene: Scene) -> Page:
        unit = _unit(scene)
        if unit is None:
            return Page(instruction=line("marking.which"), hint=line("marking.which_hint"), actions=around())
        if scene.text(CLOSE_UP):
            return marked_page(scene, _asked(scene, unit, "marking.mark"))
        return Page(
            instruction=_asked(scene, unit, "unit.damage"),
            hint=line("unit.damage_hint"),
            fields=_fields(scene),
            facts=unit_facts(scene, unit),
            live="camera",
            actions=(first("action.take"), *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        unit = _unit(scene)
        if action == "back":
            return _back(scene)
        if action == "recount" and scene.text(CLOSE_UP):
            return tuple(map(Put, OF_PICTURE))
        if action not in ("next", "accept"):
            return ()
        if unit is None:
            return bad("marking.which")
        empty = _empty(scene)
        if empty is not None:
            return bad("field.empty", field=empty)
        return _save(scene, unit) if scene.text(CLOSE_UP) else (Take(PURPOSE),)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        """Another unit's code: it is about that one now, and a picture of the other is none of it."""
        declared = scene.case.declared_by_code(found.text)
        unit = None if declared is None else scene.case.units.get(declared.id)
        if unit is None or unit.rejected:
            return bad("marking.not_here", code=found.text)
        if unit.id == scene.text(UNIT):
            return ()
        return (Put(UNIT, unit.id), *map(Put, OF_PICTURE))

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        """A bad picture is the rules' matter: it is refused and written down. A good one waits for its marks."""
        unit = _unit(scene)
        if unit is None or not self.is_open(scene):
            return ()
        if fault_of(scene.case, picture) is not None:
            return (Do(_command(scene, unit, picture, ())),)
        return (*map(Put, OF_PICTURE), Put(CLOSE_UP, text_of_picture(picture)))


def _unit(scene: Scene) -> UnitState | None:
    unit = scene.case.units.get(scene.text(UNIT))
    return None if unit is None or unit.rejected else unit


def _asked(scene: Scene, unit: UnitState, key: str) -> Line:
    """While they are counted no page numbers the units: it is the one that was just scanned."""
    return line(f"{key}_this") if current_kind(scene.case) == "count" else line(key, unit=unit.id)


def _fields(scene: Scene) -> tuple[Field, ...]:
    choices = tuple(Choice(damage, line(f"damage.{damage}")) for damage in DAMAGES)
    kind = Field(KIND, line("unit.damage_kind"), scene.text(KIND), "choice", choices)
    if scene.text(KIND) != "dent":
        return (kind,)
    return (kind, Field(DEPTH, line("unit.depth"), scene.text(DEPTH), "decimal"))


def _empty(scene: Scene) -> Line | None:
    """The label of what is still missing."""
    if not scene.text(KIND):
        return line("unit.damage_kind")
    if scene.text(KIND) == "dent" and depth(scene) is None:
        return line("unit.depth")
    if not scene.text(CLOSE_UP):
        return None
    if not marking_of(scene.text(MARKS)).marks:
        return line("marking.marks")
    return None if measured(scene) or scene.text(EXTENT) else line("unit.extent")


def depth(scene: Scene) -> Decimal | None:
    """The gauge's reading in cm; None while it is no figure."""
    return figure(scene.text(DEPTH))


def _back(scene: Scene) -> Effects:
    """One thing back: a corner, a mark, the picture, the form."""
    marking = marking_of(scene.text(MARKS))
    if marking.marks or marking.corner:
        return (Put(MARKS, as_text(undone(marking))),)
    return tuple(map(Put, OF_PICTURE if scene.text(CLOSE_UP) else ALL))


def _save(scene: Scene, unit: UnitState) -> Effects:
    marks = worded(marking_of(scene.text(MARKS)), scene.text(WORDS))
    command = _command(scene, unit, picture_of_text(scene.text(CLOSE_UP)), marks)
    return (Do(command, good=line("unit.damage_marked"), clear=ALL),)


def _command(scene: Scene, unit: UnitState, picture: Picture, marks: tuple[Mark, ...]) -> MarkDamage:
    return MarkDamage(
        delivery=scene.case.delivery.id,
        unit=unit.id,
        damage=scene.text(KIND),
        depth_cm=depth(scene) if scene.text(KIND) == "dent" else None,
        extent=scene.text(EXTENT),
        close_up=picture,
        marks=marks,
    )
