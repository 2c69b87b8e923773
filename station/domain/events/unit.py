"""The stream of one handling unit of one delivery: unit/<delivery>/<unit>."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from station.domain.events.common import Film, Picture, Said
from station.domain.facts import Event, Fact, event


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
    """One of the six faces, a close picture of the waybill, or one more (domain/faces.py); a retake has its reason."""

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


class Mark(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A mark over a close-up; the picture's own bytes stay as they are.

    shape: box (two opposite corners) or arrow (tail, tip). Places are per mille of the picture's width and height from
    its upper left corner. sides_mm: a box's width and height, an arrow's length, measured with the card; within_mm:
    by how much the longest may be wrong, 0 in entries from before it was told.
    """

    shape: str
    x1: int
    y1: int
    x2: int
    y2: int
    words: str = ""
    sides_mm: tuple[int, ...] = ()
    within_mm: int = 0


@event
class WaybillWaived(Event, frozen=True, kw_only=True):
    """No picture shows the unit's waybill readable: accepted with a reason and a second person."""

    KIND: ClassVar[str] = "unit.waybill_waived"
    reason: str


@event
class DamageMarked(Event, frozen=True, kw_only=True):
    """Damage: dent, tear, wet, wear, deformation; extent in words where no card measured it, depth for a dent."""

    KIND: ClassVar[str] = "unit.damage_marked"
    damage: str
    depth_cm: Decimal | None = None
    extent: str = ""
    close_up: Picture
    marks: tuple[Mark, ...] = ()


@event
class UnitWeighed(Event, frozen=True, kw_only=True):
    """A gross weight in kg. frames are the raw bytes of the window that was booked, hex.

    role: the scale, parcel or platform; e its verification interval where it bears on the limit. tare: in kg, of the
    pallet. alibi: the scale's own number of the weight. unstable: taken without a standstill, why, by two people.
    """

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
    role: str = "parcel"
    e: Decimal | None = None
    tare: Decimal | None = None
    alibi: str = ""
    unstable: bool = False
    unstable_reason: str = ""


@event
class UnitRejected(Event, frozen=True, kw_only=True):
    """Refused goods: they go back onto the truck."""

    KIND: ClassVar[str] = "unit.rejected"
    reason: str


@event
class UnitReinstated(Event, frozen=True, kw_only=True):
    """A rejection is taken back, with a reason and a second person: the unit is received like any other."""

    KIND: ClassVar[str] = "unit.reinstated"
    reason: str
    was: str


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


class EarlierPicture(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The picture that another one looks like: where it stands, and the entry (index and time) that names it."""

    sha256: str
    delivery: str = ""
    unit: str = ""
    shows: str = ""
    index: int
    at: str


@event
class PictureDoubted(Event, frozen=True, kw_only=True):
    """A picture of this unit was shown before. shows: a face, damage or seal; how: same_bytes or alike."""

    KIND: ClassVar[str] = "unit.picture_doubted"
    sha256: str
    shows: str
    how: str
    earlier: EarlierPicture


@event
class PictureAccepted(Event, frozen=True, kw_only=True):
    """A doubted picture stands nevertheless: a second person has looked at both and says why."""

    KIND: ClassVar[str] = "unit.picture_accepted"
    sha256: str
    reason: str


@event
class FilmBegun(Event, frozen=True, kw_only=True):
    """An unboxing film 开箱视频 of this unit is being taken. film: its name; its end is an entry of its own, always."""

    KIND: ClassVar[str] = "unit.film_begun"
    film: str
    camera: str


@event
class UnitFilmed(Event, frozen=True, kw_only=True):
    """The film is durable. by: who began it."""

    KIND: ClassVar[str] = "unit.filmed"
    film: str
    by: str
    recorded: Film


@event
class FilmLost(Event, frozen=True, kw_only=True):
    """Of a film that was begun nothing is there. why: no_file, no_picture, altered, unwritable."""

    KIND: ClassVar[str] = "unit.film_lost"
    film: str
    by: str
    why: str


@event
class FilmWaived(Event, frozen=True, kw_only=True):
    """The agreement asks for a film, and there is none: accepted with a reason and a second person."""

    KIND: ClassVar[str] = "unit.film_waived"
    reason: str
