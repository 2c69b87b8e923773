"""A disk that is read back after a power cut: what was asked of it is recorded, and every way to lose it is played.

POSIX promises little: a file's bytes are safe after its fsync, a name (made, or renamed) after the fsync of its folder.
Before that each of them may be there or not, in any combination.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Asked:
    """write (path, data), fsync (path of a file), rename (path, to), unlink (path), mkdir (path), sync_dir (path), row
    (sha256)."""

    what: str
    path: str = ""
    to: str = ""
    data: bytes = b""


class Recorder:
    """Writes down what happens below a folder. `without` names calls that are left out as if the code forgot them."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path, without: str = "") -> None:
        self.folder, self.without = folder, without
        self.asked: list[Asked] = []
        self._open: dict[int, str] = {}
        patch.setattr(tempfile, "mkstemp", self._mkstemp(tempfile.mkstemp))
        patch.setattr(os, "open", self._opened(os.open))
        patch.setattr(os, "fdopen", self._fdopen(os.fdopen))
        patch.setattr(os, "fsync", self._fsync(os.fsync))
        patch.setattr(Path, "replace", self._replace(Path.replace))
        patch.setattr(Path, "unlink", self._unlink(Path.unlink))
        patch.setattr(Path, "mkdir", self._mkdir(Path.mkdir))

    def row(self, sha: str) -> None:
        """A row that names a file was committed."""
        self.asked.append(Asked("row", to=sha))

    def _note(self, what: str, path: object, **more: Any) -> None:
        if str(path).startswith(str(self.folder)) and what != self.without:
            self.asked.append(Asked(what, str(path), **more))

    def _mkstemp(self, real: Callable[..., tuple[int, str]]) -> Callable[..., tuple[int, str]]:
        def mkstemp(*args: Any, **kwargs: Any) -> tuple[int, str]:
            handle, path = real(*args, **kwargs)
            self._open[handle] = path
            return handle, path

        return mkstemp

    def _opened(self, real: Callable[..., int]) -> Callable[..., int]:
        def opened(path: Any, *args: Any, **kwargs: Any) -> int:
            handle = real(path, *args, **kwargs)
            self._open[handle] = str(path)
            return handle

        return opened

    def _fsync(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def fsync(handle: int) -> None:
            path = self._open.get(handle, "")
            self._note("sync_dir" if Path(path).is_dir() else "fsync", path)
            real(handle)

        return fsync

    def _fdopen(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def fdopen(handle: int, *args: Any, **kwargs: Any) -> Any:
            file, path = real(handle, *args, **kwargs), self._open.get(handle, "")
            return _Written(file, lambda data: self._note("write", path, data=bytes(data)))

        return fdopen

    def _replace(self, real: Callable[[Path, Any], Path]) -> Callable[[Path, Any], Path]:
        def replace(path: Path, target: Any) -> Path:
            self._note("rename", path, to=str(target))
            return real(path, target)

        return replace

    def _unlink(self, real: Callable[..., None]) -> Callable[..., None]:
        def unlink(path: Path, *args: Any, **kwargs: Any) -> None:
            self._note("unlink", path)
            real(path, *args, **kwargs)

        return unlink

    def _mkdir(self, real: Callable[..., None]) -> Callable[..., None]:
        def mkdir(path: Path, *args: Any, **kwargs: Any) -> None:
            if not path.exists():
                self._note("mkdir", path)
            real(path, *args, **kwargs)

        return mkdir


class _Written:
    """A file that tells what is written into it."""

    def __init__(self, file: Any, tell: Callable[[bytes], None]) -> None:
        self._file, self._tell = file, tell

    def write(self, data: bytes) -> int:
        self._tell(data)
        return int(self._file.write(data))

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def lost_after(asked: list[Asked], chance: random.Random, ways: int, since: int = 1) -> Iterator[str]:
    """Every row whose file is not whole, after a cut behind each call, in the worst ways and in `ways` random ones.

    A file that was removed may be there again as well: the worst is that only removals have come through.
    """
    nothing, all_of_it, some = (lambda: False), (lambda: True), (lambda: chance.random() < 0.5)
    worst = [(nothing, nothing), (nothing, all_of_it), (all_of_it, all_of_it)]
    for cut in range(since, len(asked) + 1):
        done = asked[:cut]
        rows = [one.to for one in done if one.what == "row"]
        for kept, gone in (*worst, *([(some, some)] * ways)):
            files = _after_cut(done, kept, gone)
            yield from (f"{sha[:8]} after call {cut}" for sha in rows if sha not in files)


def _after_cut(done: list[Asked], kept: Callable[[], bool], gone: Callable[[], bool]) -> set[str]:
    """The SHA-256 of the files that can be read back under their own name."""
    data, safe = {one.path: one.data for one in done if one.what == "write"}, set[str]()
    names: dict[str, str] = {}  # file name -> the temporary file that it was renamed from
    folders: set[str] = set()
    for place, one in enumerate(done):
        later = done[place + 1 :]
        if one.what == "fsync":
            safe.add(one.path)
        elif one.what == "rename" and (_synced(later, one.to) or kept()):
            names[one.to] = one.path
        elif one.what == "unlink" and (_synced(later, one.path) or gone()):
            names.pop(one.path, None)
        elif one.what == "mkdir" and (_synced(later, one.path) or kept()):
            folders.add(one.path)
    made = {one.path for one in done if one.what == "mkdir"}
    whole = {path for path in data if path in safe or kept()}
    return {
        sha256(data[source]).hexdigest()
        for name, source in names.items()
        if source in whole and all(str(above) in folders for above in Path(name).parents if str(above) in made)
    }


def _synced(later: list[Asked], name: str) -> bool:
    return any(one.what == "sync_dir" and one.path == str(Path(name).parent) for one in later)
