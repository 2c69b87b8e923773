"""The site's CCTV cameras: where each one looked, when, and how far its recorder's clock was off (receiving.md §4).

The station records no video. It knows which recorder has what, and translates its own time into the recorder's, so
that a person finds the place. Moments are UTC text as in clock.utc_text, so they compare as text; an offset is recorder
minus station in seconds: positive where the recorder is ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from station.clock import from_utc_text, utc_text
from station.domain.facts import Fact

DOOR, STAGING = "door", "staging"
PLACES = (DOOR, STAGING)


class Spell(Fact, frozen=True, kw_only=True):
    """How a camera was registered from since until until ("" still): its place, its recorder and its channel there.

    place: door or staging; spot: the door's number or the area's name. keep_days: the recorder overwrites after them.
    """

    camera: str
    name: str
    place: str
    spot: str
    recorder: str
    channel: str
    keep_days: int
    since: str
    until: str = ""


class Comparison(Fact, frozen=True, kw_only=True):
    """A recorder's clock beside the station's at station_at: offset and what it may be wrong by, both in seconds."""

    camera: str
    recorder: str
    station_at: str
    offset_s: Decimal
    uncertainty_s: Decimal
    by: str


class Offset(Fact, frozen=True, kw_only=True):
    """The offset at some moment: that of the nearest earlier comparison, of the first later one where none is earlier.

    drift_s: by how much the next comparison differs, the bound of what the clock has run away meanwhile; None where
    nobody has compared since. afterwards: the comparison is later than the moment.
    """

    seconds: Decimal
    uncertainty_s: Decimal
    measured_at: str
    drift_s: Decimal | None = None
    afterwards: bool = False

    def shown(self, moment: str) -> str:
        """What the recorder's clock showed at a moment of the station, as UTC text."""
        return utc_text(from_utc_text(moment) + timedelta(seconds=float(self.seconds)))

    @property
    def bound_s(self) -> Decimal:
        """How far the recorder's time may be from what `shown` says, in seconds."""
        return self.uncertainty_s + (self.drift_s or Decimal(0))


class Part(Fact, frozen=True, kw_only=True):
    """A stretch of time that one camera looked at, as it was registered then."""

    spell: Spell
    since: str
    until: str


def offset_at(comparisons: Iterable[Comparison], recorder: str, moment: str) -> Offset | None:
    """The offset of a recorder's clock at a moment; None where nobody has ever compared it."""
    known = sorted((one for one in comparisons if one.recorder == recorder), key=lambda one: one.station_at)
    earlier = [one for one in known if one.station_at <= moment]
    later = known[len(earlier) :]
    if not earlier:
        return _offset(later[0], afterwards=True) if later else None
    drift = abs(later[0].offset_s - earlier[-1].offset_s) if later else None
    return _offset(earlier[-1], drift=drift)


def _offset(one: Comparison, drift: Decimal | None = None, *, afterwards: bool = False) -> Offset:
    return Offset(
        seconds=one.offset_s,
        uncertainty_s=one.uncertainty_s,
        measured_at=one.station_at,
        drift_s=drift,
        afterwards=afterwards,
    )


def is_old(measured_at: str, now: str, days: int) -> bool:
    """Whether an offset is so old that somebody should compare the clocks again; "" was never measured."""
    return not measured_at or later_by(measured_at, days) <= now


def looked(spells: Iterable[Spell], place: str, spot: str, since: str, until: str) -> tuple[Part, ...]:
    """What the cameras of a place saw of a span, each as it was registered then. spot "": every spot of that kind."""
    here = (spell for spell in spells if spell.place == place and spot in ("", spell.spot))
    return tuple(part for spell in here if (part := _cut(spell, since, until)))


def _cut(spell: Spell, since: str, until: str) -> Part | None:
    begin, end = max(since, spell.since), min(until, spell.until or until)
    return Part(spell=spell, since=begin, until=end) if begin < end else None


def spell_at(spells: Sequence[Spell], moment: str) -> Spell | None:
    """How a camera was registered at a moment."""
    return next((one for one in spells if one.since <= moment and (not one.until or moment < one.until)), None)


def overwritten_from(spells: Iterable[Spell], camera: str, recorder: str, since: str) -> str:
    """When the recorder begins to overwrite what a camera saw from a moment on: its beginning is lost first.

    The fewest days that were registered of this recorder since then count: less is kept than was hoped for, never more.
    """
    days = [
        one.keep_days
        for one in spells
        if (one.camera, one.recorder) == (camera, recorder) and (not one.until or one.until > since)
    ]
    return later_by(since, min(days, default=0))


def later_by(moment: str, days: int) -> str:
    return utc_text(from_utc_text(moment) + timedelta(days=days))
