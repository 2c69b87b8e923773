"""What the films of a delivery's opened units say of it: derived, never stored twice."""

from __future__ import annotations

from station.domain.case import Case
from station.domain.state import FilmState, UnitState


def running(case: Case) -> tuple[UnitState, FilmState] | None:
    """The film that is being taken, or whose end nobody has told yet, with its unit."""
    return next(((unit, film) for unit in case.units.values() for film in unit.films if film.open), None)


def film_begun(case: Case, unit: UnitState) -> bool:
    """Whether the unit may be opened: a film runs or is there, or none is asked for."""
    return film_settled(case, unit) or any(film.open for film in unit.films)


def film_settled(case: Case, unit: UnitState) -> bool:
    """Whether the unit may be closed again: its film is there, was waived, or is not asked for by the agreement."""
    asked = case.delivery.terms.film_openings
    return not asked or bool(unit.film_waived) or any(film.sha256 for film in unit.films)


def confidential(case: Case, unit: str) -> bool:
    declared = case.declared(unit)
    return declared is not None and "confidential" in declared.flags
