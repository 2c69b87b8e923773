"""The log's own SQL: fixed statements, one row an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from station.domain.entry import Entry
from station.domain.tiles import Tile, TiledTree
from station.store.database import Database, Row

BATCH = 10_000  # rows that one read may take: a reader never holds a transaction for long

COLUMNS = "idx, stream, version, kind, at, actor, second_actor, key, entry, leaf"
_INSERT = f"INSERT INTO log ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_TILE = "INSERT INTO tile (level, number, hashes) VALUES (?, ?, ?)"
_FROM = f"SELECT {COLUMNS} FROM log WHERE idx >= ? ORDER BY idx LIMIT ?"
_STREAM = "SELECT entry FROM log WHERE stream = ? AND version <= ? ORDER BY version"
_BY_KEY = "SELECT entry FROM log WHERE key = ?"
# "<command>", "<command>/1", "<command>/2" …: "0" is the character after "/"
_BY_COMMAND = "SELECT entry FROM log WHERE key = ?1 OR (key > ?1 || '/' AND key < ?1 || '0') ORDER BY idx"

ALL = 2**62


@dataclass(frozen=True, slots=True)
class Stored:
    """A row of the log as it lies there; nothing of it is trusted by who verifies."""

    index: int
    stream: str
    version: int
    kind: str
    at: str
    actor: str
    second_actor: str | None
    key: str
    entry: bytes
    leaf: bytes


def insert(db: Database, entry: Entry, stored: bytes, leaf: bytes) -> None:
    """Appends an entry's row."""
    second = entry.second_actor
    known = (entry.index, entry.stream, entry.version, entry.kind, entry.at, entry.actor, second, entry.key)
    db.execute_sql(_INSERT, (*known, stored, leaf))


def insert_tiles(db: Database, tiles: Sequence[Tile]) -> None:
    """Writes tiles that have just become complete."""
    for tile in tiles:
        db.execute_sql(_INSERT_TILE, (tile.level, tile.number, tile.hashes))


def size(db: Database) -> int:
    """The number of entries."""
    return int(db.value("SELECT coalesce(max(idx) + 1, 0) FROM log"))


def batches(db: Database, first: int = 0, count: int = BATCH) -> Iterator[list[Stored]]:
    """The rows from an index on, in batches of at most 10,000 with no transaction held between them."""
    while rows := stored_from(db, first, count):
        yield rows
        first = rows[-1].index + 1


def stored_from(db: Database, first: int, count: int) -> list[Stored]:
    """At most `count` rows from an index on."""
    return [Stored(*row) for row in db.rows(_FROM, (first, min(count, BATCH)))]


def entry_at(db: Database, index: int) -> Entry | None:
    """One entry."""
    return _one(db.row("SELECT entry FROM log WHERE idx = ?", (index,)))


def last_entry(db: Database) -> Entry | None:
    """The newest entry."""
    return _one(db.row("SELECT entry FROM log ORDER BY idx DESC LIMIT 1"))


def stream_entries(db: Database, stream: str, up_to: int = ALL) -> list[Entry]:
    """The entries of one stream in order, up to a version."""
    return _all(db.rows(_STREAM, (stream, up_to)))


def entry_by_key(db: Database, key: str) -> Entry | None:
    """The entry with an idempotency key."""
    return _one(db.row(_BY_KEY, (key,)))


def entries_by_command(db: Database, key: str) -> list[Entry]:
    """All entries that one command made, in order; empty if it never came through."""
    return _all(db.rows(_BY_COMMAND, (key,)))


def tree_of(db: Database) -> TiledTree:
    """Reads nodes of the log's tree from tiles and leaf hashes as they are stored."""

    def tile(level: int, number: int) -> bytes | None:
        found: bytes | None = db.value("SELECT hashes FROM tile WHERE level = ? AND number = ?", (level, number))
        return found

    def leaves(first: int, count: int) -> list[bytes]:
        rows = db.rows("SELECT leaf FROM log WHERE idx >= ? AND idx < ? ORDER BY idx", (first, first + count))
        return [leaf for (leaf,) in rows]

    return TiledTree(tile, leaves)


def _one(row: Row | None) -> Entry | None:
    return Entry.from_bytes(row[0]) if row else None


def _all(rows: Sequence[Row]) -> list[Entry]:
    return [Entry.from_bytes(stored) for (stored,) in rows]
