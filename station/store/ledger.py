"""What the writing side remembers between transactions: the tree to append to and the folded streams.

Both only repeat the log. When a commit failed nobody knows what the disk has, so they are thrown away and the
database is opened again before the next use.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from station.clock import Clock, from_utc_text
from station.domain.tiles import Tree, grown
from station.store import log
from station.store.book import Book, Folded
from station.store.clock_watch import ClockWatch
from station.store.contracts import Aggregates, Projector
from station.store.database import Database, reconnect


class Ledger:
    """One station's log on one writing connection."""

    def __init__(self, db: Database, station: str, clock: Clock, aggregates: Aggregates, projector: Projector) -> None:
        self.db = db
        self.station = station
        self.aggregates = aggregates
        self.projector = projector
        self.book = Book(aggregates, lambda stream: log.stream_entries(db, stream))
        self.tree = _tree(db)
        self.watch = ClockWatch(clock, _last_moment(db))
        self._clock = clock
        self._unknown = False

    def ready(self) -> None:
        """After a failed commit: opens the database again and looks. Raises StoreError while that fails."""
        if self._unknown:
            reconnect(self.db)
            self.tree = _tree(self.db)
            self._unknown = False

    def committed(self, tree: Tree, folded: Mapping[str, Folded]) -> None:
        """Takes over what a transaction made."""
        self.tree = tree
        self.book.keep(folded)

    def doubt(self) -> None:
        """A commit or rollback failed: nothing that is remembered counts any more."""
        self.book.clear()
        self._unknown = True

    def now(self) -> datetime:
        """Wall time, UTC."""
        return self._clock.now()

    def state(self, stream: str) -> Any:
        """A stream's committed state."""
        self.ready()
        return self.book.folded(stream).state


def _tree(db: Database) -> Tree:
    return grown(log.size(db), log.tree_of(db).node)


def _last_moment(db: Database) -> Any:
    last = log.last_entry(db)
    return from_utc_text(last.at) if last else None
