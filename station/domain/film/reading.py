"""A film's file read again: where each picture lies, when it was taken, and where nothing was filmed.

Total: a file that was cut anywhere gives everything up to its last whole cluster; nothing is raised for its content.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import BinaryIO

from station.domain.film import layout as on
from station.domain.film.ebml import UNKNOWN, Head, read_head

_BLOCK_HEAD = 4  # track number, two bytes of time, flags
_LARGEST = 32 * 1024 * 1024  # bytes of one cluster; more is damage


@dataclass(frozen=True, slots=True)
class Still:
    """One picture: ms after the beginning, and where its JPEG lies in the file."""

    ms: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing was filmed between two times (ms); why is a key of layout.GAPS."""

    start: int
    end: int
    why: str


@dataclass(slots=True)
class FilmIndex:
    """What a file holds. length: bytes up to the end of its last whole cluster. began is None where no head is."""

    began: datetime | None = None
    width: int = 0
    height: int = 0
    evidence: str = ""
    stills: list[Still] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    length: int = 0

    @property
    def lasts(self) -> int:
        """ms from the beginning to the last thing that is in it."""
        return max((*(still.ms for still in self.stills[-1:]), *(gap.end for gap in self.gaps[-1:])), default=0)

    def still_at(self, ms: int) -> Still | None:
        """The picture that stands at a time: the last one before it, the first where there is none before."""
        place = bisect_right(self.stills, ms, key=lambda still: still.ms) - 1
        return self.stills[max(0, place)] if self.stills else None

    def gap_at(self, ms: int) -> Gap | None:
        return next((gap for gap in self.gaps if gap.start < ms < gap.end), None)

    def moment(self, ms: int) -> datetime | None:
        """The wall clock, UTC."""
        return None if self.began is None else self.began + timedelta(milliseconds=ms)


def index_of(file: BinaryIO) -> FilmIndex:
    """Walks over the whole file; of the pictures only their heads are read."""
    found = FilmIndex()
    size = file.seek(0, 2)
    file.seek(0)
    for head in _top(file, size):
        if head.id == on.INFO:
            _info(file, head, found)
        elif head.id == on.TRACKS:
            _tracks(file, head, found)
        elif head.id == on.CLUSTER:
            _cluster(file, head, found)
        found.length = head.end
    return found


def still_of(file: BinaryIO, still: Still) -> bytes:
    file.seek(still.offset)
    return file.read(still.size)


def _top(file: BinaryIO, size: int) -> Iterator[Head]:
    """The elements of the segment that are whole, one after the other."""
    while (head := read_head(file)) is not None:
        if head.id == on.SEGMENT and head.size == UNKNOWN:
            continue
        if head.end > size or head.size > _LARGEST:
            return
        yield head
        file.seek(head.end)


def _inside(file: BinaryIO, parent: Head) -> Iterator[Head]:
    file.seek(parent.start)
    while file.tell() < parent.end and (head := read_head(file)) is not None:
        if head.end > parent.end:
            return
        yield head
        file.seek(head.end)


def _bytes(file: BinaryIO, head: Head) -> bytes:
    file.seek(head.start)
    return file.read(head.size)


def _info(file: BinaryIO, parent: Head, found: FilmIndex) -> None:
    for head in _inside(file, parent):
        if head.id == on.DATE:
            since = int.from_bytes(_bytes(file, head), "big", signed=True)
            found.began = on.EPOCH + timedelta(microseconds=since // 1000)


def _tracks(file: BinaryIO, parent: Head, found: FilmIndex) -> None:
    track = next(iter(_inside(file, parent)), None)
    for head in _inside(file, track) if track else ():
        if head.id == on.NAME:
            found.evidence = _bytes(file, head).decode(errors="replace")
        elif head.id == on.VIDEO:
            sizes = {one.id: int.from_bytes(_bytes(file, one), "big") for one in _inside(file, head)}
            found.width, found.height = sizes.get(on.WIDTH, 0), sizes.get(on.HEIGHT, 0)


def _cluster(file: BinaryIO, parent: Head, found: FilmIndex) -> None:
    ms = 0
    for head in _inside(file, parent):
        if head.id == on.TIME:
            ms = int.from_bytes(_bytes(file, head), "big")
        elif head.id == on.SIMPLE:
            found.stills.append(Still(ms, head.start + _BLOCK_HEAD, head.size - _BLOCK_HEAD))
        elif head.id == on.GROUP:
            _words(file, head, ms, found)


def _words(file: BinaryIO, parent: Head, ms: int, found: FilmIndex) -> None:
    parts = {head.id: _bytes(file, head) for head in _inside(file, parent)}
    what = parts.get(on.BLOCK, b"")[_BLOCK_HEAD:].decode(errors="replace")
    why = next((why for why, words in on.GAPS.items() if what.startswith(words)), "")
    if why:
        found.gaps.append(Gap(ms, ms + int.from_bytes(parts.get(on.DURATION, b""), "big"), why))
