"""Playing a film: its own speed, and no stretch without pictures that is not seen."""

from __future__ import annotations

from datetime import UTC, datetime

from station.domain.film.reading import FilmIndex, Gap, Still
from station.ui.models.playing import GAP_SHOWN, Playing

BEGAN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def playing(*gaps: Gap) -> Playing:
    """Ten pictures of 100 ms, a minute without, ten pictures."""
    stills = [Still(100 * n, n, 1) for n in range(10)] + [Still(60_000 + 100 * n, n, 1) for n in range(10)]
    film = Playing(FilmIndex(began=BEGAN, stills=stills, gaps=list(gaps)))
    film.turn()
    return film


PAUSE = Gap(900, 60_000, "paused")


def test_it_runs_at_its_own_speed() -> None:
    film = playing(PAUSE)
    for number in range(9):
        assert film.still is film.film.stills[number]
        film.forward(0.1)


def test_a_pause_stands_for_a_moment_and_then_the_film_goes_on() -> None:
    film = playing(PAUSE)
    film.forward(0.8)
    film.forward(0.5)
    assert (film.gap, film.still) == (PAUSE, None)
    film.forward(GAP_SHOWN / 2)
    assert film.gap == PAUSE
    film.forward(GAP_SHOWN)
    assert (film.ms, film.gap) == (60_000, None)
    assert film.still == film.film.stills[10]


def test_a_slow_machine_does_not_jump_over_it() -> None:
    film = playing(PAUSE)
    film.forward(600.0)
    assert film.gap == PAUSE


def test_it_stands_at_its_end_and_begins_again() -> None:
    film = playing(PAUSE)
    film.to(60_800)
    film.forward(1.0)
    assert (film.ms, film.runs) == (60_900, False)
    film.turn()
    assert (film.ms, film.runs) == (0, True)


def test_one_that_stands_does_not_move() -> None:
    film = playing()
    film.turn()
    film.forward(5.0)
    assert film.ms == 0


def test_a_gap_at_the_very_end_ends_it() -> None:
    film = playing(PAUSE, Gap(60_900, 70_000, "camera"))
    film.to(60_850)
    film.forward(0.1)
    assert film.gap is not None
    film.forward(GAP_SHOWN + 0.1)
    assert (film.ms, film.runs) == (70_000, False)


def test_turning_to_a_place_stays_within_the_film() -> None:
    film = playing(PAUSE)
    film.to(-5)
    assert film.ms == 0
    film.to(10**9)
    assert film.ms == film.film.lasts
