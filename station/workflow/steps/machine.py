"""How a number that a machine read stands to what a person has typed."""

from __future__ import annotations

from station.domain.machine_read import first_difference
from station.texts import Line, line


def compared(words: str, typed: str, read: str) -> tuple[Line, str]:
    """Whether they are the same, and from which character on they are not; with its tone. words: of the step."""
    if not typed:
        return line(f"{words}.machine_open"), "attention"
    place = first_difference(typed, read)
    same = line(f"{words}.machine_same"), "good"
    return (line(f"{words}.machine_differs", place=place), "attention") if place else same
