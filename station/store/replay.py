"""Replays the log into an empty database, and prints projection tables so that two of them can be compared.

Order of replay: the log's own (station, index), which keeps every stream's versions in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

import msgspec

from station.domain.entry import Entry, NotAnEntry
from station.errors import Bug, StoreError
from station.store import log
from station.store.contracts import Aggregates, Projector
from station.store.database import Database
from station.store.log import Stored
from station.store.migrate import memory
from station.store.tables import lines

# What a rule may do with an entry that it would never have written itself.
_MISFITS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, msgspec.MsgspecError, NotAnEntry, Bug)


class NotReplayable(StoreError):
    """An entry that the rules cannot take: it was forged, or a rule was changed. Parameters: index, reason."""


class Replay:
    """A database in memory whose projections the log alone makes. It goes on where it stopped."""

    def __init__(self, aggregates: Aggregates, projector: Projector) -> None:
        self.db = memory()
        self._aggregates = aggregates
        self._projector = projector
        self._states: dict[str, Any] = {}
        self._size = 0

    def catch_up(self, source: Database) -> None:
        """Takes all entries that it has not seen yet. Raises NotReplayable, StoreError."""
        for batch in log.batches(source, self._size):
            self._take(batch)

    def _take(self, batch: Sequence[Stored]) -> None:
        self.db.execute_sql("BEGIN")
        for stored in batch:
            try:
                self._apply(Entry.from_bytes(stored.entry))
            except _MISFITS as error:
                raise NotReplayable("verify.rule", index=stored.index, reason=str(error)) from error
        self.db.execute_sql("COMMIT")
        self._size = batch[-1].index + 1

    def _apply(self, entry: Entry) -> None:
        before = self._states.get(entry.stream)
        if before is None:
            before = self._aggregates.initial(entry.stream)
        state = self._states[entry.stream] = self._aggregates.evolve(before, entry.kind, entry.data, entry)
        self._projector.project(self.db, entry.stream, state, entry)


def replayed(source: Database, aggregates: Aggregates, projector: Projector) -> Database:
    """A database in memory whose projections the log alone has made. The caller closes it."""
    replay = Replay(aggregates, projector)
    replay.catch_up(source)
    return replay.db


def dump(source: Database, projector: Projector, out: BinaryIO) -> None:
    """Writes every projection table: a line for each row, canonical JSON, rows by primary key, columns in order.

    Bytes, since the encoding and line ends of a text stream follow the machine's locale and system.
    """
    for name in projector.PROJECTIONS:
        for line in lines(source, name):
            out.write(f"{line}\n".encode())
