"""All that differs between systems: durable writes, the instance lock, child processes, folders, fonts."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

import platformdirs

from station.errors import DatabaseInUse, DiskFull

WINDOWS = sys.platform == "win32"
VIDEO_NODES = Path("/sys/class/video4linux")  # of Linux: a folder for each node of a camera
_NO_SPACE = {28, 122}  # ENOSPC, EDQUOT
PIECE = 1 << 20  # bytes that are copied at once


def sync_dir(folder: Path) -> None:
    """Makes names that were made or renamed in a folder durable. Windows has no such call: NTFS journals names."""
    if WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_durably(path: Path, data: bytes) -> None:
    """Writes a file so that after a power cut it is there whole or not at all.

    Temporary file in the same folder, fsync, rename, fsync of the folder. Raises DiskFull.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        temporary = _write_temporary(path, data)
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise DiskFull("store.disk_full", folder=str(path.parent), free=free_bytes(path.parent)) from error
        raise
    Path(temporary).replace(path)
    sync_dir(path.parent)


def _write_temporary(path: Path, data: bytes) -> str:
    handle, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary


def copy_to_temporary(source: Path, folder: Path, piece: Callable[[bytes], None]) -> Path:
    """A durable copy of a file of any size in a folder, under a name that `sweep`s remove; every piece is told.

    Raises DiskFull and OSError; whatever ends it, no half copy is left.
    """
    handle, name = tempfile.mkstemp(prefix=".new-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file, open(source, "rb") as from_file:
            while data := from_file.read(PIECE):
                piece(data)
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in _NO_SPACE:
            raise DiskFull("store.disk_full", folder=str(folder), free=free_bytes(folder)) from error
        raise
    return Path(name)


def free_bytes(folder: Path) -> int:
    """Free space of the disk under a folder, in bytes."""
    return shutil.disk_usage(folder).free


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders that are there lie on one device, as the system tells it. Two partitions are two."""
    return one.stat().st_dev == other.stat().st_dev


def forget_cached(path: Path) -> None:
    """Asks the system to read a durable file from its disk next time, not from memory. Where it cannot be asked
    (Windows, macOS, a share), or there is no such file, nothing happens."""
    advise, drop = getattr(os, "posix_fadvise", None), getattr(os, "POSIX_FADV_DONTNEED", 0)
    if advise is None:
        return
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            advise(handle, 0, 0, drop)
        finally:
            os.close(handle)


def data_dir() -> Path:
    """Where the station keeps its data when the settings name no place."""
    return Path(platformdirs.user_data_dir("receiving-station", appauthor=False))


def child_command(*arguments: str) -> list[str]:
    """The command line of a child process `station …`; works from a checkout, a wheel and a frozen program.

    -P keeps the package's own folder off the import path: its platform.py would hide Python's.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", str(Path(__file__).resolve().parent / "__main__.py"), *arguments]


class InstanceLock:
    """One station on one data folder. The lock goes with the process, also when it is killed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "station.lock"
        self._file: IO[bytes] | None = None

    def acquire(self) -> None:
        """Raises DatabaseInUse with the owner's process number where another instance holds the folder."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = open(self._path, "a+b")  # noqa: SIM115 - held until release
        try:
            _lock(file)
        except OSError as error:
            file.seek(1)
            owner = file.read().decode("ascii", "replace").strip()
            file.close()
            raise DatabaseInUse("store.in_use", folder=str(self._path.parent), owner=owner) from error
        file.truncate(0)
        file.write(b"\0%d\n" % os.getpid())
        file.flush()
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":  # the literal form lets the type checker follow
    import ctypes
    import msvcrt

    PORT_ERRORS: tuple[type[Exception], ...] = (OSError,)

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def step_back() -> None:
        """This process works only when nobody else wants to: below-normal priority."""
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), 0x4000)  # BELOW_NORMAL_PRIORITY_CLASS

    def ask_driver(node: str, request: int, question: bytes) -> bytes | None:
        """There are no device nodes on this system."""
        return None

else:
    import fcntl
    import termios

    # What a port may raise below pyserial: termios.error is no OSError (pyserial #417).
    PORT_ERRORS: tuple[type[Exception], ...] = (OSError, termios.error)

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def step_back() -> None:
        """This process works only when nobody else wants to: niceness 15."""
        os.nice(15)

    def ask_driver(node: str, request: int, question: bytes) -> bytes | None:
        """One ioctl on a device node: the answer, as long as the question; None where it is refused."""
        try:
            handle = os.open(node, os.O_RDWR | os.O_NONBLOCK)
        except OSError:
            return None
        try:
            return bytes(fcntl.ioctl(handle, request, question))
        except OSError:
            return None
        finally:
            os.close(handle)


def lasting_port_name(device: str) -> str:
    """The name of a serial port that stays whatever the order of plugging. COM numbers stay by themselves."""
    return _lasting_name(device, Path("/dev/serial/by-id"))


def lasting_video_name(node: str) -> str:
    """The same of a camera's node."""
    return _lasting_name(node, Path("/dev/v4l/by-id"))


def video_node(name: str) -> str:
    """The node of a folder in VIDEO_NODES."""
    return f"/dev/{name}"


def _lasting_name(device: str, links: Path) -> str:
    """udev's link to a device by its own number; one without a number of its own keeps the name it has."""
    if not links.is_dir():
        return device
    port = Path(device).resolve()
    return next((str(link) for link in sorted(links.iterdir()) if link.resolve() == port), device)


def port_holders(device: str) -> tuple[str, ...]:
    """Who has a port open, as "minicom (4711)": of this account's own processes, which is all that Linux tells anybody.

    Empty where the system tells nothing (Windows, macOS) or nobody is found.
    """
    processes = Path("/proc")
    if WINDOWS or not (processes / "self" / "fd").is_dir():
        return ()
    port, own = str(Path(device).resolve()), str(os.getpid())
    numbers = (entry for entry in processes.iterdir() if entry.name.isdigit() and entry.name != own)
    return tuple(f"{_process_name(entry)} ({entry.name})" for entry in numbers if _has_open(entry, port))


def _has_open(process: Path, port: str) -> bool:
    """Another account's process is closed to this one, and one that ends meanwhile is gone."""
    try:
        return any(str(handle.readlink()) == port for handle in (process / "fd").iterdir())
    except OSError:
        return False


def _process_name(process: Path) -> str:
    try:
        return (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return "?"


def cjk_font_folders() -> list[Path]:
    """Folders where a Chinese sans-serif font lies, for documents; empty if none is installed."""
    places = [
        Path("/usr/share/fonts/opentype/noto"),
        Path("/usr/share/fonts/noto-cjk"),
        Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
        Path("/System/Library/Fonts"),
    ]
    return [place for place in places if place.is_dir()]


def private_file(path: Path, data: bytes) -> None:
    """A file that only this account may read: made with mode 0600 by mkstemp, then moved durably."""
    replace_durably(path, data)
