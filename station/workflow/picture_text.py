"""A picture's facts as a draft text, so that a half-filled step survives a crash together with its pictures."""

from __future__ import annotations

import msgspec

from station.domain.events.common import Picture


def as_text(picture: Picture) -> str:
    return msgspec.json.encode(picture).decode()


def from_text(text: str) -> Picture:
    """Raises msgspec.ValidationError for anything that as_text did not write."""
    return msgspec.json.decode(text, type=Picture)
