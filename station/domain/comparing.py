"""Which pictures of a delivery have not been held against those before them yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparing:
    """Units with a picture whose search is under way, and those of which it never ended or could not be made.

    A unit that still waits for one of its pictures is under waiting only.
    """

    waiting: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()


def nothing(delivery: str) -> Comparing:
    """Where no search runs, nothing waits for one."""
    return Comparing()
