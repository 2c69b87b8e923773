"""Sees to it that every picture of the goods is held against those before it, and books what is found.

The answer comes a moment after the picture is durable; until then nobody waits. What was not answered before the
station ended is asked again at the next start, as long as the delivery is open.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Protocol

from station.clock import Clock, from_utc_text, utc_text
from station.domain.case import Happening
from station.domain.entry import Entry
from station.domain.events.unit import EarlierPicture, PictureDoubted
from station.domain.readings import Recalled
from station.domain.units import unit_stream
from station.errors import StoreError
from station.program_log import ProgramLog
from station.workflow.handlers import Handlers
from station.workflow.reading import PictureRow

log = ProgramLog(__name__)

LOOKS_BACK = timedelta(days=90)
KINDS = ("unit.face_taken", "unit.damage_marked", "unit.reclosed", "visit.manifest_photographed", "visit.seal_checked")
NO_FACE = ("damage", "tamper_seal")

Picture = tuple[str, int]  # SHA-256, epoch second


class Memory(Protocol):
    """Where pictures are remembered; both come back at once, the answer later."""

    def know(self, pictures: Sequence[Picture]) -> None: ...

    def ask(self, picture: Picture, without: Collection[str] = ()) -> None: ...


class Pictures(Protocol):
    """The part of the queries that is needed here."""

    def pictures(self, delivery: str) -> tuple[PictureRow, ...]: ...

    def unit_pictures(self, delivery: str, unit: str) -> tuple[PictureRow, ...]: ...

    def picture(self, sha256: str) -> PictureRow | None: ...

    def pictures_since(self, at: str) -> tuple[PictureRow, ...]: ...

    def open_deliveries(self) -> tuple[str, ...]: ...


class PictureWatch:
    def __init__(self, handlers: Handlers, pictures: Pictures, memory: Memory, clock: Clock) -> None:
        self._handlers, self._pictures, self._memory, self._clock = handlers, pictures, memory, clock
        handlers.subscribe(self._written)

    def start(self) -> None:
        """Remembers the last 90 days, and asks about what still can be taken again."""
        since = utc_text(self._clock.now() - LOOKS_BACK)
        self._memory.know([_told(row) for row in self._pictures.pictures_since(since)])
        for delivery in self._pictures.open_deliveries():
            for row in self._pictures.pictures(delivery):
                self._ask(row)

    def heard(self, answer: Recalled) -> None:
        """Books a doubt where a picture is a copy of an earlier one."""
        new, old = self._pictures.picture(answer.sha256), self._pictures.picture(answer.earlier)
        if new is None or old is None or not new.unit:
            return
        earlier = EarlierPicture(
            sha256=old.sha256, delivery=old.delivery, unit=old.unit, shows=old.shows, index=old.index, at=old.at
        )
        doubted = PictureDoubted(sha256=new.sha256, shows=new.shows, how="alike", earlier=earlier)
        try:
            self._handlers.book([Happening(unit_stream(new.delivery, new.unit), doubted)], f"doubt-{new.sha256}")
        except StoreError as error:
            log.warning("doubt not booked", sha256=new.sha256, reason=error.key)  # asked again at the next start

    def _written(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            if entry.kind in KINDS:
                taken = entry.data["close_up" if entry.kind == "unit.damage_marked" else "picture"]["sha256"]
                row = self._pictures.picture(taken)
                if row is not None:
                    self._ask(row)

    def _ask(self, row: PictureRow) -> None:
        if row.unit:
            self._memory.ask(_told(row), self._of_the_same(row))
        else:
            self._memory.know([_told(row)])

    def _of_the_same(self, row: PictureRow) -> set[str]:
        """What may look alike honestly: earlier pictures of the same face, and close-ups of the same unit."""
        others = self._pictures.unit_pictures(row.delivery, row.unit)
        close = row.shows in NO_FACE
        return {other.sha256 for other in others if close or other.shows in (row.shows, *NO_FACE)}


def _told(row: PictureRow) -> Picture:
    return row.sha256, int(from_utc_text(row.at).timestamp())
