"""The stream of one person who works at the station."""

from __future__ import annotations

from typing import ClassVar

from station.domain.events.common import Personal, Said
from station.domain.facts import Event, event


@event
class PersonAdded(Event, frozen=True, kw_only=True):
    """An account. The name lies in the vault; the badge code is what the gun reads."""

    KIND: ClassVar[str] = "person.added"
    badge: str
    name: Personal
    roles: tuple[str, ...]


@event
class PinSet(Event, frozen=True, kw_only=True):
    """A new PIN; its argon2id hash is kept in the credentials, never in the log."""

    KIND: ClassVar[str] = "person.pin_set"


@event
class SignedIn(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "person.signed_in"


@event
class SignedOut(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "person.signed_out"


@event
class PersonRefused(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "person.refused"
    said: Said
