"""One transaction: entries, tiles, states and projections together, durable with one sync, or nothing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from station.clock import utc_text
from station.domain.entry import Entry
from station.domain.merkle import leaf_hash
from station.domain.tiles import Tree
from station.errors import Bug, StationError
from station.fault_points import passing
from station.store import log
from station.store.book import Folded, after
from station.store.credentials import Credentials
from station.store.ledger import Ledger
from station.store.vault import Vault


class UnitOfWork:
    """Use as `with store.unit_of_work(actor) as uow:`; what was not committed at the end is rolled back."""

    def __init__(self, ledger: Ledger, vault: Vault, actor: str, second_actor: str | None) -> None:
        self._ledger = ledger
        self._db = ledger.db
        self._actor = actor
        self._second_actor = second_actor
        self._folded: dict[str, Folded] = {}
        self._tree = Tree()
        self._before = Tree()
        self._at, self._mono = "", 0
        self.vault = vault
        self.credentials = Credentials(ledger.db)
        self._clock_step_taken = False

    def __enter__(self) -> UnitOfWork:
        self._ledger.ready()
        if self._db.in_write():
            raise Bug("store.nested")
        self._db.execute_sql("BEGIN IMMEDIATE")
        self._tree = self._before = self._ledger.tree
        wall, self._mono = self._ledger.watch.look()
        self._at = utc_text(wall)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._db.in_write():
            self._roll_back()

    @property
    def size_before(self) -> int:
        """The number of entries before this transaction."""
        return self._before.size

    @property
    def root_before(self) -> bytes:
        """The tree's root before this transaction."""
        return self._before.root()

    @property
    def at(self) -> str:
        """The moment of this transaction as its entries have it: UTC text with milliseconds."""
        return self._at

    def take_clock_step(self) -> int:
        """Milliseconds by which the wall clock was moved and that no entry tells yet, 0 mostly.

        Who takes it writes it down in this transaction; after a rollback the next transaction is told again.
        """
        self._clock_step_taken = True
        return self._ledger.watch.step_ms

    def entry_by_key(self, key: str) -> Entry | None:
        """The entry with an idempotency key."""
        return log.entry_by_key(self._db, key)

    def entries_by_command(self, key: str) -> list[Entry]:
        """What a command made when it came the first time: the entries key, key/1, key/2 …; empty if it is new."""
        return log.entries_by_command(self._db, key)

    def seal(self, record: str, text: str) -> None:
        """Puts a personal or secret value into the vault; the same record again replaces it."""
        self.vault.seal(record, text)

    def reveal(self, record: str) -> str:
        """A value of the vault. Raises KeyError where it was purged or never there, StoreError where tampered with."""
        text = self.vault.reveal(record)
        if text is None:
            raise KeyError(record)
        return text

    def fingerprint(self, record: str, text: str) -> str:
        """HMAC-SHA256 of a text under a key derived from the record's own, hex. Raises KeyError after a purge."""
        found = self.vault.fingerprint(record, text)
        if found is None:
            raise KeyError(record)
        return found

    def set_credential(self, person: str, pin_hash: str) -> None:
        """A person's new argon2id hash; outside log and projections."""
        self.credentials.set_pin(person, pin_hash)

    def state(self, stream: str) -> Any:
        """The state of a stream with what this transaction has appended."""
        return self._stream(stream).state

    def badge_holder(self, badge: str) -> str:
        """The account that bears this badge; what this transaction has appended is among the projections already."""
        return str(self._db.value("SELECT id FROM person WHERE badge = ?", (badge,)) or "")

    def states(self, streams: Sequence[str]) -> list[Any]:
        """The same of many streams."""
        committed = self._ledger.book.crowd(streams)
        if not self._folded:
            return [folded.state for folded in committed]
        return [self._folded.get(stream, folded).state for stream, folded in zip(streams, committed, strict=True)]

    def append(self, stream: str, kind: str, data: Mapping[str, Any], key: str) -> Entry:
        """Writes an event: its entry, its leaf and tiles, the stream's new state and its projection rows.

        Raises canonical.NotCanonical for data that an entry cannot hold, Bug for a key that was used before.
        """
        folded = self._stream(stream)
        stored = self._entry(stream, folded.version + 1, kind, data, key).to_bytes()
        leaf = leaf_hash(stored)
        entry = Entry.from_bytes(stored)  # rules and projections see now what a replay will see
        self._folded[stream] = after(self._ledger.aggregates, folded, entry)
        log.insert(self._db, entry, stored, leaf)
        self._tree, tiles = self._tree.append(leaf)
        log.insert_tiles(self._db, tiles)
        self._ledger.projector.project(self._db, stream, self._folded[stream].state, entry)
        return entry

    def add_checkpoint(self, size: int, note: bytes) -> None:
        """Keeps a signed head of the first `size` entries."""
        self._db.execute_sql("INSERT INTO checkpoint (size, note, at) VALUES (?, ?, ?)", (size, note, self._at))

    def commit(self) -> None:
        """Makes it durable: one sync. An error means that nobody knows; asking by key tells after the next start."""
        passing("before-commit")
        try:
            self._db.execute_sql("COMMIT")
        except StationError:
            self._ledger.doubt()
            raise
        passing("after-commit")
        self._ledger.committed(self._tree, self._folded)
        if self._clock_step_taken:
            self._ledger.watch.written()
        self.vault.wipe()

    def _roll_back(self) -> None:
        self.vault.forget()
        try:
            self._db.execute_sql("ROLLBACK")
        except StationError:
            self._ledger.doubt()

    def _stream(self, stream: str) -> Folded:
        return self._folded.get(stream) or self._ledger.book.folded(stream)

    def _entry(self, stream: str, version: int, kind: str, data: Mapping[str, Any], key: str) -> Entry:
        return Entry(
            station=self._ledger.station,
            index=self._tree.size,
            stream=stream,
            version=version,
            kind=kind,
            at=self._at,
            mono=self._mono,
            actor=self._actor,
            second_actor=self._second_actor,
            key=key,
            data=dict(data),
        )
