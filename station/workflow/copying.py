"""How far a long copy is, and whether somebody wants it to end."""

from __future__ import annotations

from dataclasses import dataclass


class Stopped(Exception):
    """Somebody has stopped the copying; nothing was kept."""


@dataclass(slots=True)
class Copying:
    """Told of every piece that is copied, in bytes; `stop` is looked at between two of them. ended: it is over."""

    total: int = 0
    done: int = 0
    stop: bool = False
    ended: bool = False

    def __call__(self, size: int) -> None:
        self.done += size
        if self.stop:
            raise Stopped
