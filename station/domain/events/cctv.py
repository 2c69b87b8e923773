"""The stream of one CCTV camera of the site (cctv/<id>): what is registered of it, and its recorder's clock."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from station.domain.events.common import Said
from station.domain.facts import Event, event


class Registration(Event, frozen=True, kw_only=True):
    """place: door or staging; spot: the door's number, the area's name. keep_days: then the recorder overwrites."""

    name: str
    place: str
    spot: str
    recorder: str
    channel: str
    keep_days: int


@event
class CctvRegistered(Registration, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "cctv.registered"


@event
class CctvChanged(Registration, frozen=True, kw_only=True):
    """From now on; what it saw before was seen as it was registered then."""

    KIND: ClassVar[str] = "cctv.changed"
    reason: str


@event
class CctvRetired(Event, frozen=True, kw_only=True):
    """It looks at nothing any more."""

    KIND: ClassVar[str] = "cctv.retired"
    reason: str


@event
class CctvClockCompared(Event, frozen=True, kw_only=True):
    """The recorder's clock beside the station's. offset_s: recorder minus station, uncertainty_s: what it may be off.

    station_at: UTC text. shown: what the recorder showed, site-local as it was read ("2026-11-24T10:41:20"). how: typed
    at a moment that the station stamped, or photo (both clocks in one picture; its SHA-256 where it was kept).
    """

    KIND: ClassVar[str] = "cctv.clock_compared"
    recorder: str
    station_at: str
    shown: str
    offset_s: Decimal
    uncertainty_s: Decimal
    how: str
    photo: str = ""


@event
class CctvRefused(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "cctv.refused"
    said: Said
