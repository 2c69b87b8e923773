"""The stream of one handling unit of one delivery: unit/<delivery>/<unit>."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from station.domain.events.common import Picture, Said
from station.domain.facts import Event, event


@event
class UnitScanned(Event, frozen=True, kw_only=True):
    """The unit's waybill or SSCC was read at the dock. raw is what the gun sent, hex."""

    KIND: ClassVar[str] = "unit.scanned"
    code: str
    symbology: str = ""
    raw: str = ""
    device: str = ""


@event
class FaceTaken(Event, frozen=True, kw_only=True):
    """One of the six faces; a retake names its reason."""

    KIND: ClassVar[str] = "unit.face_taken"
    face: str
    picture: Picture
    retake_reason: str = ""


@event
class FaceWaived(Event, frozen=True, kw_only=True):
    """ "Not taken", with a reason and a second person."""

    KIND: ClassVar[str] = "unit.face_waived"
    face: str
    reason: str


@event
class DamageMarked(Event, frozen=True, kw_only=True):
    """Damage: dent, tear, wet, wear, deformation; extent in cm where it can be measured, depth for a dent."""

    KIND: ClassVar[str] = "unit.damage_marked"
    damage: str
    depth_cm: Decimal | None = None
    extent: str = ""
    close_up: Picture


@event
class UnitWeighed(Event, frozen=True, kw_only=True):
    """A stable gross weight in kg. frames are the raw bytes of the window that was booked, hex."""

    KIND: ClassVar[str] = "unit.weighed"
    gross: Decimal
    declared: Decimal | None
    limit: Decimal | None
    flagged: bool
    device: str
    protocol: str
    profile: str
    d: Decimal
    mode: str
    frames: tuple[str, ...]
    below_min: bool = False
    again_reason: str = ""


@event
class UnitRejected(Event, frozen=True, kw_only=True):
    """Refused goods: they go back onto the truck."""

    KIND: ClassVar[str] = "unit.rejected"
    reason: str


@event
class UnitSampled(Event, frozen=True, kw_only=True):
    """Quality sampling of an opened unit: each check by name, true = passed.

    article: the GS1 elements of the code on the goods by application identifier, where it was scanned.
    """

    KIND: ClassVar[str] = "unit.sampled"
    checks: dict[str, bool]
    passed: bool
    note: str = ""
    article: dict[str, str] = {}


@event
class UnitReclosed(Event, frozen=True, kw_only=True):
    """Closed again with a numbered tamper seal 防拆封条."""

    KIND: ClassVar[str] = "unit.reclosed"
    seal: str
    picture: Picture


@event
class UnitIsolated(Event, frozen=True, kw_only=True):
    """Moved to the nonconforming area 不合格品隔离区."""

    KIND: ClassVar[str] = "unit.isolated"
    reason: str


@event
class UnitEntered(Event, frozen=True, kw_only=True):
    """System entry by the unit's own code; insured units with their value confirmed and labelled 保价件."""

    KIND: ClassVar[str] = "unit.entered"
    code: str
    value_confirmed: bool = False


@event
class UnitRefused(Event, frozen=True, kw_only=True):
    """A command about this unit that the rules refused."""

    KIND: ClassVar[str] = "unit.refused"
    said: Said
