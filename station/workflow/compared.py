"""Two pictures that are to be compared: the one in doubt and the one that was shown before."""

from __future__ import annotations

from station.domain.entry import Entry
from station.domain.events.unit import PictureDoubted
from station.domain.facts import from_data
from station.domain.state import DoubtState
from station.texts import line
from station.workflow.sentences import shown
from station.workflow.view import Beside

DOUBTED = PictureDoubted.KIND


def pair(delivery: str, unit: str, doubt: DoubtState | PictureDoubted, at: str) -> tuple[Beside, Beside]:
    """Both with whose they are, what they show and when they were taken (the new one: when it was doubted)."""
    old = doubt.earlier
    here = line("picture.place", delivery=delivery, unit=unit)
    there = line("picture.place", delivery=old.delivery, unit=old.unit) if old.unit else f"#{old.index}"
    return (
        Beside(doubt.sha256, line("doubt.this"), here, shown(doubt.shows), at),
        Beside(old.sha256, line("doubt.earlier"), there, shown(old.shows), old.at),
    )


def compared(stream: str, entry: Entry) -> tuple[Beside, ...]:
    """What an entry compares; nothing for one that is about something else."""
    if entry.kind != DOUBTED:
        return ()
    said = from_data(entry.kind, entry.data)
    assert isinstance(said, PictureDoubted)
    _, delivery, unit = stream.split("/", 2)
    return pair(delivery, unit, said, entry.at)
