"""One entry of the operation log: what is written for ever, and its bytes.

The bytes are canonical JSON (RFC 8785) of all fields; the leaf of the Merkle tree is their hash. A later
format has another `v`, and a function here that lifts the old one when it is read; bytes are never rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec

from station.domain.canonical import canonical

FORMAT = 1

Text = Annotated[str, msgspec.Meta(min_length=1)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Number = Annotated[int, msgspec.Meta(ge=1)]
Moment = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]


class NotAnEntry(ValueError):
    """Bytes that are no entry of a known format."""


class EntryFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rule may know of the entry that carries its event.

    index counts the station's entries from 0; at is UTC text with milliseconds; actor and second_actor are person ids.
    """

    stream: Text
    index: Count
    at: Moment
    actor: Text
    second_actor: Text | None = None


class Entry(EntryFacts, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event in its place in the log.

    version counts the entries of the stream from 1; mono is the station's monotonic clock in milliseconds;
    key is the idempotency key: the command's for its first event, then "<command>/1", "<command>/2" …
    """

    station: Text
    version: Number
    kind: Text
    mono: Count
    key: Text
    data: dict[str, Any]
    v: int = FORMAT

    def to_bytes(self) -> bytes:
        """The stored form. Raises canonical.NotCanonical where data holds what an entry cannot."""
        return canonical(msgspec.structs.asdict(self))

    @classmethod
    def from_bytes(cls, stored: bytes) -> Entry:
        """Reads the stored form of any known format. Raises NotAnEntry."""
        try:
            return msgspec.convert(lifted(msgspec.json.decode(stored)), cls)
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError) as error:
            raise NotAnEntry(str(error)) from error


Fields = Mapping[str, Any]
UPCASTERS: dict[int, Callable[[Fields], Fields]] = {}
"""Format v -> the function that gives the same entry in format v + 1."""


def lifted(fields: Any, upcasters: Mapping[int, Callable[[Fields], Fields]] = UPCASTERS, wanted: int = FORMAT) -> Any:
    """The fields of an entry in format `wanted`. Raises NotAnEntry for a format that no upcaster reaches."""
    found = _format(fields)
    while found != wanted:
        if found not in upcasters:
            raise NotAnEntry(f"an entry of format {found}")
        fields = upcasters[found](fields)
        found = _format(fields)
    return fields


def _format(fields: Any) -> int:
    found = fields.get("v") if isinstance(fields, Mapping) else None
    if type(found) is not int:
        raise NotAnEntry("no format number")
    return found
