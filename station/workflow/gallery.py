"""A delivery's pictures as a grid: a row for each unit that is here, a column for each face, holes where none is.

Only what is present is shown, and nothing while it is counted: the rows would tell how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from station.domain.case import Case
from station.domain.progress import current_kind
from station.domain.state import UnitState
from station.domain.units import DeclaredUnit
from station.texts import Line, line
from station.workflow.reading import FilmRow, PictureRow
from station.workflow.sentences import shown
from station.workflow.view import Fact


@dataclass(frozen=True, slots=True)
class Cell:
    """One picture or film, or the hole where it is missing (sha256 ""). note says why it was not taken. at: UTC."""

    shows: Line | str
    sha256: str = ""
    at: str = ""
    camera: str = ""
    index: int = -1
    note: str = ""
    doubted: bool = False
    film: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A unit (or the truck) with its pictures: the faces in the plan's order, then what else there is."""

    unit: str
    code: str
    cells: tuple[Cell, ...]
    facts: tuple[Fact, ...] = ()
    truck: bool = False


@dataclass(frozen=True, slots=True)
class Gallery:
    """What the gallery shows. counting: nothing is shown because the goods are being counted."""

    delivery: str
    faces: tuple[str, ...] = ()
    strips: tuple[Strip, ...] = ()
    counting: bool = False

    @property
    def columns(self) -> int:
        return max((len(strip.cells) for strip in self.strips), default=0)


def gallery_of(case: Case, pictures: Iterable[PictureRow], films: Iterable[FilmRow] = ()) -> Gallery:
    """The gallery of a delivery that has arrived."""
    if current_kind(case) == "count":
        return Gallery(case.delivery.id, counting=True)
    rows = tuple(pictures)
    named = {row.sha256: row for row in rows}
    truck = tuple(_cell(row) for row in rows if row.visit)
    filmed = tuple(films)
    units = tuple(_unit(case, unit, rows, named, filmed) for unit in case.present)
    own = (Strip(case.visit.plate, "", truck, truck=True),) if truck else ()
    return Gallery(case.delivery.id, case.faces, (*units, *own))


def _unit(
    case: Case,
    unit: UnitState,
    rows: tuple[PictureRow, ...],
    named: Mapping[str, PictureRow],
    films: tuple[FilmRow, ...],
) -> Strip:
    doubted = {doubt.sha256 for doubt in unit.doubts}
    faces = tuple(_face(unit, face, named, doubted) for face in case.faces)
    others = (row for row in rows if row.unit == unit.id and row.shows not in case.faces)
    own = tuple(_film(film) for film in films if film.unit == unit.id)
    cells = (*faces, *(_cell(row, row.sha256 in doubted) for row in others), *own)
    return Strip(unit.id, unit.code, cells, _facts(case, unit))


def _film(row: FilmRow) -> Cell:
    return Cell(shown(row.shows), row.sha256, row.at, row.camera, row.index, film=True)


def _face(unit: UnitState, face: str, named: Mapping[str, PictureRow], doubted: set[str]) -> Cell:
    """The picture that stands now; one that was taken again replaces the earlier one here (the log has both)."""
    state = unit.faces.get(face)
    if state is None or state.picture is None:
        return Cell(shown(face), note=state.waived if state else "")
    row = named.get(state.picture.sha256)
    return _cell(row, row.sha256 in doubted) if row else Cell(shown(face))


def _cell(row: PictureRow, doubted: bool = False) -> Cell:
    return Cell(shown(row.shows), row.sha256, row.at, row.camera, row.index, doubted=doubted)


def _facts(case: Case, unit: UnitState) -> tuple[Fact, ...]:
    """What was declared of the unit, beside what was found."""
    facts = [Fact(line("unit.code"), unit.code)]
    declared = case.declared(unit.id)
    if declared is not None:
        facts += _declared(declared)
        facts += [Fact(line("unit.handling"), line(f"flag.{flag}")) for flag in declared.flags]
    if unit.weight is not None:
        tone = "attention" if unit.weight.flagged else "good"
        facts.append(Fact(line("gallery.gross"), f"{unit.weight.gross} kg", tone))
    facts += [Fact(line("unit.damaged"), line(f"damage.{mark.damage}"), "attention") for mark in unit.damage]
    for doubt in unit.doubts:
        of = {"shows": shown(doubt.shows), "reason": doubt.accepted}
        said = Line("gallery.accepted" if doubt.accepted else "gallery.doubted", of)
        facts.append(Fact(line("gallery.before"), said, "" if doubt.accepted else "attention"))
    return tuple(facts)


def _declared(unit: DeclaredUnit) -> list[Fact]:
    facts = []
    if unit.weight is not None:
        facts.append(Fact(line("gallery.declared"), f"{unit.weight} kg"))
    if unit.size is not None:
        facts.append(Fact(line("gallery.size"), " × ".join(map(str, unit.size)) + " cm"))
    return facts
