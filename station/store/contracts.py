"""What the store asks of the rules and of the projections, so that it knows neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from station.domain.entry import Entry, EntryFacts
from station.store.database import Database


class Aggregates(Protocol):
    """The rules that fold events into states (station.domain.aggregates)."""

    def initial(self, stream: str, /) -> Any:
        """The state of a stream before its first event. The text before "/" is the aggregate's kind."""
        ...

    def evolve(self, state: Any, kind: str, data: Mapping[str, Any], context: EntryFacts, /) -> Any:
        """The state after one more event."""
        ...


class Projector(Protocol):
    """The tables that pages query (station.store.projections)."""

    @property
    def PROJECTIONS(self) -> tuple[str, ...]:
        """The names of the tables that replay must give again."""
        ...

    def project(self, db: Database, stream: str, state: Any, entry: Entry, /) -> None:
        """Writes the rows of this one stream as they are after this one entry."""
        ...
