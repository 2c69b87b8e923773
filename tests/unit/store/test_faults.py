"""Disks that fail and processes that are killed, with real system calls: strace turns a write or sync into an error.

Nothing acknowledged is lost, nothing unsaved is called saved, and the same command asked again has one effect.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from station.domain import aggregates
from station.domain.checkpoint import read
from station.store import projections
from station.store.verify import verify
from tests.unit.store.conftest import opened

# Books k0 … k19, each until it is saved, and tells "<number> <ok or the error's class and key>".
STEPS = """
import os, sys
from pathlib import Path
from station.errors import StationError
from tests.unit.store.conftest import opened
from tests.unit.store.test_store import book
store = opened(Path(sys.argv[1]))
os.write(1, b"open\\n")
number = tries = 0
while number < 20 and tries < 60:
    tries += 1
    try:
        book(store, f"k{number}")
        said, number = f"{number} ok", number + 1
    except StationError as error:
        said = f"{number} {type(error).__name__} {error.key}"
    os.write(1, f"{said}\\n".encode())
"""

# A picture, the entry that stands for it, a signed head: over and over.
RECEIPTS = """
import os, sys
from pathlib import Path
from tests.unit.store.conftest import opened
from tests.unit.store.test_store import book
store = opened(Path(sys.argv[1]))
for number in range(9):
    store.files.put(b"picture %d" % number, "jpg")
    book(store, f"k{number}")
    store.checkpoint()
    os.write(1, f"{number}\\n".encode())
"""


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1", **more}


def under_strace(folder: Path, inject: str) -> list[str]:
    """What the child said while strace injected a fault; the trace itself is not looked at."""
    call = inject.partition(":")[0]
    strace = ["strace", "-f", "-qq", "-e", f"trace={call}", "-e", f"inject={inject}", "-o", os.devnull]
    child = [sys.executable, "-c", STEPS, str(folder)]
    ran = subprocess.run([*strace, *child], env=environment(), capture_output=True, text=True, check=False)
    assert ran.stdout.startswith("open\n"), ran.stderr
    return ran.stdout.splitlines()[1:]


def kept(folder: Path) -> list[str]:
    """The keys in the log of a reopened store, and that everything about it verifies."""
    store = opened(folder)
    keys = [key for (key,) in store.db.rows("SELECT key FROM log ORDER BY idx")]
    store.close()
    report = verify(folder / "data", folder / "keys", aggregates, projections, lambda said: None)
    assert report.good, report.lines
    return keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that was opened before, so that the faults meet steps and not the first start."""
    opened(tmp_path).close()
    return tmp_path


@pytest.mark.parametrize("when", [30, 47, 64])
@pytest.mark.parametrize("call", ["pwrite64:error=ENOSPC", "pwrite64:error=EIO", "fdatasync:error=EIO"])
def test_one_failed_write_or_sync_is_told_and_the_step_goes_through_later(folder: Path, call: str, when: int) -> None:
    told = under_strace(folder, f"{call}:when={when if call.startswith('p') else when // 8}")
    failed = [line for line in told if not line.endswith(" ok")]
    assert failed, "the test itself has to meet a write"
    wanted = "DiskFull store.disk_full" if "ENOSPC" in call else "StoreError store.input_output"
    assert {line.partition(" ")[2] for line in failed} == {wanted}
    assert kept(folder) == [f"k{number}" for number in range(20)]


def test_a_disk_that_stays_full_is_never_called_saved(folder: Path) -> None:
    told = under_strace(folder, "pwrite64:error=ENOSPC:when=40+")
    saved = [line.split()[0] for line in told if line.endswith(" ok")]
    assert len(told) == 60, "tried to the end, never fell over"
    assert 0 < len(saved) < 20
    assert kept(folder)[: len(saved)] == [f"k{number}" for number in saved]


def killed(folder: Path, point: str, passage: int) -> int:
    """How many rounds were acknowledged before the process died at a point."""
    ran = subprocess.run(
        [sys.executable, "-c", RECEIPTS, str(folder)],
        env=environment(STATION_FAULT=f"{point}:{passage}"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    return len(ran.stdout.split())


@pytest.mark.parametrize(
    ("point", "passage", "entries", "files"),
    [
        ("before-file", 4, 3, 3),
        ("after-file", 4, 3, 4),  # a file that no entry names is no harm; an entry without its file would be
        ("before-commit", 7, 3, 4),  # a step is two commits: the entry and the signed head
        ("in-commit", 7, 3, 4),
        ("after-commit", 7, 4, 4),
        ("before-checkpoint-file", 4, 4, 4),
    ],
)
def test_a_kill_between_file_entry_and_signed_head(
    tmp_path: Path, point: str, passage: int, entries: int, files: int
) -> None:
    opened(tmp_path).close()  # the schema's own commits are not among those counted
    assert killed(tmp_path, point, passage) == 3
    store = opened(tmp_path)
    assert store.unclean
    assert store.db.value("SELECT count(*) FROM log") == entries
    assert len(list(store.files.walk())) == files
    assert all(store.files.check(*file) for file in store.files.walk())
    store.close()
    assert verify(tmp_path / "data", tmp_path / "keys", aggregates, projections, lambda said: None).good


def test_a_head_that_was_signed_but_not_yet_written_outside_is_written_at_the_next_one(tmp_path: Path) -> None:
    opened(tmp_path).close()
    killed(tmp_path, "before-checkpoint-file", 4)
    outside = tmp_path / "data" / "checkpoint.txt"
    assert read(outside.read_bytes()).size == 3
    store = opened(tmp_path)
    assert store.checkpoint() == outside.read_bytes()
    assert read(outside.read_bytes()).size == 4
    store.close()
