"""Films from the sampling step: by keys, codes and the gun; every film that begins has an end in the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from station.domain.agreements import Terms
from station.domain.events.common import Film
from station.domain.readings import Filmed, Filming
from station.errors import StoreError
from station.texts import Line
from station.workflow.reading import FilmRow
from tests.unit.workflow.stage import Stage, unit
from tests.unit.workflow.test_engine import count, to_count

ORDER = "IN20261124-0001"


class PlayedFilms:
    """Writes down what the camera is told; a film is what the test says it is."""

    camera = "cam"
    seconds, bytes = 300, 500_000_000

    def __init__(self) -> None:
        self.told: list[tuple[str, ...]] = []
        self.kept: list[tuple[str, str, str]] = []
        self.lost = ""
        self.still = True
        self.forgotten: list[str] = []

    @property
    def film(self) -> str:
        return self.told[0][1]

    def begin(self, film: str, title: str) -> None:
        self.told.append(("begin", film, title))

    def pause(self, film: str, why: str) -> None:
        self.told.append(("pause", film, why))

    def resume(self, film: str) -> None:
        self.told.append(("resume", film))

    def end(self, film: str) -> None:
        self.told.append(("end", film))

    def keep(self, film: str, camera: str, end: str, sha256: str) -> Film | str:
        self.kept.append((film, end, sha256))
        return self.lost or Film(
            sha256=sha256 or "cd" * 32, camera=camera, container="mkv", evidence="device-bytes", width=1280, height=720,
            frames=20, size=2_000_000, begins="2026-11-24T02:00:00.000Z", ends="2026-11-24T02:00:30.000Z", end=end,
        )  # fmt: skip

    def quiet(self, film: str) -> bool:
        return self.still

    def forget(self, film: str) -> None:
        self.forgotten.append(film)


class Set(Stage):
    """A stage with a camera that films, before an open carton."""

    def __init__(self, *units: Any, terms: Terms | None = None) -> None:
        self.films = PlayedFilms()
        super().__init__(*units, terms=terms)
        to_count(self)
        count(self, len(units) or 2)
        self.sign_in("chen")
        self.scan(f"SF{int(self.drawn):013}")

    @property
    def drawn(self) -> str:
        sample = self.handlers.case(ORDER).delivery.sample
        assert sample is not None
        return sample.drawn[0]

    def goes(self, seconds: float = 10.0, size: int = 1_000_000, paused: str = "") -> None:
        now = self.clock.monotonic()
        self.engine.offer(Filming("cam", now, self.films.film, round(seconds * 1000), size, paused))

    def ended(self, end: str = "asked") -> None:
        self.engine.offer(Filmed("cam", self.clock.monotonic(), self.films.film, end, "ab" * 32))

    def close_carton(self) -> None:
        """Checked, sealed and photographed."""
        self.answer_checks()
        self.scan("FC-0001")
        self.picture()

    def answer_checks(self) -> None:
        page = self.engine.view().page
        assert page is not None
        for field in page.fields:
            if field.choices:
                self.fill(**{field.name.replace(".", "__"): "good"})
        self.press()

    def facts(self) -> list[str]:
        page = self.engine.view().page
        assert page is not None
        return [fact.value.key for fact in page.facts if isinstance(fact.value, Line)]

    def actions(self) -> list[str]:
        page = self.engine.view().page
        assert page is not None
        return [action.label.key for action in page.actions]


@pytest.fixture
def stage() -> Set:
    return Set()


def kinds(stage: Stage) -> list[str]:
    return [kind for kind in stage.store.kinds() if "film" in kind]


def test_begun_paused_resumed_and_ended_by_two_keys(stage: Set) -> None:
    stage.press("film")
    assert kinds(stage) == ["unit.film_begun"]
    assert stage.films.told == [("begin", stage.films.film, f"{ORDER}/{stage.drawn}")]
    stage.goes()
    assert stage.facts() == ["film.rolls"]
    stage.press("film")
    stage.goes(paused="paused")
    assert stage.facts() == ["film.paused.paused"]
    stage.press("film")
    stage.goes()
    stage.press("finish")
    assert [what for what, *_ in stage.films.told] == ["begin", "pause", "resume", "end"]
    assert stage.facts() == ["film.ending"]
    stage.ended()
    assert kinds(stage) == ["unit.film_begun", "unit.filmed"]
    assert stage.last() == "film.kept"
    assert stage.films.forgotten == [stage.films.film]
    assert stage.facts() == ["film.there"]


def test_the_control_code_does_the_same(stage: Set) -> None:
    stage.scan("STN:FILM")
    assert kinds(stage) == ["unit.film_begun"]


@pytest.mark.parametrize(
    ("seconds", "size", "left"),
    [(60, 6_000_000, 240), (60, 250_000_000, 60), (299.5, 1_000_000, 1), (1, 10, 299)],
)
def test_the_clerk_sees_how_long_it_may_go_on(stage: Set, seconds: float, size: int, left: int) -> None:
    stage.press("film")
    stage.goes(seconds, size)
    film = stage.engine._films.now
    assert film is not None
    assert film.left == left


def test_a_limit_ends_it_and_says_so(stage: Set) -> None:
    stage.press("film")
    stage.ended("time")
    assert (stage.last(), stage.signals[-1].tone.value) == ("film.ended", "attention")
    assert kinds(stage) == ["unit.film_begun", "unit.filmed"]


def test_a_confidential_unit_in_hand_stops_it_at_once() -> None:
    stage = Set(unit(1), unit(2, flags=("confidential",)))
    secret = "SF0000000000002"
    stage.press("film")
    stage.goes()
    stage.scan(secret)
    assert stage.films.told[-1] == ("pause", stage.films.film, "confidential")
    stage.goes(paused="confidential")
    stage.press("film")
    assert stage.last() == "film.secret_in_hand"
    assert stage.films.told[-1][0] == "pause"
    stage.scan(f"SF{int(stage.drawn):013}")
    stage.press("film")
    assert stage.films.told[-1] == ("resume", stage.films.film)


def test_no_film_begins_with_a_confidential_unit_in_hand() -> None:
    stage = Set(unit(1), unit(2, flags=("confidential",)))
    stage.scan("SF0000000000002")
    stage.press("film")
    assert stage.last() == "refusal.film.confidential"
    assert stage.films.told == []


def test_where_the_agreement_asks_the_step_waits_for_it() -> None:
    stage = Set(terms=Terms(film_openings=True))
    assert stage.facts() == ["film.wanted"]
    stage.answer_checks()
    assert stage.last() == "refusal.film.first"
    stage.press("film")
    stage.press("finish")
    stage.ended()
    stage.close_carton()
    assert "unit.reclosed" in stage.store.kinds()


def test_two_people_let_it_go_without() -> None:
    stage = Set(terms=Terms(film_openings=True))
    stage.press("waive")
    assert stage.last() == "field.empty"
    stage.fill(sample__note="camera broken")
    stage.press("waive")
    stage.scan("STN:B:Z1")
    stage.fill(second__pin="246810")
    stage.press()
    assert kinds(stage) == ["unit.film_waived"]
    stage.close_carton()
    assert "unit.reclosed" in stage.store.kinds()


def test_a_carton_that_is_closed_is_filmed_no_longer(stage: Set) -> None:
    stage.press("film")
    stage.close_carton()
    assert stage.films.told[-1] == ("end", stage.films.film)
    stage.ended()
    assert kinds(stage) == ["unit.film_begun", "unit.filmed"]


def test_a_camera_whose_process_died_leaves_what_it_wrote(stage: Set) -> None:
    stage.press("film")
    stage.ended("lost")
    assert (stage.last(), stage.signals[-1].tone.value) == ("film.ended", "bad")
    assert stage.films.kept[0][1] == "lost"


def test_a_film_of_which_nothing_is_there_is_said_to_be_lost(stage: Set) -> None:
    stage.press("film")
    stage.films.lost = "no_picture"
    stage.ended("lost")
    assert kinds(stage) == ["unit.film_begun", "unit.film_lost"]
    assert stage.last() == "film.is_lost"


def test_a_crash_is_taken_up_once(stage: Set) -> None:
    stage.press("film")
    film = stage.films.film
    stage.start()
    row = FilmRow(film, ORDER, stage.drawn, "cam", "", "chen", 0, "", "", "", 0, "")
    stage.engine.take_up_films([row])
    assert kinds(stage) == ["unit.film_begun", "unit.filmed"]
    assert stage.films.kept == [(film, "process", "")]
    stage.engine.take_up_films([row])
    assert kinds(stage) == ["unit.film_begun", "unit.filmed"]


def test_what_is_still_being_written_waits(stage: Set) -> None:
    stage.press("film")
    stage.start()
    row = FilmRow(stage.films.film, ORDER, stage.drawn, "cam", "", "chen", 0, "", "", "", 0, "")
    stage.films.still = False
    stage.engine.take_up_films([row])
    assert stage.films.kept == []
    stage.films.still = True
    stage.engine.take_up_films([row])
    assert kinds(stage) == ["unit.film_begun", "unit.filmed"]


def test_a_film_that_runs_is_not_taken_up(stage: Set) -> None:
    stage.press("film")
    row = FilmRow(stage.films.film, ORDER, stage.drawn, "cam", "", "chen", 0, "", "", "", 0, "")
    stage.engine.take_up_films([row])
    assert stage.films.kept == []


def test_an_end_that_could_not_be_written_is_written_later(stage: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.press("film")
    dispatch: Callable[..., Any] = stage.handlers.dispatch

    def failing(*told: Any) -> Any:
        raise StoreError("store.failed", reason="full")

    monkeypatch.setattr(stage.handlers, "dispatch", failing)
    stage.ended()
    assert (kinds(stage), stage.films.forgotten) == (["unit.film_begun"], [])
    monkeypatch.setattr(stage.handlers, "dispatch", dispatch)
    row = FilmRow(stage.films.film, ORDER, stage.drawn, "cam", "", "chen", 0, "", "", "", 0, "")
    stage.engine.take_up_films([row])
    assert kinds(stage) == ["unit.film_begun", "unit.filmed"]


def test_a_clerk_does_not_film(stage: Set) -> None:
    stage.sign_in("wang")
    stage.press("film")
    assert stage.last() == "refusal.role.not_yours"
    assert stage.films.told == []
