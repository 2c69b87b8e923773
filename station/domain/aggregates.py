"""The seam to the store: a stream's empty state, and evolve on stored entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from station.domain import events as _events  # noqa: F401 - registers every kind
from station.domain import evolve_cctv as _evolve_cctv  # noqa: F401 - registers its rules
from station.domain.entry import EntryFacts
from station.domain.evolve import evolve as evolve_event
from station.domain.facts import from_data
from station.domain.state import (
    CctvState,
    CustomerState,
    DeliveryState,
    DeviceState,
    PersonState,
    State,
    UnitState,
    VisitState,
)

_INITIAL: Mapping[str, State] = {
    "person": PersonState(),
    "customer": CustomerState(),
    "device": DeviceState(),
    "visit": VisitState(),
    "delivery": DeliveryState(),
    "unit": UnitState(),
    "cctv": CctvState(),
}


def initial(stream: str) -> State:
    """The state of a stream before its first entry; KeyError where the stream's kind is unknown."""
    return _INITIAL[stream.partition("/")[0]]


def evolve(state: Any, kind: str, data: Mapping[str, Any], facts: EntryFacts) -> State:
    """The state after a stored entry."""
    return evolve_event(state, from_data(kind, data), facts)
