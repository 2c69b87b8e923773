"""A run of the archive as the screen knows it: who began it, how far it is, what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.texts import Line
from station.workflow.archiving import Archiving, sentence, told
from station.workflow.handlers import STATION
from tests.unit.store.archive.shelves import ORDER, PLACE, Shelves, named, signed

ROLES = {"zhao": ("supervisor",), "admin": ("administrator",), "wang": ("clerk",)}


class Played:
    def __init__(self) -> None:
        self.calls: list[str] = []

    def start(self) -> None:
        self.calls.append("start")

    def stop(self) -> None:
        self.calls.append("stop")


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Shelves]:
    made = signed(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def worker() -> Played:
    return Played()


@pytest.fixture
def archiving(shelves: Shelves, worker: Played) -> Archiving:
    return Archiving(shelves.handlers, shelves.clock, worker, 5, lambda who: ROLES[who])


def copied(shelves: Shelves, place: str = PLACE) -> dict[str, object]:
    return {"copied": {"delivery": ORDER, "place": place, "files": list(named(shelves.store)[:3]), "size": 30}}


@pytest.mark.parametrize("who", [STATION, "zhao", "admin"])
def test_the_entry_bears_the_name_of_whoever_began(archiving: Archiving, shelves: Shelves, who: str) -> None:
    archiving.start(who)
    assert archiving.heard(copied(shelves)) == {"key": ""}
    assert archiving.heard(copied(shelves)) == {"key": ""}, "told again it is the same entry"
    [row] = shelves.store.db.rows("SELECT actor, entry FROM log WHERE kind = 'delivery.pictures_archived'")
    assert row[0] == who
    assert json.loads(bytes(row[1]))["data"]["keep_until"] == "2031-11-24", "the setting asks for five years"


def test_a_clerk_cannot_begin(archiving: Archiving, worker: Played) -> None:
    archiving.start("wang")
    assert (archiving.running, worker.calls) == (False, [])
    assert archiving.standing() == Line("today.archive_role")


def test_a_refusal_reaches_the_worker_as_a_sentence(archiving: Archiving, shelves: Shelves) -> None:
    archiving.start()
    answer = archiving.heard(copied(shelves, place="cd" * 16))
    assert answer is not None
    assert sentence(answer) == Line("refusal.archive.unknown", {"place": "cdcdcdcd"})


def test_the_time_left_follows_from_the_bytes(archiving: Archiving, shelves: Shelves) -> None:
    archiving.start()
    assert archiving.standing() == Line("today.archive_begins")
    shelves.clock.forward(60)
    archiving.heard({"progress": [10, 100, 1_000, 4_000, 0]})
    assert archiving.standing() == Line("today.archive_runs", {"moved": 10, "count": 100, "minutes": 4})


def test_one_run_at_a_time(archiving: Archiving, worker: Played) -> None:
    archiving.start()
    archiving.start("zhao")
    assert worker.calls == ["start"]


def test_stopped_is_said_and_may_begin_again(archiving: Archiving, worker: Played) -> None:
    archiving.start()
    archiving.heard({"progress": [10, 100, 1_000, 4_000, 0]})
    archiving.stop()
    archiving.died()
    assert archiving.standing() == Line("today.archive_stopped", {"moved": 10})
    archiving.stop()
    archiving.start()
    assert worker.calls == ["start", "stop", "start"]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"done": [3, 3, 2_000_000, 2_000_000, 0]}, Line("archive.done", {"moved": 3, "megabytes": "2.0"})),
        ({"done": [3, 4, 2_000_000, 2_000_000, 1]}, Line("archive.unread", {"count": 1})),
        ({"failed": {"key": "archive.away", "params": {"folder": "x"}}}, Line("archive.away", {"folder": "x"})),
    ],
)
def test_what_became_of_it_stays_to_be_read(archiving: Archiving, what: dict[str, object], said: Line) -> None:
    archiving.start()
    archiving.heard(what)
    archiving.died()
    assert (archiving.running, archiving.standing()) == (False, said)
    assert archiving.wrong == (said.key != "archive.done")


def test_a_worker_that_died_without_a_word_is_told(archiving: Archiving) -> None:
    archiving.start()
    archiving.died()
    assert archiving.standing() == Line("today.archive_died")


def test_a_sentence_inside_a_sentence_goes_over_the_pipe() -> None:
    said = Line("archive.refused", {"reason": Line("refusal.archive.unknown", {"place": "ab"})})
    assert sentence(json.loads(json.dumps(told(said)))) == said
