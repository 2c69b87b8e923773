"""The frozen close-up with its marks: what is drawn, what it measures, and what has to be typed where no card tells."""

from __future__ import annotations

from station.domain.events.common import MeasuringCard
from station.domain.events.unit import Mark
from station.domain.extent import in_cm, sides_mm, within_mm
from station.domain.rules.damage import SHAPES
from station.texts import Line, line
from station.workflow.marking import marking_of
from station.workflow.picture_text import from_text
from station.workflow.scene import Scene
from station.workflow.steps.base import action, around, first
from station.workflow.view import Canvas, Choice, Fact, Field, Page

CLOSE_UP, MARKS, SHAPE, WORDS = "marking.close_up", "marking.marks", "marking.shape", "marking.words"
EXTENT = "unit.extent"
OF_PICTURE = (CLOSE_UP, MARKS, SHAPE, WORDS, EXTENT)


def marked_page(scene: Scene, instruction: Line) -> Page:
    marks = marking_of(scene.text(MARKS)).marks
    card = _card(scene)
    return Page(
        instruction=instruction,
        hint=line(f"marking.card.{card.refused}") if card.refused else line("marking.mark_hint"),
        fields=_fields(scene),
        facts=tuple(_size(number, mark, card) for number, mark in enumerate(marks, 1)) if card.to_mm else (),
        actions=(first("action.save"), action("recount", "action.retake", icon="retake"), *around()),
    )


def measured(scene: Scene) -> bool:
    """Whether the card tells how large every mark is."""
    card = _card(scene)
    return bool(card.to_mm) and all(sides_mm(mark, card) for mark in marking_of(scene.text(MARKS)).marks)


def _card(scene: Scene) -> MeasuringCard:
    return from_text(scene.text(CLOSE_UP)).card or MeasuringCard(refused="absent")


def _fields(scene: Scene) -> tuple[Field, ...]:
    shape, words = scene.text(SHAPE, SHAPES[0]) or SHAPES[0], scene.text(WORDS)
    canvas = Canvas(from_text(scene.text(CLOSE_UP)).sha256, shape, words, WORDS)
    shapes = tuple(Choice(name, line(f"marking.shape.{name}")) for name in SHAPES)
    fields = (
        Field(MARKS, line("marking.marks"), scene.text(MARKS), "marks", canvas=canvas),
        Field(SHAPE, line("marking.shape"), shape, "choice", shapes),
        Field(WORDS, line("marking.words"), words),
    )
    return fields if measured(scene) else (*fields, Field(EXTENT, line("unit.extent"), scene.text(EXTENT)))


def _size(number: int, mark: Mark, card: MeasuringCard) -> Fact:
    label = line("marking.size", number=number, shape=line(f"marking.shape.{mark.shape}"))
    sides = sides_mm(mark, card)
    said: str | Line = in_cm(sides, within_mm(mark, card)) if sides else line("marking.card.far")
    return Fact(label, said, tone="" if sides else "attention")
