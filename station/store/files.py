"""Pictures and documents by their content: <folder>/ab/cd/<sha256>.<ext>. A row that names a hash comes later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from station.domain.evidence import place_of
from station.errors import Bug, StoreError
from station.fault_points import passing
from station.platform import copy_to_temporary, replace_durably, sync_dir

_HASH = re.compile(r"[0-9a-f]{64}")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")
_TEMPORARY = ".new-*"  # what platform.replace_durably leaves behind when it is killed


class Files:
    """The evidence folder. archive: a folder of the same form at a second place, read where a file is not here."""

    def __init__(self, folder: Path, archive: Path | None = None) -> None:
        self.folder = folder
        self.archive = archive

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

    def take(self, source: Path, ext: str, told: Callable[[int], None]) -> tuple[str, int]:
        """The same for a file of any size, piece by piece: SHA-256 and size of what was copied. told: of each piece.

        Raises DiskFull and StoreError, and what `told` raises; then nothing is kept.
        """
        digest, size = sha256(), 0

        def piece(data: bytes) -> None:
            nonlocal size
            digest.update(data)
            size += len(data)
            told(len(data))

        try:
            durable_folder(self.folder)
            temporary = copy_to_temporary(source, self.folder, piece)
            self._name(temporary, digest.hexdigest(), ext)
        except OSError as error:
            raise StoreError("store.file_unwritable", folder=str(self.folder), reason=str(error)) from error
        return digest.hexdigest(), size

    def _name(self, temporary: Path, sha: str, ext: str) -> None:
        """A durable copy gets its name; where the same bytes are already they stay."""
        file = self.path(sha, ext)
        durable_folder(file.parent)
        if self.check(sha, ext):
            temporary.unlink()
        else:
            temporary.replace(file)
        sync_dir(file.parent)

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
        """The bytes, from here or from the archive; None where the file is missing or not what its name says.

        An archive may be slow to answer: not for the thread of the screen.
        """
        data = self.local(sha, ext)
        if data is not None or self.archive is None:
            return data
        return Files(self.archive).local(sha, ext)

    def local(self, sha: str, ext: str) -> bytes | None:
        """The same from here only."""
        try:
            data = self.path(sha, ext).read_bytes()
        except OSError:
            return None
        return data if sha256(data).hexdigest() == sha else None

    def remove(self, sha: str, ext: str) -> None:
        """Removes a file; whoever asks has read its copy. Raises StoreError. Not durable: it may be there again."""
        try:
            self.path(sha, ext).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError("store.file_unwritable", folder=str(self.folder), reason=str(error)) from error

    def copy(self, sha: str, ext: str, target: Path) -> bool:
        """A durable copy elsewhere, of a file of any size; False where it is lost here and in the archive.

        Raises OSError where the copy cannot be written.
        """
        source = self._whole(sha, ext)
        if source is None:
            return False
        durable_folder(target.parent)
        copy_to_temporary(source, target.parent, lambda piece: None).replace(target)
        sync_dir(target.parent)
        return True

    def _whole(self, sha: str, ext: str) -> Path | None:
        if self.check(sha, ext):
            return self.path(sha, ext)
        return None if self.archive is None else Files(self.archive)._whole(sha, ext)

    def walk(self) -> Iterator[tuple[str, str]]:
        """Hash and extension of every file, in order of the hashes."""
        for file in sorted(self.folder.glob("??/??/*.*")):
            if _HASH.fullmatch(file.stem):
                yield file.stem, file.suffix[1:]

    def sweep(self) -> None:
        """Removes what an interrupted write left behind."""
        for pattern in (_TEMPORARY, f"??/??/{_TEMPORARY}"):
            for file in self.folder.glob(pattern):
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
