"""Unboxing films 开箱视频 (receiving.md §4 step 6): opened units only, confidential ones never, an end for each."""

from __future__ import annotations

from station.domain.case import Case, Happening, Means, on_unit
from station.domain.commands import BeginFilm, LoseFilm, RecordFilm, WaiveFilm
from station.domain.events.unit import FilmBegun, FilmLost, FilmWaived, UnitFilmed
from station.domain.films import confidential, film_settled, running
from station.domain.progress import current_kind
from station.domain.refusal import Refusal, require
from station.domain.rules.truck import LEAST_FREE, MEGABYTE
from station.domain.state import FilmState, UnitState


def begin_film(case: Case, command: BeginFilm, means: Means) -> list[Happening]:
    """A drawn unit that lies open or is about to be opened, one film at a time, with room for it on the disk."""
    for unit in (command.unit, command.in_hand):
        require(not confidential(case, unit), "film.confidential", unit=unit)
    drawn = _to_be_opened(case, command.unit)
    known = running(case)
    require(known is None, "film.running", unit=known[0].id if known else "")
    require(command.camera, "film.no_camera")
    require(means.free >= LEAST_FREE, "film.no_room", free=means.free // MEGABYTE, least=LEAST_FREE // MEGABYTE)
    return [on_unit(case, drawn.id, FilmBegun(film=command.film, camera=command.camera))]


def record_film(case: Case, command: RecordFilm, means: Means) -> list[Happening]:
    """Whenever it comes, also after the delivery was signed: what was filmed was filmed."""
    film = _open(case, command.unit, command.film)
    recorded = UnitFilmed(film=film.film, by=film.by, recorded=command.recorded)
    return [on_unit(case, command.unit, recorded)]


def lose_film(case: Case, command: LoseFilm, means: Means) -> list[Happening]:
    """Nothing is there: that is said as well."""
    film = _open(case, command.unit, command.film)
    return [on_unit(case, command.unit, FilmLost(film=film.film, by=film.by, why=command.why))]


def waive_film(case: Case, command: WaiveFilm, means: Means) -> list[Happening]:
    """A camera that is broken holds nobody up: a reason and a second person."""
    drawn = _to_be_opened(case, command.unit)
    require(not film_settled(case, drawn), "film.settled", unit=drawn.id)
    require(command.reason.strip(), "reason.missing")
    require(means.second, "second.missing")
    return [on_unit(case, drawn.id, FilmWaived(reason=command.reason.strip()))]


def _to_be_opened(case: Case, unit: str) -> UnitState:
    require(current_kind(case) == "sampling", "sampling.not_now")
    drawn = case.delivery.sample.drawn if case.delivery.sample else ()
    require(unit in drawn, "sampling.not_drawn", unit=unit)
    found = case.units[unit]
    require(not (found.tamper_seal or found.isolated), "sampling.closed_already", unit=unit)
    return found


def _open(case: Case, unit: str, film: str) -> FilmState:
    state = case.units.get(unit)
    for known in state.films if state else ():
        if known.film == film and known.open:
            return known
    raise Refusal("film.not_open", unit=unit)
