"""What the window asks of a camera's process for a film; apart, because the window loads no OpenCV."""

from __future__ import annotations

import msgspec


class FilmOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for. path: a file that does not exist yet; title stands in it. fps: pictures a second at most.

    seconds and bytes end it by themselves, as does a disk with less than reserve bytes left.
    """

    token: str
    path: str
    title: str
    zone: str
    fps: float
    seconds: int
    bytes: int
    reserve: int
