"""Unboxing films: whom they may show, and that the sampling waits for those that the agreement asks for."""

from __future__ import annotations

from typing import Any

import pytest

from station.domain import commands as c
from station.domain.agreements import Terms
from station.domain.events.common import Film
from station.domain.films import film_settled, running
from station.domain.progress import current_kind
from tests.unit.domain.harness import ORDER, Dock
from tests.unit.domain.rules.provoked import begin_film

ASKED = Terms(film_openings=True)
FILM = Film(
    sha256="ab" * 32, camera="cam", container="mkv", evidence="device-bytes", width=1280, height=720, frames=9,
    size=900,    begins="2026-11-24T02:00:00.000Z", ends="2026-11-24T02:01:00.000Z", end="asked",
)  # fmt: skip


def dock(terms: Terms = ASKED) -> Dock:
    return Dock(terms=terms).to("counted")


def recorded(here: Dock, **more: Any) -> c.RecordFilm:
    return c.RecordFilm(delivery=ORDER, unit=here.drawn[0], film="f1", recorded=FILM, **more)


def test_filmed_checked_and_closed() -> None:
    here = dock()
    here.give(begin_film(here), "chen")
    here.give(here.sample(here.drawn[0]), "chen")
    here.give(recorded(here), "station")
    here.give(here.reclose(here.drawn[0]), "chen")
    assert current_kind(here.case) == "entry"
    (film,) = here.case.units[here.drawn[0]].films
    assert (film.by, film.sha256, film.open) == ("chen", FILM.sha256, False)


def test_a_film_that_was_lost_has_to_be_waived_or_taken_again() -> None:
    here = dock()
    here.give(begin_film(here), "chen")
    here.give(here.sample(here.drawn[0]), "chen")
    here.give(c.LoseFilm(delivery=ORDER, unit=here.drawn[0], film="f1", why="no_file"), "station")
    assert here.refusal(here.reclose(here.drawn[0]), "chen") == "film.missing"
    here.give(c.WaiveFilm(delivery=ORDER, unit=here.drawn[0], reason="camera broken"), "chen", "zhao")
    here.give(here.reclose(here.drawn[0]), "chen")
    assert current_kind(here.case) == "entry"


def test_taken_again_after_a_loss() -> None:
    here = dock()
    here.give(begin_film(here), "chen")
    here.give(c.LoseFilm(delivery=ORDER, unit=here.drawn[0], film="f1", why="no_file"), "station")
    here.give(begin_film(here, film="f2"), "chen")
    found = running(here.case)
    assert found is not None
    assert found[1].film == "f2"


def test_nobody_asked_nobody_waits() -> None:
    here = dock(Terms())
    unit = here.case.units[here.drawn[0]]
    assert film_settled(here.case, unit)
    here.give(begin_film(here), "chen")
    here.to("entered")


def test_a_film_ends_after_its_delivery_as_well() -> None:
    here = dock(Terms())
    here.give(begin_film(here), "chen")
    here.to("departed")
    here.give(recorded(here), "station")
    assert here.refusal(recorded(here), "station") == "film.not_open"


def test_only_the_station_says_what_became_of_a_film() -> None:
    here = dock()
    here.give(begin_film(here), "chen")
    assert here.refusal(recorded(here), "chen") == "role.not_yours"


@pytest.mark.parametrize("second", ["chen", "account"])
def test_a_waiver_has_a_second_person_of_the_dock(second: str) -> None:
    here = dock()
    waive = c.WaiveFilm(delivery=ORDER, unit=here.drawn[0], reason="camera broken")
    assert here.refusal(waive, "chen", second) in ("second.same_person", "second.role")


def test_agreements_of_before_ask_for_nothing() -> None:
    assert not Terms().film_openings
