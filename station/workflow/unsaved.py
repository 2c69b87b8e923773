"""A command whose commit failed: nobody knows whether it is saved until it was asked again with the same key."""

from __future__ import annotations

from dataclasses import dataclass

from station.errors import StoreError
from station.texts import Line
from station.workflow.effects import Do

RETRY_EVERY = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class Unsaved:
    do: Do
    key: str
    actor: str
    second: str
    delivery: str
    error: StoreError
    tried_at: float

    @property
    def line(self) -> Line:
        return Line(self.error.key, self.error.params)


@dataclass(frozen=True, slots=True)
class Taking:
    """A picture that was asked for and has not come. person: who released it; role: of the camera that was asked."""

    token: str
    delivery: str
    purpose: str
    since: float
    person: str
    role: str = ""
