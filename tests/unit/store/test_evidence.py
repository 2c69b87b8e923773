"""Personal pictures never touch the disk in the clear, are read by whoever has the keys, and are gone when purged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from station.domain import aggregates
from station.domain.commands import PurgeDocuments
from station.errors import DiskFull, StoreError
from station.store import projections
from station.store.queries import StoreQueries
from station.store.reader import reading
from station.store.store import Store
from station.store.verify import verify
from station.workflow.handlers import STATION
from station.workflow.purging import purge_due
from tests.unit.fake_clock import FakeClock
from tests.unit.store.conftest import opened
from tests.unit.workflow.stage import DRIVER, Stage
from tests.unit.workflow.test_engine import arrive, show_documents

SEED = 20261124
JPEG = b"\xff\xd8\xff\xe0" + random.Random(SEED).randbytes(40_000) + b"\xff\xd9"
VISIT = "V20261124-01"


def everything(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """All files of a station: database, journal, evidence, keys."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file, file.read_bytes()


def found_in(folder: Path, pieces: list[bytes]) -> list[Path]:
    return [file for file, stored in everything(folder) if any(piece in stored for piece in pieces)]


def pieces_of(data: bytes, length: int = 16) -> list[bytes]:
    return [data[at : at + length] for at in range(0, len(data) - length, 1009)]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A proxy's letter and the copy of his ID card were photographed and accepted."""
    clock = FakeClock()
    store = opened(tmp_path, clock)
    stage = Stage(store=store, evidence=store.evidence, clock=clock)
    arrive(stage)
    show_documents(stage, name="杨明静")
    stage.fill(identity__chosen="proxy")
    stage.press()
    stage.scan("杨明静")
    stage.scan(DRIVER.id_number)
    stage.press()
    stage.picture()
    stage.picture()
    stage.press()
    stage.scan("STN:B:Z1")
    stage.fill(second__pin="246810")
    stage.press()
    assert stage.handlers.visit(VISIT).identity == "proxy"
    yield stage
    store.close()


def checked(folder: Path) -> str:
    report = verify(folder / "data", folder / "keys", aggregates, projections, lambda said: None)
    return "good" if report.good else report.lines[0].key


def test_what_was_sealed_is_read_again(store: Store) -> None:
    sealed = store.evidence.seal(JPEG)
    assert store.evidence.open(sealed.sha256, sealed.record) == JPEG
    assert store.files.check(sealed.sha256, "sealed"), "the hash is that of the file as it lies there"


def test_no_piece_of_it_lies_anywhere(store: Store, tmp_path: Path) -> None:
    store.evidence.seal(JPEG)
    assert found_in(tmp_path, pieces_of(JPEG)) == []
    store.files.put(JPEG, "jpg")
    assert len(found_in(tmp_path, pieces_of(JPEG))) == 1, "the search itself finds what lies in the clear"


def test_the_same_picture_twice_is_two_files_with_two_fingerprints(store: Store) -> None:
    one, other = store.evidence.seal(JPEG), store.evidence.seal(JPEG)
    assert len({one.sha256, other.sha256, one.record, other.record, one.hmac, other.hmac}) == 6
    assert store.reveal(one.record) == store.reveal(other.record), "the vault alone knows that they are the same"


def test_a_key_of_another_record_opens_nothing(store: Store) -> None:
    one, other = store.evidence.seal(JPEG), store.evidence.seal(JPEG + b"!")
    with pytest.raises(StoreError, match="vault_tampered"):
        store.evidence.open(one.sha256, other.record)


def test_a_file_that_was_changed_or_is_missing_is_not_shown(store: Store) -> None:
    sealed = store.evidence.seal(JPEG)
    file = store.files.path(sealed.sha256, "sealed")
    file.write_bytes(file.read_bytes()[:-1] + b"\0")
    assert store.evidence.open(sealed.sha256, sealed.record) is None
    file.unlink()
    assert store.evidence.open(sealed.sha256, sealed.record) is None


def test_key_and_file_are_durable_before_anybody_may_name_them(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[int] = []
    put = store.files.put

    def told(data: bytes, ext: str) -> str:
        with reading(store.folder) as db:  # another connection: it sees what is committed
            keys.append(db.value("SELECT count(*) FROM vault WHERE wrapped_key IS NOT NULL"))
        return put(data, ext)

    monkeypatch.setattr(store.files, "put", told)
    sealed = store.evidence.seal(JPEG)
    assert keys == [1], "the key was there before the file"
    assert store.files.check(sealed.sha256, "sealed")


def test_a_full_disk_leaves_no_file_and_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(data: bytes, ext: str) -> str:
        raise DiskFull("store.disk_full", folder="/data", free=0)

    monkeypatch.setattr(store.files, "put", full)
    with pytest.raises(DiskFull):
        store.evidence.seal(JPEG)
    assert store.evidence.forget_unnamed(()) == 1, "the key alone is left, and goes at the next start"


def test_a_key_that_no_entry_and_no_draft_names_is_destroyed(store: Store) -> None:
    given_up, waiting = store.evidence.seal(JPEG), store.evidence.seal(JPEG)
    assert store.evidence.forget_unnamed([f'{{"record":"{waiting.record}"}}']) == 1
    assert store.evidence.open(given_up.sha256, given_up.record) is None
    assert store.evidence.open(waiting.sha256, waiting.record) == JPEG
    assert store.evidence.forget_unnamed([waiting.record]) == 0


def test_letter_and_copy_of_a_proxy_lie_sealed_and_the_log_verifies(stage: Stage, tmp_path: Path) -> None:
    letter, id_copy = stage.handlers.visit(VISIT).papers
    assert (letter.kind, id_copy.kind, letter.keep_until) == ("letter", "id_copy", "2029-11-24")
    assert stage.store.evidence.open(letter.sha256, letter.record) == b"picture 1"
    assert stage.store.evidence.open(id_copy.sha256, id_copy.record) == b"picture 2"
    assert found_in(tmp_path, [b"picture 1", b"picture 2"]) == []
    assert not list((tmp_path / "data").rglob("*.jpg"))
    assert stage.store.evidence.forget_unnamed(()) == 0
    assert checked(tmp_path) == "good"


def test_when_due_the_keys_are_gone_from_every_file_and_the_log_still_verifies(stage: Stage, tmp_path: Path) -> None:
    queries = StoreQueries(stage.store.db, stage.clock)
    wrapped = [bytes(key) for (key,) in stage.store.db.rows("SELECT wrapped_key FROM vault WHERE record LIKE 'file:%'")]
    sealed = [bytes(text) for (text,) in stage.store.db.rows("SELECT ciphertext FROM vault WHERE record LIKE 'file:%'")]
    assert len(wrapped) == 2
    assert found_in(tmp_path, wrapped)
    assert queries.papers_due() == ()
    stage.clock.forward(timedelta(days=3 * 365 + 2).total_seconds())
    due = queries.papers_due()
    assert {paper.kind for paper in due} == {"letter", "id_copy"}
    assert purge_due(stage.handlers, {paper.stream for paper in due}) == 2
    assert found_in(tmp_path, [*wrapped, *sealed]) == [], "database, journal and free pages"
    assert [stage.store.evidence.open(paper.sha256, paper.record) for paper in due] == [None, None]
    assert (queries.papers_due(), checked(tmp_path)) == ((), "good")
    assert all(paper.purged_at for paper in stage.handlers.visit(VISIT).papers)


def test_a_purge_that_comes_again_has_one_effect(stage: Stage) -> None:
    stage.clock.forward(timedelta(days=4 * 365).total_seconds())
    for _ in range(3):
        stage.handlers.dispatch(PurgeDocuments(visit=VISIT), "the same key", STATION)
    kinds = [kind for (kind,) in stage.store.db.rows("SELECT kind FROM log WHERE kind = 'visit.documents_purged'")]
    assert len(kinds) == 1
