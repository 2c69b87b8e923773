"""A store without a disk: the promises of station.store kept in dictionaries, and a disk that can be made to fail."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from station.clock import utc_text
from station.domain import aggregates
from station.domain.entry import Entry
from station.errors import DiskFull
from tests.unit.fake_clock import FakeClock


class MemoryStore:
    station_id = "IN-01"

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.entries: list[Entry] = []
        self.vault: dict[str, str] = {}
        self.pins: dict[str, str] = {}
        self.broken = False
        self.clock_step_ms = 0
        self.free = 10**12  # bytes on the disk
        self.lost_answer = False  # the commit works, but nobody is told

    def unit_of_work(self, actor: str, second_actor: str | None = None) -> MemoryUnitOfWork:
        return MemoryUnitOfWork(self, actor, second_actor)

    @property
    def free_bytes(self) -> int:
        return self.free

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.entries]


class MemoryUnitOfWork:
    def __init__(self, store: MemoryStore, actor: str, second_actor: str | None) -> None:
        self._store = store
        self._actor, self._second = actor, second_actor
        self._new: list[Entry] = []
        self._sealed: dict[str, str] = {}
        self._pins: dict[str, str] = {}
        self._purged: list[str] = []

    def __enter__(self) -> MemoryUnitOfWork:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._new = []

    @property
    def root_before(self) -> bytes:
        return hashlib.sha256(b"".join(entry.to_bytes() for entry in self._store.entries)).digest()

    @property
    def size_before(self) -> int:
        return len(self._store.entries)

    def state(self, stream: str) -> Any:
        state = aggregates.initial(stream)
        for entry in (*self._store.entries, *self._new):
            if entry.stream == stream:
                state = aggregates.evolve(state, entry.kind, entry.data, entry)
        return state

    def badge_holder(self, badge: str) -> str:
        added = [entry for entry in (*self._store.entries, *self._new) if entry.kind == "person.added"]
        return next((entry.stream.removeprefix("person/") for entry in added if entry.data["badge"] == badge), "")

    def picture_place(self, sha256: str) -> str:
        named = [entry for entry in self._store.entries if sha256 in str(entry.data) and "doubted" not in entry.kind]
        return named[0].stream.partition("/")[2] if named else ""

    def states(self, streams: Sequence[str]) -> list[Any]:
        return [self.state(stream) for stream in streams]

    def entries_by_command(self, key: str) -> list[Entry]:
        return [entry for entry in self._store.entries if entry.key == key or entry.key.startswith(f"{key}/")]

    def append(self, stream: str, kind: str, data: Mapping[str, Any], key: str) -> Entry:
        everything = (*self._store.entries, *self._new)
        entry = Entry(
            station=self._store.station_id,
            index=len(everything),
            stream=stream,
            version=sum(entry.stream == stream for entry in everything) + 1,
            kind=kind,
            at=utc_text(self._store.clock.now()),
            mono=round(self._store.clock.monotonic() * 1000),
            actor=self._actor,
            second_actor=self._second,
            key=key,
            data=dict(data),
        )
        entry = Entry.from_bytes(entry.to_bytes())
        self._new.append(entry)
        return entry

    def seal(self, record: str, text: str) -> None:
        self._sealed[record] = text

    def reveal(self, record: str) -> str:
        return {**self._store.vault, **self._sealed}[record]

    def fingerprint(self, record: str, text: str) -> str:
        return hmac.new(record.encode(), text.encode(), hashlib.sha256).hexdigest()

    def purge(self, record: str) -> None:
        self._purged.append(record)

    def set_credential(self, person: str, pin_hash: str) -> None:
        self._pins[person] = pin_hash

    def take_clock_step(self) -> int:
        step, self._store.clock_step_ms = self._store.clock_step_ms, 0
        return step

    def commit(self) -> None:
        if self._store.broken:
            raise DiskFull("store.disk_full", folder="/data", free=0)
        self._store.entries += self._new
        self._store.vault |= self._sealed
        self._store.pins |= self._pins
        for record in self._purged:
            del self._store.vault[record]
        self._new = []
        if self._store.lost_answer:
            self._store.lost_answer = False
            raise DiskFull("store.disk_full", folder="/data", free=0)
