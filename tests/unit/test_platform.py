"""What differs between systems: durable files, the instance lock, the command line of a child."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from station import __version__, platform
from station.errors import DatabaseInUse, DiskFull
from station.platform import InstanceLock, child_command, data_dir, free_bytes, private_file, replace_durably


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "new" / "note.txt"
    replace_durably(file, b"one")
    replace_durably(file, b"two")
    assert file.read_bytes() == b"two"
    assert [found.name for found in file.parent.iterdir()] == ["note.txt"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    file = tmp_path / "note.txt"
    replace_durably(file, b"one")

    def full(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull) as raised:
        replace_durably(file, b"two")
    assert raised.value.params["folder"] == str(tmp_path)
    assert file.read_bytes() == b"one"
    assert [found.name for found in tmp_path.iterdir()] == ["note.txt"]


def test_another_fault_of_the_disk_is_not_called_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(handle: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        replace_durably(tmp_path / "note.txt", b"x")


def test_the_order_is_write_sync_rename_sync_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is synced before the rename would lose the name in a power cut."""
    done: list[str] = []
    file = tmp_path / "note.txt"
    fsync = os.fsync

    def watched(handle: int) -> None:
        done.append("folder" if os.fstat(handle).st_mode & 0o040000 else f"file, name there: {file.exists()}")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    replace_durably(file, b"x")
    assert done == ["file, name there: False", *([] if platform.WINDOWS else ["folder"])]


def test_a_private_file_is_read_by_this_account_only(tmp_path: Path) -> None:
    """On Windows the account's own folder keeps it private; the mode says nothing there."""
    private_file(tmp_path / "key", b"x")
    assert platform.WINDOWS or (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_a_second_instance_is_told_who_has_the_folder(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path), InstanceLock(tmp_path)
    first.acquire()
    with pytest.raises(DatabaseInUse) as raised:
        second.acquire()
    assert raised.value.params == {"folder": str(tmp_path), "owner": str(os.getpid())}
    first.release()
    second.acquire()
    second.release()
    second.release()


HOLD = """
import sys
from pathlib import Path
from station.platform import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_killed_owner_leaves_no_lock(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline().strip() == b"held"
        with pytest.raises(DatabaseInUse):
            lock.acquire()
        owner.kill()
    lock.acquire()
    lock.release()


def test_a_child_is_this_program(tmp_path: Path) -> None:
    ran = subprocess.run(child_command("--version"), capture_output=True, check=True, cwd=tmp_path, text=True)
    assert __version__ in ran.stdout


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command("camera", "--device", "c") == [sys.executable, "camera", "--device", "c"]


def test_places(tmp_path: Path) -> None:
    assert data_dir().name == "receiving-station"
    assert free_bytes(tmp_path) > 0
