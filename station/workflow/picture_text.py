"""A picture's facts as a draft text, so that a half-filled step survives a crash together with its pictures."""

from __future__ import annotations

import msgspec

from station.domain.events.common import MachineRead, Picture


def as_text(picture: Picture) -> str:
    return msgspec.json.encode(picture).decode()


def from_text(text: str) -> Picture:
    """Raises msgspec.ValidationError for anything that as_text did not write."""
    return msgspec.json.decode(text, type=Picture)


def read_as_text(sha256: str, read: MachineRead) -> str:
    """What a machine read in the picture with this hash."""
    return f"{sha256} {msgspec.json.encode(read).decode()}"


def read_in(text: str, sha256: str) -> MachineRead | None:
    """The same again, None where it was read in another picture."""
    of, _, read = text.partition(" ")
    return msgspec.json.decode(read, type=MachineRead) if read and of == sha256 else None
