"""Clips of the site's CCTV that somebody wants of a delivery; they happen in the delivery's stream."""

from __future__ import annotations

from typing import ClassVar

from station.domain.facts import Event, event


@event
class ClipRequested(Event, frozen=True, kw_only=True):
    """Somebody wants what a camera saw from since until until (station time, UTC). number counts a delivery's clips.

    deadline: UTC, from then on the recorder overwrites it.
    """

    KIND: ClassVar[str] = "delivery.clip_requested"
    number: int
    camera: str
    recorder: str
    channel: str
    since: str
    until: str
    deadline: str
    reason: str


@event
class ClipOverdue(Event, frozen=True, kw_only=True):
    """Nobody has brought the clip before the recorder began to overwrite it; this stays, whatever comes later."""

    KIND: ClassVar[str] = "delivery.clip_overdue"
    number: int


@event
class ClipImported(Event, frozen=True, kw_only=True):
    """The file is durable under its hash; name is the one it came with, ext its ending in the evidence folder."""

    KIND: ClassVar[str] = "delivery.clip_imported"
    number: int
    sha256: str
    ext: str
    size: int
    name: str


@event
class ClipReviewed(Event, frozen=True, kw_only=True):
    """Somebody has looked at it and says what is to be seen."""

    KIND: ClassVar[str] = "delivery.clip_reviewed"
    number: int
    finding: str


@event
class ClipWithdrawn(Event, frozen=True, kw_only=True):
    """The request is taken back; it and its reason stay on record."""

    KIND: ClassVar[str] = "delivery.clip_withdrawn"
    number: int
    reason: str
