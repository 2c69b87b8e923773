"""A second place for pictures: a folder on another disk or on a share, with an identity that the station has signed.

<folder>/station-archive.note       signed note (C2SP signed-note) over three lines: what it is, the identity, the name
<folder>/evidence/ab/cd/<sha>.jpg   as in the evidence folder

The station removes nothing here, ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from station.domain.checkpoint import BadCheckpoint, VerifierKey, open_note
from station.errors import DiskFull, StoreError
from station.platform import forget_cached, free_bytes, replace_durably, same_disk
from station.store.files import Files

NOTE = "station-archive.note"
FIRST = "receiving-station archive v1"
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Identity:
    """place: 32 hex digits, random; name: what stands on the disk's label."""

    place: str
    name: str

    def to_text(self) -> str:
        """What is signed."""
        return f"{FIRST}\n{self.place}\n{self.name}\n"


class Place:
    """One archive folder, as far as it can be reached."""

    def __init__(self, folder: Path, key: VerifierKey) -> None:
        self.folder = folder
        self.files = Files(folder / EVIDENCE)
        self._key = key

    def identity(self) -> Identity:
        """Which one it is, asked of the disk each time. Raises StoreError: not there, empty, or somebody else's."""
        try:
            note = (self.folder / NOTE).read_bytes()
        except OSError as error:
            key = "archive.empty" if self.folder.is_dir() else "archive.away"
            raise StoreError(key, folder=str(self.folder)) from error
        try:
            first, place, name = open_note(note, self._key).splitlines()
        except (BadCheckpoint, ValueError) as error:
            raise StoreError("archive.foreign", folder=str(self.folder), reason=str(error)) from error
        if first != FIRST:
            raise StoreError("archive.foreign", folder=str(self.folder), reason=first)
        return Identity(place, name)

    def connected(self) -> bool:
        """Whether there is any archive in the folder."""
        return (self.folder / NOTE).exists()

    def check_free(self) -> None:
        """Raises StoreError where the folder is not there, or has an identity already."""
        if (self.folder / NOTE).exists():
            raise StoreError("archive.taken", folder=str(self.folder))
        if not self.folder.is_dir():
            raise StoreError("archive.away", folder=str(self.folder))

    def prepare(self, note: bytes) -> None:
        """Gives a new place its identity, signed. Raises StoreError where it has one, or cannot be written."""
        self.check_free()
        try:
            replace_durably(self.folder / NOTE, note)
        except OSError as error:
            raise StoreError("archive.unwritable", folder=str(self.folder), reason=str(error)) from error

    def keep(self, sha256: str, ext: str, data: bytes) -> None:
        """Durable there and read back. Raises StoreError; then nothing may be said of the file."""
        try:
            self.files.put(data, ext)
        except DiskFull as error:
            raise StoreError("archive.full", folder=str(self.folder), free=free_bytes(self.folder)) from error
        except StoreError as error:
            reason = error.params.get("reason", "")
            raise StoreError("archive.unwritable", folder=str(self.folder), reason=reason) from error
        if not self.holds(sha256, ext):
            raise StoreError("archive.misread", folder=str(self.folder), file=f"{sha256}.{ext}")

    def holds(self, sha256: str, ext: str) -> bool:
        """Whether the file is there and is what its name says; from the disk, as far as the system lets one ask it."""
        forget_cached(self.files.path(sha256, ext))
        return self.files.check(sha256, ext)


def check_apart(data: Path, folder: Path, *, one_disk: bool = False) -> None:
    """Refuses a second place that would go together with the first one. Raises StoreError."""
    here, there = data.resolve(), folder.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        raise StoreError("archive.inside", folder=str(folder), data=str(data))
    if not one_disk and there.is_dir() and same_disk(here, there):
        raise StoreError("archive.same_disk", folder=str(folder), data=str(data))
