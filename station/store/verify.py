"""Proves that nothing was altered, or names the first thing that was.

Recomputed from the bytes, nothing trusted: canonical form, chain of versions, leaf hashes, tiles, the root at every
signed head, signatures, the head outside the database, a replay against every projection row, every file by its hash.
Reads in batches of at most 10,000 rows and holds no transaction between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station.domain.canonical import NotCanonical
from station.domain.checkpoint import BadCheckpoint, Head, VerifierKey
from station.domain.checkpoint import verify as verify_note
from station.domain.entry import Entry, NotAnEntry
from station.domain.merkle import leaf_hash
from station.domain.tiles import Tree
from station.errors import StoreError
from station.store import log
from station.store.contracts import Aggregates, Projector
from station.store.database import Database
from station.store.files import Files
from station.store.keys import read_verifier
from station.store.log import Stored
from station.store.reader import reading
from station.store.replay import replayed, table_lines
from station.store.store import CHECKPOINT, EVIDENCE
from station.texts import Line, line

Progress = Callable[[Line], None]


class Found(Exception):
    """The first thing that is wrong."""

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(key, params)
        self.line = Line(key, params)


@dataclass(frozen=True, slots=True)
class Report:
    """good, and what to say: the first fault, or how much was checked."""

    good: bool
    lines: tuple[Line, ...]


def verify(folder: Path, keys: Path, aggregates: Aggregates, projector: Projector, progress: Progress) -> Report:
    """Checks a data folder. Raises StoreError only where it cannot be read at all."""
    with reading(folder) as db:
        try:
            heads = _heads(db, _key(keys), folder)
            progress(line("verify.log", entries=log.size(db)))
            files = _log(db, heads)
            progress(line("verify.replay"))
            _projections(db, aggregates, projector)
            progress(line("verify.files", files=len(files)))
            _files(Files(folder / EVIDENCE), files)
        except Found as found:
            return Report(False, (found.line,))
        size = log.size(db)
    return Report(True, (line("verify.good", entries=size, heads=len(heads), files=len(files)),))


def _key(keys: Path) -> VerifierKey:
    try:
        return read_verifier(keys)
    except StoreError as error:
        raise Found(error.key, **error.params) from error


def _heads(db: Database, key: VerifierKey, folder: Path) -> Mapping[int, Head]:
    """Every signed head by its size, signatures checked; the one outside the database among them."""
    heads: dict[int, Head] = {}
    for size, note in db.rows("SELECT size, note FROM checkpoint ORDER BY size"):
        heads[size] = _head(bytes(note), key, f"#{size}")
        if heads[size].size != size:
            raise Found("verify.checkpoint", checkpoint=f"#{size}", reason=f"size {heads[size].size}")
    outside = folder / CHECKPOINT
    if outside.exists():
        head = _head(outside.read_bytes(), key, outside.name)
        if head.size > log.size(db):
            raise Found("verify.rolled_back", entries=log.size(db), signed=head.size)
        if heads.setdefault(head.size, head) != head:
            raise Found("verify.checkpoint", checkpoint=outside.name, reason=f"#{head.size}")
    return heads


def _head(note: bytes, key: VerifierKey, name: str) -> Head:
    try:
        return verify_note(note, key)
    except BadCheckpoint as error:
        raise Found("verify.checkpoint", checkpoint=name, reason=str(error)) from error


def _log(db: Database, heads: Mapping[int, Head]) -> dict[tuple[str, str], int]:
    """Walks the log once. Gives the files that its entries name, each with the first index that names it."""
    tree, versions = Tree(), dict[str, int]()
    files: dict[tuple[str, str], int] = {}
    _check_head(tree, heads)
    for batch in log.batches(db):
        for stored in batch:
            entry = _entry(stored, tree.size, versions)
            tree, tiles = tree.append(leaf_hash(stored.entry))
            for tile in tiles:
                _check_tile(db, tile.level, tile.number, tile.hashes)
            _check_head(tree, heads)
            for file in files_in(entry.kind, entry.data):
                files.setdefault(file, entry.index)
    return files


def _entry(stored: Stored, index: int, versions: dict[str, int]) -> Entry:
    """One row against its own bytes, and its version against the one before."""
    if stored.index != index:
        raise Found("verify.gap", index=index)
    if leaf_hash(stored.entry) != stored.leaf:
        raise Found("verify.altered", index=index, stream=stored.stream)
    try:
        entry = Entry.from_bytes(stored.entry)
    except (NotAnEntry, NotCanonical) as error:
        raise Found("verify.unreadable", index=index, reason=str(error)) from error
    row = (stored.index, stored.stream, stored.version, stored.kind, stored.at, stored.actor, stored.second_actor)
    said = (entry.index, entry.stream, entry.version, entry.kind, entry.at, entry.actor, entry.second_actor)
    if row != said or stored.key != entry.key:
        raise Found("verify.columns", index=index, stream=entry.stream)
    if entry.version != versions.get(entry.stream, 0) + 1:
        raise Found("verify.version", index=index, stream=entry.stream, version=entry.version)
    versions[entry.stream] = entry.version
    return entry


def _check_tile(db: Database, level: int, number: int, hashes: bytes) -> None:
    stored = db.value("SELECT hashes FROM tile WHERE level = ? AND number = ?", (level, number))
    if stored is None or bytes(stored) != hashes:
        raise Found("verify.tile", level=level, number=number)


def _check_head(tree: Tree, heads: Mapping[int, Head]) -> None:
    head = heads.get(tree.size)
    if head is not None and head.root != tree.root():
        raise Found("verify.root", size=tree.size)


def _projections(db: Database, aggregates: Aggregates, projector: Projector) -> None:
    """Beside a running station the log may grow between replay and comparison; then both are done again."""
    while True:
        size = log.size(db)
        found = _first_difference(db, aggregates, projector)
        if found is None or log.size(db) == size:
            break
    if found is not None:
        raise Found("verify.projection", table=found[0], row=found[1])


def _first_difference(db: Database, aggregates: Aggregates, projector: Projector) -> tuple[str, str] | None:
    fresh = replayed(db, aggregates, projector)
    try:
        for table in projector.PROJECTIONS:
            difference = _difference(table_lines(db, table), table_lines(fresh, table))
            if difference is not None:
                return table, difference
    finally:
        fresh.close()
    return None


def _difference(live: Iterator[str], again: Iterator[str]) -> str | None:
    """The first row that is not in both."""
    while True:
        one, other = next(live, None), next(again, None)
        if one != other:
            return one or other
        if one is None:
            return None


def _files(files: Files, named: Mapping[tuple[str, str], int]) -> None:
    for (sha, ext), index in named.items():
        if not files.path(sha, ext).exists():
            raise Found("verify.file_missing", index=index, file=f"{sha}.{ext}")
        if not files.check(sha, ext):
            raise Found("verify.file_altered", index=index, file=f"{sha}.{ext}")


def files_in(kind: str, data: Any) -> Iterator[tuple[str, str]]:
    """Hash and extension of every file that an entry's data names as its evidence."""
    if kind == "delivery.receipt_issued":
        yield data["sha256"], "pdf"
    yield from ((sha, "jpg") for sha in _pictures(data))


def _pictures(data: Any) -> Iterator[str]:
    """A picture is a table with a hash and a camera (domain/events/common.py)."""
    if isinstance(data, dict):
        if "sha256" in data and "camera" in data:
            yield str(data["sha256"])
        for value in data.values():
            yield from _pictures(value)
    elif isinstance(data, list):
        for value in data:
            yield from _pictures(value)
