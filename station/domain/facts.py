"""The base of everything that is written down: frozen, named fields only, unknown fields refused.

Defaults are left out of the stored form, so a field that is added later with a default reads old entries unchanged.
Decimals are written as text, moments as RFC 3339 text in UTC (clock.utc_text): an entry has no floats.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

import msgspec


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value inside an event, a command or a state."""


class Event(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something that happened. KIND is "<aggregate>.<what happened>" and never changes once it was written."""

    KIND: ClassVar[str]


E = TypeVar("E", bound=Event)
KINDS: dict[str, type[Event]] = {}


def event(cls: type[E]) -> type[E]:
    """Registers an event class under its KIND."""
    assert cls.KIND not in KINDS, cls.KIND
    KINDS[cls.KIND] = cls
    return cls


def to_data(happened: Event) -> dict[str, Any]:
    """The stored form of an event: JSON types only, no floats."""
    data: dict[str, Any] = msgspec.to_builtins(happened)
    return data


def from_data(kind: str, data: Mapping[str, Any]) -> Event:
    """The event of a stored entry. Raises KeyError for an unknown kind, msgspec.ValidationError for a wrong shape."""
    return msgspec.convert(data, KINDS[kind])
