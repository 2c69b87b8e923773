"""The folded states of streams, kept so that a stream is read from the log once and not at every step."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from station.domain.entry import Entry
from station.store.contracts import Aggregates

KEPT = 20_000  # streams; a delivery of 500 cartons is some 500 of them


class Folded(NamedTuple):
    """A stream as it stands: the version of its last entry (0: none yet) and its state."""

    version: int
    state: Any


class Book:
    """Folds streams on demand and keeps those used last. Only committed states get in."""

    def __init__(self, aggregates: Aggregates, read: Callable[[str], Iterable[Entry]], kept: int = KEPT) -> None:
        self._aggregates = aggregates
        self._read = read
        self._kept = kept
        self._known: OrderedDict[str, Folded] = OrderedDict()

    def folded(self, stream: str) -> Folded:
        """The stream as it stands."""
        known = self._known.get(stream)
        if known is None:
            known = self._fold(stream)
            self.keep({stream: known})
        else:
            self._known.move_to_end(stream)
        return known

    def crowd(self, streams: Sequence[str]) -> list[Folded]:
        """The same of many at once: what is read in a crowd is not what was used last.

        Asked three times a step for every unit of a truck, so the known ones are fetched in one go.
        """
        found = list(map(self._known.get, streams))
        return [known or self.folded(stream) for known, stream in zip(found, streams, strict=True)]

    def keep(self, folded: Mapping[str, Folded]) -> None:
        """Takes over states of a transaction that was committed."""
        self._known.update(folded)
        while len(self._known) > self._kept:
            self._known.popitem(last=False)

    def clear(self) -> None:
        """Forgets everything: what is committed is unknown."""
        self._known.clear()

    def _fold(self, stream: str) -> Folded:
        folded = Folded(0, self._aggregates.initial(stream))
        for entry in self._read(stream):
            folded = after(self._aggregates, folded, entry)
        return folded


def after(aggregates: Aggregates, folded: Folded, entry: Entry) -> Folded:
    """The stream after one more entry."""
    return Folded(entry.version, aggregates.evolve(folded.state, entry.kind, entry.data, entry))
