"""What the store promises: one instance, nothing half written, nothing rewritten, and the truth after a failure."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from station.domain.case import Happening
from station.domain.events.site import StationStarted
from station.errors import Bug, DatabaseInUse, DatabaseTooNew, DatabaseUnfit, DiskFull
from station.platform import InstanceLock
from station.store import store as module
from station.store.keys import Keys
from station.store.store import Store
from station.workflow.handlers import Handlers
from tests.unit.fake_clock import FakeClock
from tests.unit.store.conftest import opened

STARTED = StationStarted(program="0", sqlite="0")


def book(store: Store, key: str) -> None:
    Handlers(store, FakeClock()).book([Happening("device/IN-01", STARTED)], key)


def test_what_was_not_committed_is_not_there(store: Store) -> None:
    with store.unit_of_work("wang") as uow:
        uow.append("device/IN-01", STARTED.KIND, {"program": "0", "sqlite": "0", "unclean": False}, "k1")
        uow.seal("record", "secret")
    assert store.db.value("SELECT count(*) FROM log") == 0
    assert store.db.value("SELECT count(*) FROM device") == 0
    assert store.reveal("record") is None
    book(store, "k1")
    assert store.db.value("SELECT count(*) FROM log") == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE log SET actor = 'x'",
        "DELETE FROM log",
        "INSERT OR REPLACE INTO log SELECT * FROM log",
        "UPDATE checkpoint SET at = 'x'",
        "DELETE FROM checkpoint",
    ],
)
def test_the_log_is_only_appended_to_by_whatever_tool(tmp_path: Path, sql: str) -> None:
    store = opened(tmp_path)
    book(store, "k1")
    store.checkpoint()
    store.close()
    ran = subprocess.run(
        ["sqlite3", str(tmp_path / "data" / "station.db"), sql], capture_output=True, text=True, check=False
    )
    assert ran.returncode != 0
    assert "append" in ran.stderr


def test_a_second_instance_is_refused_and_told_by_whom(store: Store) -> None:
    with pytest.raises(DatabaseInUse) as told:
        opened(store.folder.parent)
    assert told.value.params["owner"] == str(os.getpid())


def test_a_database_of_a_later_program_is_refused(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with apsw.Connection(str(tmp_path / "data" / "station.db")) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(DatabaseTooNew):
        opened(tmp_path)
    lock = InstanceLock(tmp_path / "data")
    lock.acquire()  # a refused start holds no lock
    lock.release()


def test_a_start_that_fails_late_leaves_nothing_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path) -> None:
        raise DiskFull("store.disk_full", folder=str(folder), free=0)

    with monkeypatch.context() as broken:
        broken.setattr(module, "_mark_running", full)
        with pytest.raises(DiskFull):
            opened(tmp_path)
    assert not list((tmp_path / "data").glob("*-wal")), "the database was closed"
    opened(tmp_path).close()


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "station.db"
    with apsw.Connection(str(file)) as db:
        db.execute("CREATE TABLE diary (page TEXT)")
    before = file.read_bytes()
    with pytest.raises(DatabaseUnfit):
        opened(tmp_path)
    assert file.read_bytes() == before


def test_an_older_copy_of_the_database_is_noticed(tmp_path: Path) -> None:
    store = opened(tmp_path)
    book(store, "k1")
    store.close()
    old = tmp_path / "old.db"
    shutil.copy(tmp_path / "data" / "station.db", old)
    store = opened(tmp_path)
    book(store, "k2")
    store.checkpoint()
    store.close()
    shutil.copy(old, tmp_path / "data" / "station.db")
    with pytest.raises(DatabaseUnfit) as told:
        opened(tmp_path)
    assert told.value.key == "store.rolled_back"


def test_the_same_head_is_signed_once_and_lies_outside_as_well(store: Store) -> None:
    book(store, "k1")
    note = store.checkpoint()
    assert store.checkpoint() == note
    assert (store.folder / "checkpoint.txt").read_bytes() == note
    assert store.db.value("SELECT count(*) FROM checkpoint") == 1


def test_a_record_of_the_vault_is_sealed_anew_and_can_be_purged(store: Store) -> None:
    with store.unit_of_work("wang") as uow:
        uow.seal("r", "王丽")
        first = uow.fingerprint("r", "王丽")
        uow.seal("r", "王莉")
        assert uow.reveal("r") == "王莉"
        assert uow.fingerprint("r", "王丽") != first, "another key, so that two records never tell they are equal"
        uow.commit()
    with store.unit_of_work("wang") as uow:
        uow.vault.purge("r")
        uow.commit()
    assert store.reveal("r") is None
    with store.unit_of_work("wang") as uow, pytest.raises(KeyError):
        uow.reveal("r")


def test_nothing_personal_lies_in_the_files(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with store.unit_of_work("wang") as uow:
        uow.seal("r", "440304198503122713")
        uow.commit()
    store.drafts.put("x", "440304198503122713")
    assert store.drafts.get("x") == "440304198503122713"
    store.close()
    for file in (tmp_path / "data").rglob("*"):
        assert file.is_dir() or b"440304198503122713" not in file.read_bytes()


def test_a_draft_goes_when_it_is_dropped(store: Store) -> None:
    store.drafts.put("a", "1")
    store.drafts.put("a", "2")
    assert (store.drafts.get("a"), store.drafts.names()) == ("2", ["a"])
    store.drafts.drop("a")
    assert (store.drafts.get("a"), store.drafts.names()) == (None, [])


def test_an_unclean_end_is_known_at_the_next_start(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert not store.unclean
    store.close()
    store = opened(tmp_path)
    assert not store.unclean
    shutil.copytree(tmp_path / "data", tmp_path / "killed" / "data")
    store.close()
    shutil.copytree(tmp_path / "keys", tmp_path / "killed" / "keys")
    assert opened(tmp_path / "killed").unclean


def test_a_nested_transaction_is_a_bug(store: Store) -> None:
    with store.unit_of_work("wang"), pytest.raises(Bug), store.unit_of_work("li"):
        pass


CHILD = """
import os
import sys
from pathlib import Path
from tests.unit.store.conftest import opened
from tests.unit.store.test_store import book
store = opened(Path(sys.argv[1]))
for number in range(20):
    book(store, f"k{number}")
    os.write(1, f"{number}\\n".encode())
"""


@pytest.mark.parametrize("point", ["before-commit", "in-commit", "after-commit"])
def test_a_kill_at_any_moment_keeps_what_was_acknowledged(tmp_path: Path, point: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)],
        env={**os.environ, "STATION_FAULT": f"{point}:15", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    acknowledged = len(ran.stdout.split())
    store = opened(tmp_path)
    kept = store.db.value("SELECT count(*) FROM log")
    assert acknowledged > 0
    assert kept == acknowledged + (point == "after-commit")
    assert store.unclean
    book(store, f"k{acknowledged}")  # whoever asks again with the same key finds it, or does it
    assert store.db.value("SELECT count(*) FROM log") == acknowledged + 1
    store.close()


def test_a_commit_is_one_sync(tmp_path: Path) -> None:
    """Counted by strace: more would be slower for nothing, fewer would lose what was acknowledged."""
    trace = tmp_path / "trace"
    subprocess.run(
        ["strace", "-f", "-e", "fsync,fdatasync,write", "-o", str(trace), sys.executable, "-c", CHILD, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=True, capture_output=True,
    )  # fmt: skip
    lines = trace.read_text().splitlines()
    first = next(at for at, text in enumerate(lines) if 'write(1, "0\\n"' in text)
    last = next(at for at, text in enumerate(lines) if 'write(1, "19\\n"' in text)
    assert sum("sync(" in text for text in lines[first:last]) == 19


def test_drafts_survive_a_kill(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.unit.store.conftest import opened\n"
        "opened(Path(sys.argv[1])).drafts.put('delivery/1/count', '23')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=environment, check=False)
    assert ran.returncode == -signal.SIGKILL
    store = opened(tmp_path)
    assert store.drafts.get("delivery/1/count") == "23"
    store.close()


def test_a_destroyed_month_takes_every_record_of_it_also_in_a_backup(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with store.unit_of_work("wang") as uow:
        uow.seal("r", "440304198503122713")
        uow.commit()
    month = next(file.stem for file in (tmp_path / "keys").glob("*-*.key"))
    store.close()
    Keys(tmp_path / "keys", "receiving-station/IN-01").destroy_month(month)
    store = opened(tmp_path)
    assert store.reveal("r") is None
    store.close()
