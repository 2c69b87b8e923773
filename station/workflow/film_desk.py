"""Unboxing films on their way: begun by an entry, ended by an entry, whatever happens in between.

One at a time. The entry that begins a film is durable before the camera starts; the one that ends it comes when its
file is evidence, or says that nothing is there. What a crash has left open is taken up by `take_up`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from station.domain.commands import BeginFilm, LoseFilm, RecordFilm
from station.domain.entry import Entry
from station.domain.events.common import Film
from station.domain.readings import Filmed, Filming
from station.domain.units import unit_stream
from station.errors import StoreError
from station.texts import Line, line
from station.workflow.desk import Desk
from station.workflow.effects import Roll
from station.workflow.handlers import STATION, Rejected
from station.workflow.reading import FilmRow
from station.workflow.scene import FilmNow
from station.workflow.signals import Tone

CLOSED = ("unit.reclosed", "unit.isolated")  # after these there is nothing to be filmed any more
GOOD_ENDS = ("asked", "time", "size")
TOO_SLOW = 1000  # bytes a second: from such a film nobody can tell how long the room lasts

Say = Callable[[Tone, Line], None]


@dataclass(frozen=True, slots=True)
class Rolling:
    film: str
    camera: str
    now: FilmNow


class FilmDesk:
    def __init__(self, desk: Desk, say: Say) -> None:
        self._desk, self._say = desk, say
        self._rolling: Rolling | None = None
        self._keeping: set[str] = set()

    @property
    def now(self) -> FilmNow | None:
        """The film that is being taken."""
        return self._rolling.now if self._rolling else None

    def roll(self, order: Roll, delivery: str, person: str) -> None:
        if order.what == "begin":
            self._begin(order, delivery, person)
        elif self._rolling is not None and not self._rolling.now.ending:
            self._tell_camera(self._rolling, order)

    def heard(self, item: Filming | Filmed) -> None:
        rolling = self._rolling
        if rolling is None or rolling.film != item.token:
            return
        if isinstance(item, Filming):
            left = self._left(item)
            known = replace(rolling.now, ms=item.ms, size=item.size, paused=item.paused, left=left)
            self._rolling = replace(rolling, now=known)
        else:
            self._rolling = replace(rolling, now=replace(rolling.now, ending=True))
            self._keep(item.token, rolling.camera, item.end, item.sha256, (rolling.now.delivery, rolling.now.unit))

    def written(self, entries: Iterable[Entry]) -> None:
        """A carton that is closed again, or led away, is filmed no longer."""
        now = self.now
        if now is not None and any(
            entry.kind in CLOSED and entry.stream == unit_stream(now.delivery, now.unit) for entry in entries
        ):
            self.roll(Roll("end"), now.delivery, "")

    def take_up(self, begun: Iterable[FilmRow]) -> None:
        """Films that nobody takes any more and of which no entry tells the end; asked again every minute."""
        rolling = self._rolling.film if self._rolling else ""
        for row in begun:
            if row.film != rolling and self._desk.films.quiet(row.film):
                self._keep(row.film, row.camera, "process", "", (row.delivery, row.unit))

    def _begin(self, order: Roll, delivery: str, person: str) -> None:
        film, films = uuid.uuid4().hex, self._desk.films
        command = BeginFilm(delivery=delivery, unit=order.unit, film=film, camera=films.camera, in_hand=order.in_hand)
        try:
            result = self._desk.handlers.dispatch(command, f"film-{film}", person)
            if isinstance(result, Rejected):
                self._say(Tone.BAD, result.reason)
                return
            self._rolling = Rolling(film, films.camera, FilmNow(delivery, order.unit, left=films.seconds))
            films.begin(film, f"{delivery}/{order.unit}")
        except StoreError as error:
            self._rolling = None  # one that its entry has begun is taken up, and said to be lost
            self._say(Tone.STOP, Line(error.key, error.params))

    def _tell_camera(self, rolling: Rolling, order: Roll) -> None:
        if order.what == "pause" and not rolling.now.paused:
            self._desk.films.pause(rolling.film, order.why)
        elif order.what == "resume":
            self._desk.films.resume(rolling.film)
        elif order.what == "end":
            self._rolling = replace(rolling, now=replace(rolling.now, ending=True))
            self._desk.films.end(rolling.film)

    def _left(self, item: Filming) -> int:
        """Seconds until the first limit: its time, or its size at the rate so far."""
        films = self._desk.films
        by_time = films.seconds - item.ms // 1000
        rate = item.size * 1000 // max(item.ms, 1)
        by_size = (films.bytes - item.size) // rate if rate > TOO_SLOW else by_time
        return max(0, min(by_time, by_size))

    def _keep(self, film: str, camera: str, end: str, sha256: str, place: tuple[str, str]) -> None:
        if film in self._keeping:
            return
        self._keeping.add(film)
        films = self._desk.films
        self._desk.film_aside(lambda: films.keep(film, camera, end, sha256), lambda kept: self._kept(film, kept, place))

    def _kept(self, film: str, kept: Film | str, place: tuple[str, str]) -> None:
        """Whatever became of it is an entry; one that cannot be written is tried again by `take_up`."""
        self._keeping.discard(film)
        if self._rolling is not None and self._rolling.film == film:
            self._rolling = None
        delivery, unit = place
        command: RecordFilm | LoseFilm
        if isinstance(kept, Film):
            command = RecordFilm(delivery=delivery, unit=unit, film=film, recorded=kept)
        else:
            command = LoseFilm(delivery=delivery, unit=unit, film=film, why=kept)
        try:
            self._desk.handlers.dispatch(command, f"filmed-{film}", STATION)
        except StoreError as error:
            self._say(Tone.STOP, Line(error.key, error.params))
            return
        self._desk.films.forget(film)
        self._tell(kept, unit)

    def _tell(self, kept: Film | str, unit: str) -> None:
        if isinstance(kept, str):
            self._say(Tone.BAD, Line("film.is_lost", {"unit": unit, "why": line(f"film.lost.{kept}")}))
        elif kept.end == "asked":
            self._say(Tone.GOOD, Line("film.kept", {"unit": unit}))
        else:
            tone = Tone.ATTENTION if kept.end in GOOD_ENDS else Tone.BAD
            self._say(tone, Line("film.ended", {"unit": unit, "end": line(f"film.end.{kept.end}")}))
