"""Pictures and documents by their content: <folder>/ab/cd/<sha256>.<ext>. A row that names a hash comes later."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from station.domain.evidence import place_of
from station.errors import Bug, StoreError
from station.fault_points import passing
from station.platform import replace_durably, sync_dir

_HASH = re.compile(r"[0-9a-f]{64}")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")
_BITE = 1024 * 1024  # bytes of a copy at a time
_TEMPORARY = ".new-*"  # what platform.replace_durably leaves behind when it is killed


class Files:
    """The evidence folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes, ext: str) -> str:
        """Keeps bytes durably and gives their SHA-256. Bytes that are there already are checked, not written again.

        Raises DiskFull and StoreError; then no entry may name the file.
        """
        sha = sha256(data).hexdigest()
        passing("before-file")
        try:
            self._keep(sha, ext, data)
        except OSError as error:
            raise StoreError("store.file_unwritable", folder=str(self.folder), reason=str(error)) from error
        passing("after-file")
        return sha

    def _keep(self, sha: str, ext: str, data: bytes) -> None:
        file = self.path(sha, ext)
        durable_folder(file.parent)
        if self.check(sha, ext):
            sync_dir(file.parent)  # its name may come from a process that was killed before it was durable
        else:
            replace_durably(file, data)

    def adopt(self, file: Path, sha: str, ext: str) -> None:
        """Gives a durable file on the same disk its name by content. Raises StoreError."""
        place = self.path(sha, ext)
        passing("before-file")
        try:
            durable_folder(place.parent)
            file.replace(place)
            sync_dir(place.parent)
        except OSError as error:
            raise StoreError("store.file_unwritable", folder=str(self.folder), reason=str(error)) from error
        passing("after-file")

    def path(self, sha: str, ext: str) -> Path:
        """Where the file with this hash lies, or would lie."""
        if not _HASH.fullmatch(sha) or not _EXTENSION.fullmatch(ext):
            raise Bug("store.file_name", sha256=sha, ext=ext)
        return self.folder / place_of(sha, ext)

    def check(self, sha: str, ext: str) -> bool:
        """Whether the file is there and is what its name says."""
        try:
            with open(self.path(sha, ext), "rb") as file:
                return file_digest(file, "sha256").hexdigest() == sha
        except OSError:
            return False

    def read(self, sha: str, ext: str) -> bytes | None:
        """The bytes; None where the file is missing or not what its name says."""
        try:
            data = self.path(sha, ext).read_bytes()
        except OSError:
            return None
        return data if sha256(data).hexdigest() == sha else None

    def copy(self, sha: str, ext: str, target: Path) -> bool:
        """A durable copy elsewhere, also of a file that no memory holds; False where the file is lost here.

        Raises OSError where the copy cannot be written.
        """
        if not self.check(sha, ext):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(self.path(sha, ext), "rb") as source, open(target, "wb") as copy:
            shutil.copyfileobj(source, copy, _BITE)
            copy.flush()
            os.fsync(copy.fileno())
        sync_dir(target.parent)
        return True

    def walk(self) -> Iterator[tuple[str, str]]:
        """Hash and extension of every file, in order of the hashes."""
        for file in sorted(self.folder.glob("??/??/*.*")):
            if _HASH.fullmatch(file.stem):
                yield file.stem, file.suffix[1:]

    def sweep(self) -> None:
        """Removes what an interrupted write left behind."""
        for file in self.folder.glob(f"??/??/{_TEMPORARY}"):
            file.unlink(missing_ok=True)


def durable_folder(folder: Path) -> None:
    """Makes a folder and those above it, each name durable: a file in a folder that a power cut takes is lost as well.

    Raises OSError.
    """
    if folder.is_dir():
        return
    durable_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_dir(folder.parent)
