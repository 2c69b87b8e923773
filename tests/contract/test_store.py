"""What every store promises to the workflow (workflow/ports.py): the one on the disk, and the one that tests use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.domain.canonical import NotCanonical
from station.workflow.ports import Store
from tests.unit.fake_clock import FakeClock
from tests.unit.store.conftest import opened
from tests.unit.workflow.memory_store import MemoryStore

STREAM, KIND = "device/IN-01", "device.station_started"
DATA = {"program": "1", "sqlite": "2"}


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore(FakeClock())
        return
    real = opened(tmp_path)
    yield real
    real.close()


def append(store: Store, key: str, stream: str = STREAM) -> None:
    with store.unit_of_work("wang", "li") as uow:
        uow.append(stream, KIND, DATA, key)
        uow.commit()


def test_an_entry_tells_who_what_and_where(store: Store) -> None:
    append(store, "a")
    with store.unit_of_work("wang", "li") as uow:
        entry = uow.append(STREAM, KIND, DATA, "b")
        uow.commit()
    assert (entry.index, entry.version, entry.key, entry.station) == (1, 2, "b", store.station_id)
    assert (entry.actor, entry.second_actor, entry.kind, entry.data) == ("wang", "li", KIND, DATA)


def test_without_commit_nothing_happened(store: Store) -> None:
    append(store, "a")
    with store.unit_of_work("wang") as uow:
        root = uow.root_before
        uow.append(STREAM, KIND, DATA, "b")
        uow.seal("r", "secret")
    with store.unit_of_work("wang") as uow:
        assert (uow.size_before, uow.root_before) == (1, root)
        assert uow.entries_by_command("b") == []
        with pytest.raises(KeyError):
            uow.reveal("r")


def test_the_head_is_that_before_the_transaction(store: Store) -> None:
    with store.unit_of_work("wang") as uow:
        before = uow.root_before
        uow.append(STREAM, KIND, DATA, "a")
        assert (uow.size_before, uow.root_before) == (0, before)
        uow.commit()
    with store.unit_of_work("wang") as uow:
        assert uow.size_before == 1
        assert uow.root_before != before


def test_a_commands_entries_are_found_by_its_key_and_no_others(store: Store) -> None:
    for key in ("a", "a/1", "a/2", "ab", "a0", "b"):
        append(store, key)
    with store.unit_of_work("wang") as uow:
        assert [entry.key for entry in uow.entries_by_command("a")] == ["a", "a/1", "a/2"]
        assert uow.entries_by_command("c") == []


def test_a_state_holds_what_this_transaction_has_appended(store: Store) -> None:
    lost = {"role": "camera", "reason": "timeout"}
    with store.unit_of_work("wang") as uow:
        assert not uow.state("device/cam").lost
        uow.append("device/cam", "device.lost", lost, "a")
        assert uow.state("device/cam").lost
    with store.unit_of_work("wang") as uow:
        assert not uow.state("device/cam").lost


def test_versions_count_each_stream_by_itself(store: Store) -> None:
    append(store, "a")
    append(store, "b", "device/cam")
    with store.unit_of_work("wang") as uow:
        assert uow.append("device/cam", KIND, DATA, "c").version == 2
        assert uow.append(STREAM, KIND, DATA, "d").version == 2


def test_a_secret_is_kept_replaced_and_compared(store: Store) -> None:
    with store.unit_of_work("wang") as uow:
        uow.seal("r", "王丽")
        uow.seal("r", "王莉")
        uow.commit()
    with store.unit_of_work("wang") as uow:
        assert uow.reveal("r") == "王莉"
        assert uow.fingerprint("r", "王莉") == uow.fingerprint("r", "王莉") != uow.fingerprint("r", "王丽")
        assert len(bytes.fromhex(uow.fingerprint("r", "王莉"))) == 32


def test_a_secret_that_was_purged_is_gone_and_one_that_was_not_committed_is_there(store: Store) -> None:
    with store.unit_of_work("wang") as uow:
        uow.seal("r", "王丽")
        uow.seal("s", "王莉")
        uow.commit()
    with store.unit_of_work("wang") as uow:
        uow.purge("r")
    with store.unit_of_work("wang") as uow:
        assert uow.reveal("r") == "王丽"
        uow.purge("r")
        uow.commit()
    with store.unit_of_work("wang") as uow:
        assert uow.reveal("s") == "王莉"
        with pytest.raises(KeyError):
            uow.reveal("r")


def test_a_float_never_becomes_an_entry(store: Store) -> None:
    with store.unit_of_work("wang") as uow, pytest.raises(NotCanonical):
        uow.append(STREAM, KIND, {**DATA, "weight": 12.4}, "a")
