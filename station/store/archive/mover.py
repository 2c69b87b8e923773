"""Moves pictures to the archive, a few at a time, so that a kill at any moment loses none:

1. copied: durable at the archive, read back there by its hash
2. told: the entry of the log that names them is committed
3. removed here, each only after it was read there once more

A kill before 2 leaves copies that the next run finds; one before 3 leaves a picture in both places: `clear` is the
beginning of every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from station.errors import StoreError
from station.fault_points import passing
from station.store.archive.place import Place
from station.store.archive.plan import Lot, archived_at, files_of, known_places
from station.store.database import Database
from station.store.files import Files
from station.texts import Line

JPEG = "jpg"
AT_ONCE = 32  # pictures of one entry: some ten megabytes


@dataclass(frozen=True, slots=True)
class Copied:
    """Pictures of a delivery (SHA-256 each, bytes of all) that lie at a place, read back."""

    delivery: str
    place: str
    files: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Pictures and bytes that have moved, of how many; unread: those that are damaged here and stay where they are."""

    moved: int
    count: int
    size: int
    total: int
    unread: int = 0


class Mover:
    """One run. `tell` commits the entry, or says why it was refused; `show` hears of every picture."""

    def __init__(
        self,
        db: Database,
        files: Files,
        place: Place,
        tell: Callable[[Copied], Line | None],
        show: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        self._db, self._files, self._place = db, files, place
        self._tell, self._show = tell, show
        self._identity = ""
        self._progress = Progress(0, 0, 0, 0)

    def run(self, lots: Sequence[Lot]) -> Progress:
        """Moves these lots. Raises StoreError where here or there fails: what was moved until then is moved."""
        self._identity = self._known()
        self._progress = Progress(0, sum(lot.count for lot in lots), 0, sum(lot.size for lot in lots))
        self.clear()
        for lot in lots:
            for some in _parts(files_of(self._db, lot.delivery)):
                self._move(lot.delivery, some)
        return self._progress

    def clear(self) -> int:
        """Removes here what the log says lies there, where an earlier run was stopped before. Gives how many."""
        identity = self._known()
        gone = set(archived_at(self._db, identity))
        left = [sha for sha, ext in self._files.walk() if ext == JPEG and sha in gone]
        for sha in left:
            self._mend(identity, sha)
            self._remove(identity, sha)
        return len(left)

    def _mend(self, identity: str, sha256: str) -> None:
        """A copy that has spoilt there while its picture is still here is made anew."""
        data = None if self._place.holds(sha256, JPEG) else self._files.local(sha256, JPEG)
        if data is not None:
            self._check_same(identity)
            self._place.keep(sha256, JPEG, data)

    def _known(self) -> str:
        """The identity of the place that is there now. Raises StoreError where this log does not know it."""
        identity = self._place.identity()
        if identity.place not in known_places(self._db):
            raise StoreError("archive.unknown", folder=str(self._place.folder), name=identity.name)
        return identity.place

    def _move(self, delivery: str, some: Sequence[tuple[str, int]]) -> None:
        copied = [(sha, size) for sha, size in some if self._copy(sha, size)]
        if not copied:
            return
        self._check_same(self._identity)
        passing("archive-copied")
        files, size = tuple(sha for sha, _ in copied), sum(size for _, size in copied)
        refused = self._tell(Copied(delivery, self._identity, files, size))
        if refused is not None:
            raise StoreError("archive.refused", reason=refused)
        passing("archive-told")
        for sha in files:
            self._remove(self._identity, sha)

    def _copy(self, sha256: str, size: int) -> bool:
        """Whether the picture is there now. One that is damaged here is no good copy: left where it is, and counted."""
        data = self._files.local(sha256, JPEG)
        if data is not None:
            self._check_same(self._identity)  # an empty mount point would take it gladly
            self._place.keep(sha256, JPEG, data)
        self._count(size, unread=data is None)
        return data is not None

    def _remove(self, identity: str, sha256: str) -> None:
        """Removes the picture here, only if it can be read there at this moment."""
        self._check_same(identity)
        if not self._place.holds(sha256, JPEG):
            raise StoreError("archive.misread", folder=str(self._place.folder), file=f"{sha256}.{JPEG}")
        self._files.remove(sha256, JPEG)
        passing("archive-removed")

    def _check_same(self, identity: str) -> None:
        """The disk may be pulled, or another one plugged in, between any two pictures."""
        found = self._place.identity()
        if found.place != identity:
            raise StoreError("archive.swapped", folder=str(self._place.folder), name=found.name)

    def _count(self, size: int, *, unread: bool) -> None:
        was = self._progress
        moved = (was.moved, was.size) if unread else (was.moved + 1, was.size + size)
        self._progress = Progress(moved[0], was.count, moved[1], was.total, was.unread + unread)
        self._show(self._progress)


def _parts(files: Sequence[tuple[str, int]]) -> Iterator[Sequence[tuple[str, int]]]:
    for first in range(0, len(files), AT_ONCE):
        yield files[first : first + AT_ONCE]
