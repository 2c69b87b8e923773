"""What the workflow asks of the world below it; the store keeps these promises, tests have their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

from station.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file that is durable and encrypted: SHA-256 of its bytes as they lie there, the vault record whose key opens
    it, and the HMAC of its plain bytes under that key (hex)."""

    sha256: str
    record: str
    hmac: str


class UnitOfWork(Protocol):
    """One transaction: everything in it becomes true at commit, at once, or not at all."""

    def __enter__(self) -> UnitOfWork: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Rolls back unless commit was called."""
        ...

    @property
    def root_before(self) -> bytes:
        """The log's Merkle root before this transaction, 32 bytes."""
        ...

    @property
    def size_before(self) -> int:
        """How many entries the log had before this transaction."""
        ...

    def state(self, stream: str) -> Any:
        """The state of a stream, the empty one where nothing happened yet."""
        ...

    def states(self, streams: Sequence[str]) -> list[Any]:
        """The same of many streams at once: the units of a delivery."""
        ...

    def entries_by_command(self, key: str) -> list[Entry]:
        """What a command of this key has already written, in order."""
        ...

    def append(self, stream: str, kind: str, data: Mapping[str, Any], key: str) -> Entry: ...

    def seal(self, record: str, text: str) -> None:
        """Puts a personal or secret value into the vault; the same record again replaces it."""
        ...

    def reveal(self, record: str) -> str:
        """A value of the vault; KeyError where it was purged."""
        ...

    def fingerprint(self, record: str, text: str) -> str:
        """HMAC-SHA256 of a text under the record's own key, hex."""
        ...

    def purge(self, record: str) -> None:
        """Destroys a record's key for good."""
        ...

    def set_credential(self, person: str, pin_hash: str) -> None:
        """The argon2id hash of a person's PIN; outside log and projections."""
        ...

    def badge_holder(self, badge: str) -> str:
        """The account that bears this badge, "" for nobody."""
        ...

    def picture_place(self, sha256: str) -> str:
        """Where a picture stands already: "<delivery>/<unit>" or a visit, "" for nowhere."""
        ...

    def take_clock_step(self) -> int:
        """Milliseconds by which the wall clock was moved and that no entry tells yet; whoever takes it writes it."""
        ...

    def commit(self) -> None:
        """Durable when it returns. Raises StoreError; then nobody knows: reopen and look."""
        ...


class Store(Protocol):
    """Opens units of work."""

    def unit_of_work(self, actor: str, second_actor: str | None = None) -> UnitOfWork: ...

    @property
    def station_id(self) -> str: ...

    @property
    def free_bytes(self) -> int:
        """Room on the disk that the data lies on."""
        ...


class Evidence(Protocol):
    """The durable, content-addressed file store."""

    def put(self, data: bytes, ext: str) -> str:
        """The SHA-256 of bytes that are durable when it returns. Raises StoreError."""
        ...

    def seal(self, data: bytes) -> SealedFile:
        """The same for personal bytes: encrypted before they touch the disk. Raises StoreError."""
        ...
