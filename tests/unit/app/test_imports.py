"""Files of notices through the whole station: booked, booked once, revised, refused and kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.app.core import Core
from station.app.imports import Imported, fault_line, import_notices
from station.clock import utc_text
from station.domain import aggregates
from station.domain.papers import days_later
from station.store import projections
from station.store.verify import Report, files_in, verify
from station.texts import LANGUAGES, Texts
from station.workflow.reading import LogFilter
from tests.unit.app.cores import founded
from tests.unit.exchange.notices import ID_NUMBER, NAME, row, written


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    core = founded(tmp_path)
    yield core
    core.close()


def brought(core: Core, folder: Path, name: str, data: bytes, actor: str = "zhao") -> Imported:
    file = folder / name
    file.write_bytes(data)
    (done,) = import_notices(core, [file], actor)
    for language in LANGUAGES:
        assert "{" not in Texts(language).say(done.said)
        assert all("{" not in Texts(language).say(fault_line(fault)) for fault in done.faults)
    return done


def verified(core: Core) -> Report:
    return verify(core.settings.data, core.settings.keys, aggregates, projections, lambda said: None)


def test_a_good_file_is_an_expected_delivery_with_the_days_number(core: Core, tmp_path: Path) -> None:
    done = brought(core, tmp_path, "a.csv", written(row(1), row(2)))
    assert done.good
    (expected,) = core.queries.expected()
    assert re.fullmatch(rf"IN{core.day().replace('-', '')}-0001", expected.id)
    assert done.said.params["order"] == expected.id
    assert (expected.customer, expected.reference, expected.declared) == ("A", "PO-2026-1", 2)


@pytest.mark.parametrize("again", [{}, {"chinese": True}, {"encoding": "gb18030"}])
def test_the_same_notice_again_keeps_its_number_and_changes_nothing(
    core: Core, tmp_path: Path, again: dict[str, object]
) -> None:
    first = brought(core, tmp_path, "a.csv", written(row(1), row(2)))
    size = core.queries.log_size()
    second = brought(core, tmp_path, "b.csv", written(row(2), row(1), **again))  # type: ignore[arg-type]
    assert second.good
    assert (second.said.key, second.said.params["order"]) == ("today.imported_same", first.said.params["order"])
    assert core.queries.log_size() == size


@pytest.mark.parametrize(
    "changed",
    [(row(1),), (row(1), row(2, weight_kg="13.000")), (row(1, driver_name="王五"), row(2, driver_name="王五"))],
)
def test_a_changed_notice_is_a_revision_of_the_same_order(
    core: Core, tmp_path: Path, changed: tuple[dict[str, str], ...]
) -> None:
    first = brought(core, tmp_path, "a.csv", written(row(1), row(2)))
    second = brought(core, tmp_path, "a.csv", written(*changed))
    assert second.said.key == "today.imported"
    assert (second.said.params["order"], second.said.params["revision"]) == (first.said.params["order"], 2)
    assert len(core.queries.expected()) == 1


def test_another_reference_is_the_next_order(core: Core, tmp_path: Path) -> None:
    first = brought(core, tmp_path, "a.csv", written(row(1)))
    second = brought(core, tmp_path, "b.csv", written(row(2, reference="PO-2026-2")))
    assert [str(done.said.params["order"])[-4:] for done in (first, second)] == ["0001", "0002"]


def test_a_bad_file_is_refused_whole_written_down_and_kept(core: Core, tmp_path: Path) -> None:
    data = written(row(1), row(2, weight_kg="heavy", level="box"))
    done = brought(core, tmp_path, "bad.csv", data)
    assert not done.good
    assert [(fault.row, fault.column) for fault in done.faults] == [(3, "level"), (3, "weight_kg")]
    assert core.queries.expected() == ()
    (entry,) = core.queries.log_page(LogFilter(kind="device.file_refused"))
    told = dict(entry.data)
    sha, record = str(told.pop("sha256")), str(told.pop("record"))
    assert told.pop("hmac")
    until = days_later(utc_text(core.clock.now()), core.settings.refused_file_days)
    assert told == {"name": "bad.csv", "faults": 2, "keep_until": until}
    assert core.store.evidence.open(sha, record) == data


def test_a_refused_file_lies_sealed(core: Core, tmp_path: Path) -> None:
    """It names drivers: no piece of it is to be found in the data folder."""
    data = written(row(1, weight_kg="heavy"))
    brought(core, tmp_path, "bad.csv", data)
    core.store.tidy()
    pieces = [data[at : at + 24] for at in range(0, len(data) - 24, 24)]
    for file in core.settings.data.rglob("*"):
        stored = file.read_bytes() if file.is_file() else b""
        assert not [piece for piece in pieces if piece in stored], file


def test_verification_reads_the_kept_file_and_notices_when_it_was_altered(core: Core, tmp_path: Path) -> None:
    brought(core, tmp_path, "bad.csv", b"nonsense")
    assert verified(core).good
    (kept,) = list((core.settings.data).rglob("*.sealed"))
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes()[:-1] + b"!")
    assert verified(core).lines[0].key == "verify.file_altered"
    kept.unlink()
    assert verified(core).lines[0].key == "verify.file_missing"


def test_verification_knows_the_files_of_these_entries() -> None:
    assert list(files_in("device.file_refused", {"name": "a", "sha256": "ab", "faults": 1})) == [("ab", "csv")]
    sealed = {"name": "a", "sha256": "ab", "faults": 1, "record": "file:1"}
    assert list(files_in("device.file_refused", sealed)) == [("ab", "sealed")]
    letter = {"letter": {"sha256": "ef", "camera": "c", "record": "file:2"}}
    assert list(files_in("visit.proxy_accepted", letter)) == [("ef", "sealed")]
    assert list(files_in("delivery.receipt_issued", {"sha256": "cd"})) == [("cd", "pdf")]
    assert list(files_in("unit.face_taken", {"picture": {"sha256": "ef", "camera": "c"}})) == [("ef", "jpg")]
    assert list(files_in("unit.scanned", {"code": "x"})) == []


def test_one_bad_file_keeps_no_other_from_being_booked(core: Core, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("bad.csv", "gone.csv", "good.csv")]
    files[0].write_bytes(b"nonsense")
    files[2].write_bytes(written(row(1)))
    done = list(import_notices(core, files, "zhao"))
    assert [one.good for one in done] == [False, False, True]
    assert [one.said.key for one in done] == ["today.import_refused", "asn.unreadable", "today.imported"]


def test_who_may_not_announce_is_refused_and_nothing_is_kept_half(core: Core, tmp_path: Path) -> None:
    done = brought(core, tmp_path, "a.csv", written(row(1)), actor="audit")
    assert (done.good, done.said.key) == (False, "asn.rejected")
    assert core.queries.expected() == ()


def test_no_personal_value_is_in_the_log(core: Core, tmp_path: Path) -> None:
    brought(core, tmp_path, "a.csv", written(row(1)))
    brought(core, tmp_path, "bad.csv", written(row(1, plate="x")))
    stored = (core.settings.data / "station.db").read_bytes() + (core.settings.data / "station.db-wal").read_bytes()
    assert b"device.file_refused" in stored
    assert NAME.encode() not in stored
    assert ID_NUMBER.encode() not in stored
