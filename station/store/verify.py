"""Proves that nothing was altered, or names the first thing that was.

Recomputed from the bytes, nothing trusted: canonical form, chain of versions, leaf hashes, tiles, the root at every
signed head, signatures, the head outside the database, a replay against every projection row, every file by its hash.
Reads in batches of at most 10,000 rows and holds no transaction between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import Any

from station.domain.canonical import is_canonical
from station.domain.checkpoint import BadCheckpoint, Head, VerifierKey
from station.domain.checkpoint import verify as verify_note
from station.domain.entry import Entry, NotAnEntry
from station.domain.merkle import leaf_hash
from station.domain.tiles import Tree
from station.errors import StoreError
from station.store import log
from station.store.archive.check import lost
from station.store.archive.place import Place
from station.store.archive.plan import archived_at, known_places, place_of_picture
from station.store.contracts import Aggregates, Projector
from station.store.database import Database, Row
from station.store.evidence import SEALED
from station.store.files import Files
from station.store.keys import read_verifier, station_of
from station.store.log import Stored
from station.store.reader import reading
from station.store.replay import NotReplayable, Replay
from station.store.store import CHECKPOINT, EVIDENCE
from station.store.tables import Table, table
from station.texts import Line, line

Progress = Callable[[Line], None]
Named = dict[tuple[str, str], int]
"""Hash and extension of a file -> the index of the first entry that names it."""


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


def verify(
    folder: Path,
    keys: Path,
    aggregates: Aggregates,
    projector: Projector,
    progress: Progress,
    *,
    witnesses: Mapping[str, bytes] = MappingProxyType({}),
    archive: Path | None = None,
) -> Report:
    """Checks a data folder, also against signed heads from outside (name -> note), and what the archive that is plugged
    in should hold where its folder is given. Raises StoreError only where it cannot be read at all."""
    with reading(folder) as db:
        try:
            key = _key(keys)
            heads = _heads(db, key, folder, witnesses)
            progress(line("verify.log", entries=log.size(db)))
            size, files = _log(db, heads, station_of(key))
            progress(line("verify.replay"))
            replay = Replay(aggregates, projector)
            with closing(replay.db):
                rows = _projections(db, replay, projector)
            progress(line("verify.files", files=len(files)))
            away = _files(Files(folder / EVIDENCE), files, db)
            there = None if archive is None else _archive(db, Place(archive, key), progress)
        except Found as found:
            return Report(False, (found.line,))
    checked = line("verify.good", entries=size, heads=len(heads), rows=rows, files=len(files) - away)
    return Report(True, (checked, *_told_of_archive(away, there)))


def _archive(db: Database, place: Place, progress: Progress) -> tuple[str, int]:
    """Every picture that the log says lies at the archive that is there now. Gives its name and their number."""
    try:
        identity = place.identity()
    except StoreError as error:
        raise Found(error.key, **error.params) from error
    if identity.place not in known_places(db):
        raise Found("archive.unknown", folder=str(place.folder), name=identity.name)
    files = archived_at(db, identity.place)
    progress(line("verify.archive", files=len(files), name=identity.name))
    for sha in lost(place, files):
        raise Found("verify.archive_lost", name=identity.name, file=f"{sha}.jpg")
    return identity.name, len(files)


def _told_of_archive(away: int, there: tuple[str, int] | None) -> tuple[Line, ...]:
    """What was looked at there, or how many files are only there and were not looked at."""
    if there is not None:
        return (line("verify.archive_good", name=there[0], files=there[1]),)
    return (line("verify.archived", files=away),) if away else ()


def _key(keys: Path) -> VerifierKey:
    try:
        return read_verifier(keys)
    except StoreError as error:
        raise Found(error.key, **error.params) from error


def _heads(db: Database, key: VerifierKey, folder: Path, witnesses: Mapping[str, bytes]) -> Mapping[int, Head]:
    """Every signed head by its size, signatures checked; those outside the database among them."""
    heads: dict[int, Head] = {}
    for size, note in db.rows("SELECT size, note FROM checkpoint ORDER BY size"):
        heads[size] = _head(bytes(note), key, f"#{size}")
        if heads[size].size != size:
            raise Found("verify.checkpoint", checkpoint=f"#{size}", reason=f"size {heads[size].size}")
    own = folder / CHECKPOINT
    outside = {own.name: own.read_bytes()} if own.exists() else {}
    for name, note in (*outside.items(), *witnesses.items()):
        head = _head(note, key, name)
        if head.size > log.size(db):
            raise Found("verify.rolled_back", entries=log.size(db), signed=head.size)
        if heads.setdefault(head.size, head) != head:
            raise Found("verify.other_history", checkpoint=name, size=head.size)
    return heads


def _head(note: bytes, key: VerifierKey, name: str) -> Head:
    try:
        return verify_note(note, key)
    except BadCheckpoint as error:
        raise Found("verify.checkpoint", checkpoint=name, reason=str(error)) from error


def _log(db: Database, heads: Mapping[int, Head], station: str) -> tuple[int, Named]:
    """Walks the log once. Gives how many entries it has, and the files that they name."""
    tree, versions = Tree(), dict[str, int]()
    files: Named = {}
    _check_head(tree, heads)
    for batch in log.batches(db):
        for stored in batch:
            entry = _entry(stored, tree.size, versions)
            if entry.station != station:
                raise Found("verify.station", index=entry.index, station=entry.station)
            tree, tiles = tree.append(leaf_hash(stored.entry))
            for tile in tiles:
                _check_tile(db, tile.level, tile.number, tile.hashes)
            _check_head(tree, heads)
            for file in files_in(entry.kind, entry.data):
                files.setdefault(file, entry.index)
    return tree.size, files


def _entry(stored: Stored, index: int, versions: dict[str, int]) -> Entry:
    """One row against its own bytes, and its version against the one before."""
    if stored.index != index:
        raise Found("verify.gap", index=index)
    if leaf_hash(stored.entry) != stored.leaf:
        raise Found("verify.altered", index=index, stream=stored.stream)
    try:
        entry = Entry.from_bytes(stored.entry)
    except NotAnEntry as error:
        raise Found("verify.unreadable", index=index, reason=str(error)) from error
    if not is_canonical(stored.entry):
        raise Found("verify.not_canonical", index=index, stream=stored.stream)
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


def _projections(db: Database, replay: Replay, projector: Projector) -> int:
    """Every projection row against the replay's. Gives their number."""
    try:
        replay.catch_up(db)
        return sum(_table(db, replay, name) for name in projector.PROJECTIONS)
    except NotReplayable as error:
        raise Found(error.key, **error.params) from error


def _table(db: Database, replay: Replay, name: str) -> int:
    """One table in batches. Beside a running station each batch is compared with a replay up to the same entry."""
    of = table(db, name)
    key: Row | None = None
    compared = 0
    while True:
        with db.snapshot():
            replay.catch_up(db)
            live = of.after(db, key)
        again = of.after(replay.db, key)
        if live != again:
            raise Found("verify.projection", table=name, row=of.line(_first_difference(of, live, again)))
        if not live:
            return compared
        key, compared = of.key_of(live[-1]), compared + len(live)


def _first_difference(of: Table, live: Sequence[Row], again: Sequence[Row]) -> Row:
    """The row that was altered, added or taken away; of an altered one the row as it lies in the database."""
    for one, other in zip_longest(live, again):
        if one != other:
            return min((row for row in (one, other) if row is not None), key=of.key_of)
    raise ValueError("no difference")


def _files(files: Files, named: Named, db: Database) -> int:
    """Every file that is to be here. Gives how many are not here because they were archived, some of them just now."""
    away = 0
    for (sha, ext), index in named.items():
        if not files.path(sha, ext).exists():
            if ext == "jpg" and place_of_picture(db, sha) is not None:
                away += 1
                continue
            raise Found("verify.file_missing", index=index, file=f"{sha}.{ext}")
        if not files.check(sha, ext):
            raise Found("verify.file_altered", index=index, file=f"{sha}.{ext}")
    return away


_KEPT = {"delivery.receipt_issued": "pdf", "device.file_refused": "csv"}
"""Entries that are about one file -> its extension, where it is not sealed."""


def files_in(kind: str, data: Any) -> Iterator[tuple[str, str]]:
    """Hash and extension of every file that an entry's data names as its evidence."""
    if kind == "delivery.clip_imported":
        yield data["sha256"], data["ext"]
    if kind == "cctv.clock_compared" and data.get("photo"):
        yield data["photo"], "jpg"
    if kind in _KEPT:
        yield data["sha256"], SEALED if data.get("record") else _KEPT[kind]
    yield from _pictures(data)


def _pictures(data: Any) -> Iterator[tuple[str, str]]:
    """A picture is a table with a hash and a camera; one with a vault record is sealed (domain/events/common.py)."""
    if isinstance(data, dict):
        if "sha256" in data and "camera" in data:  # of a film as well: its container is its extension
            yield str(data["sha256"]), SEALED if data.get("record") else data.get("container", "jpg")
        for value in data.values():
            yield from _pictures(value)
    elif isinstance(data, list):
        for value in data:
            yield from _pictures(value)
