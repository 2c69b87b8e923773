"""Pictures move: copied, read back there, told to the log, and only then removed here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.domain import aggregates
from station.errors import StoreError
from station.store import files as files_module
from station.store import projections
from station.store.archive.check import check
from station.store.archive.mover import Copied, Progress
from station.store.archive.place import NOTE
from station.store.queries import StoreQueries
from station.store.verify import verify
from station.texts import Line
from tests.unit.store.archive.shelves import ORDER, PLACE, Shelves, again, here, named, refusal, signed, there
from tests.unit.store.test_verify import tamper


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Shelves]:
    made = signed(tmp_path)
    yield made
    made.store.close()


def report(shelves: Shelves, *, archive: bool = False) -> tuple[bool, list[str]]:
    told = verify(
        shelves.folder / "data", shelves.folder / "keys", aggregates, projections, lambda said: None,
        archive=shelves.second if archive else None,
    )  # fmt: skip
    return told.good, [line.key for line in told.lines]


def test_what_moved_is_there_not_here_and_in_the_log(shelves: Shelves) -> None:
    pictures = set(named(shelves.store))
    seen: list[Progress] = []
    done = shelves.mover(seen.append).run(shelves.lots())
    assert (done.moved, done.count, done.unread) == (len(pictures), len(pictures), 0)
    assert [progress.moved for progress in seen] == list(range(1, len(pictures) + 1))
    assert there(shelves) == pictures
    assert not here(shelves)
    [entry] = [
        entry.data
        for (key,) in shelves.store.db.rows("SELECT key FROM log WHERE kind = 'delivery.pictures_archived'")
        if (entry := shelves.store.unit_of_work("x").entry_by_key(key)) is not None
    ]
    assert (set(entry["files"]), entry["place"], entry["size"]) == (pictures, PLACE, done.size)
    assert entry["keep_until"] == "2029-11-24"
    assert shelves.lots() == ()
    queries = StoreQueries(shelves.store.db, shelves.clock)
    assert (queries.archived_pictures(), queries.archived_size()) == (done.moved, done.size)
    assert queries.archive_of(entry["files"][0]) == "USB 1"
    assert queries.archive_of("ab" * 32) == ""


def test_a_second_run_has_nothing_to_do(shelves: Shelves) -> None:
    shelves.mover().run(shelves.lots())
    assert shelves.mover().run(shelves.lots()) == Progress(0, 0, 0, 0)


def test_what_is_away_is_read_there_and_verified_on_request(shelves: Shelves) -> None:
    sha = named(shelves.store)[0]
    before = shelves.store.files.read(sha, "jpg")
    shelves.mover().run(shelves.lots())
    assert shelves.store.files.read(sha, "jpg") is None, "no archive is known to this reader"
    shelves.store.files.archive = shelves.place.files.folder
    assert shelves.store.files.read(sha, "jpg") == before
    assert report(shelves) == (True, ["verify.good", "verify.archived"])
    assert report(shelves, archive=True) == (True, ["verify.good", "verify.archive_good"])
    assert check(shelves.store.db, shelves.place)[0]


def test_a_picture_that_is_lost_or_altered_there_is_found_and_named(shelves: Shelves) -> None:
    shelves.mover().run(shelves.lots())
    sha = named(shelves.store)[0]
    shelves.place.files.path(sha, "jpg").write_bytes(b"another")
    good, lines = check(shelves.store.db, shelves.place)
    assert not good
    assert lines[0] == Line("verify.archive_lost", {"name": "USB 1", "file": f"{sha}.jpg"})
    assert report(shelves, archive=True) == (False, ["verify.archive_lost"])
    shelves.place.files.path(sha, "jpg").unlink()
    assert not check(shelves.store.db, shelves.place)[0]


def test_a_picture_that_is_nowhere_and_was_not_archived_is_missing(shelves: Shelves) -> None:
    shelves.store.files.remove(named(shelves.store)[0], "jpg")
    assert report(shelves) == (False, ["verify.file_missing"])


def test_a_row_that_says_archived_where_the_log_does_not_is_found(shelves: Shelves) -> None:
    """Whoever deletes a picture cannot have a row of the table excuse it."""
    sha = named(shelves.store)[0]
    shelves.store.files.remove(sha, "jpg")
    shelves.store.close()
    tamper(shelves.folder, f"INSERT INTO archived_picture VALUES ('{sha}', '{PLACE}', '{ORDER}', 1, '2029-11-24')")
    assert report(shelves) == (False, ["verify.projection"])


def test_a_picture_that_is_damaged_here_stays_and_the_others_move(shelves: Shelves) -> None:
    sha = named(shelves.store)[0]
    shelves.store.files.path(sha, "jpg").write_bytes(b"half")
    done = shelves.mover().run(shelves.lots())
    assert (done.unread, done.moved) == (1, done.count - 1)
    assert here(shelves) == {sha}
    assert sha not in there(shelves)


def test_what_the_log_did_not_take_stays_here(shelves: Shelves) -> None:
    mover = shelves.mover()
    mover._tell = lambda copied: Line("refusal.archive.unknown", {"place": "?"})
    assert refusal(lambda: mover.run(shelves.lots())) == "archive.refused"
    assert here(shelves) == set(named(shelves.store))


def test_what_does_not_read_back_is_neither_told_nor_removed(shelves: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that says it has written, and has not."""
    real = files_module.replace_durably

    def lying(path: Path, data: bytes) -> None:
        real(path, data[:-1] if path.is_relative_to(shelves.second) else data)

    monkeypatch.setattr(files_module, "replace_durably", lying)
    told: list[Copied] = []
    mover = shelves.mover()
    mover._tell = told.append  # type: ignore[assignment]
    assert refusal(lambda: mover.run(shelves.lots())) == "archive.misread"
    assert not told
    assert here(shelves) == set(named(shelves.store))


def test_what_spoils_between_the_entry_and_the_removal_stays_here(shelves: Shelves) -> None:
    mover = shelves.mover()

    def spoiling(copied: Copied) -> Line | None:
        said = shelves.tell(copied)
        shelves.place.files.path(copied.files[0], "jpg").write_bytes(b"rot")
        return said

    mover._tell = spoiling
    assert refusal(lambda: mover.run(shelves.lots())) == "archive.misread"
    assert here(shelves) == set(named(shelves.store))


@pytest.mark.parametrize("when", [0, 3, 14])
def test_a_disk_that_is_pulled_in_between_takes_nothing_with_it(shelves: Shelves, when: int) -> None:
    """The empty mount point that stays behind is no archive."""
    note, seen = shelves.second / NOTE, list[Progress]()

    def pulled(progress: Progress) -> None:
        seen.append(progress)
        if progress.moved == when:
            note.rename(note.with_suffix(".pulled"))

    if when == 0:
        note.rename(note.with_suffix(".pulled"))
    assert refusal(lambda: shelves.mover(pulled).run(shelves.lots())) == "archive.empty"
    assert here(shelves) == set(named(shelves.store))
    note.with_suffix(".pulled").rename(note)
    shelves.mover().run(shelves.lots())
    assert there(shelves) == set(named(shelves.store))


def test_another_disk_that_is_plugged_in_meanwhile_is_noticed(shelves: Shelves) -> None:
    first = (shelves.second / NOTE).read_bytes()
    (shelves.second / NOTE).unlink()
    shelves.prepare("cd" * 16, "USB 2")
    second = (shelves.second / NOTE).read_bytes()
    (shelves.second / NOTE).write_bytes(first)

    def swapped(progress: Progress) -> None:
        if progress.moved == 5:
            (shelves.second / NOTE).write_bytes(second)

    assert refusal(lambda: shelves.mover(swapped).run(shelves.lots())) == "archive.swapped"
    assert here(shelves) == set(named(shelves.store))


def test_a_full_archive_leaves_everything_here(shelves: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    from station.errors import DiskFull  # noqa: PLC0415 - of this test only

    real, left = files_module.replace_durably, iter(range(4))

    def small(path: Path, data: bytes) -> None:
        if path.is_relative_to(shelves.second) and next(left, None) is None:
            raise DiskFull("store.disk_full", folder=str(path.parent), free=0)
        real(path, data)

    monkeypatch.setattr(files_module, "replace_durably", small)
    with pytest.raises(StoreError) as raised:
        shelves.mover().run(shelves.lots())
    assert raised.value.key == "archive.full"
    assert here(shelves) == set(named(shelves.store))


def test_what_an_earlier_run_left_here_goes_first(shelves: Shelves) -> None:
    """A power cut may bring a removed file back; a kill may come before the removal."""
    shelves.mover().run(shelves.lots())
    sha = named(shelves.store)[3]
    data = shelves.place.files.read(sha, "jpg")
    assert data
    restarted = again(shelves)
    restarted.store.files.put(data, "jpg")
    assert restarted.mover().run(()) == Progress(0, 0, 0, 0)
    assert not here(restarted)
    assert there(restarted) == set(named(restarted.store))
    restarted.store.close()


@pytest.mark.parametrize("spoil", [b"rot", None])
def test_a_copy_that_has_spoilt_while_its_picture_was_here_is_made_anew(shelves: Shelves, spoil: bytes | None) -> None:
    shelves.mover().run(shelves.lots())
    sha = named(shelves.store)[3]
    copy, data = shelves.place.files.path(sha, "jpg"), shelves.place.files.read(sha, "jpg")
    assert data
    shelves.store.files.put(data, "jpg")
    copy.write_bytes(spoil) if spoil else copy.unlink()
    shelves.mover().run(())
    assert not here(shelves)
    assert there(shelves) == set(named(shelves.store))


def test_a_picture_that_is_damaged_in_both_places_stays_where_it_is(shelves: Shelves) -> None:
    shelves.mover().run(shelves.lots())
    sha = named(shelves.store)[3]
    for files in (shelves.place.files, shelves.store.files):
        files.path(sha, "jpg").parent.mkdir(parents=True, exist_ok=True)
        files.path(sha, "jpg").write_bytes(b"rot")
    assert refusal(lambda: shelves.mover().run(())) == "archive.misread"
    assert here(shelves) == {sha}


def test_sealed_papers_and_receipts_stay(shelves: Shelves) -> None:
    before = {file for file in shelves.store.files.walk() if file[1] != "jpg"}
    assert {ext for _, ext in before} >= {"pdf"}
    shelves.store.evidence.seal(b"a letter")
    sealed = {file for file in shelves.store.files.walk() if file[1] == "sealed"}
    shelves.mover().run(shelves.lots())
    assert set(shelves.store.files.walk()) == before | sealed
    assert {ext for _, ext in shelves.place.files.walk()} == {"jpg"}


def test_only_what_is_due_is_asked_for(shelves: Shelves) -> None:
    [lot] = shelves.lots()
    assert lot == replace(lot, delivery=ORDER, count=len(named(shelves.store)))
