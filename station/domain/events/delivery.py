"""The stream of one delivery 到货: from the advance notice to the receipt."""

from __future__ import annotations

from typing import ClassVar

from station.domain.agreements import Terms
from station.domain.events.common import ClimateNow, Personal, Said
from station.domain.facts import Event, Fact, event
from station.domain.plan import StepPlan
from station.domain.units import DeclaredUnit


class AnnouncedDriver(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The driver of the ASN; every value lies in the vault."""

    name: Personal
    id_number: Personal
    licence_number: Personal
    vehicle_licence: Personal


@event
class DeliveryAnnounced(Event, frozen=True, kw_only=True):
    """An accepted ASN. The stream's name is the inbound order number; revision 1 is the first notice."""

    KIND: ClassVar[str] = "delivery.announced"
    customer: str
    reference: str
    content: str
    revision: int
    carrier: str = ""
    slot: str = ""
    plate: str = ""
    trailer: str = ""
    seals: tuple[str, ...] = ()
    driver: AnnouncedDriver | None = None
    units: tuple[DeclaredUnit, ...]


@event
class DeliveryOpened(Event, frozen=True, kw_only=True):
    """The truck stands at the dock: the terms, the plan and the commitment of the draw are fixed from here on."""

    KIND: ClassVar[str] = "delivery.opened"
    visit: str
    agreement: int
    terms: Terms
    industry: str
    checklist: str
    checklist_sha256: str
    steps: tuple[StepPlan, ...]
    draw_commitment: str
    draw_record: str


@event
class StepClosed(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "delivery.step_closed"
    step: str


@event
class StepConfirmed(Event, frozen=True, kw_only=True):
    """An added step of kind "confirm" was answered."""

    KIND: ClassVar[str] = "delivery.step_confirmed"
    step: str
    answer: str


@event
class CountKeyed(Event, frozen=True, kw_only=True):
    """The keyer entered what the caller said. Only a commitment is written: HMAC-SHA256(nonce, tally), hex."""

    KIND: ClassVar[str] = "delivery.count_keyed"
    round: int
    commitment: str
    record: str


@event
class CountRevealed(Event, frozen=True, kw_only=True):
    """Both have entered: nonce and tallies are disclosed. keyer and caller are person ids."""

    KIND: ClassVar[str] = "delivery.count_revealed"
    round: int
    nonce: str
    keyed: int
    called: int
    keyer: str
    caller: str


@event
class CountClosed(Event, frozen=True, kw_only=True):
    """The count that stands; difference = counted - declared."""

    KIND: ClassVar[str] = "delivery.count_closed"
    counted: int
    declared: int
    difference: int
    recounted: bool


@event
class SampleDrawn(Event, frozen=True, kw_only=True):
    """The draw, with all that is needed to recompute it. base counts every unit, population only openable ones."""

    KIND: ClassVar[str] = "delivery.sample_drawn"
    nonce: str
    root: str
    size: int
    rate: str
    base: int
    population: tuple[str, ...]
    drawn: tuple[str, ...]


@event
class ExceptionRaised(Event, frozen=True, kw_only=True):
    """Something went wrong 异常. evidence are entry keys or picture hashes; details hold figures as text."""

    KIND: ClassVar[str] = "delivery.exception_raised"
    number: int
    kind: str
    unit: str = ""
    evidence: tuple[str, ...] = ()
    details: dict[str, str] = {}
    notice_by: str


@event
class ExceptionCountersigned(Event, frozen=True, kw_only=True):
    """The driver's countersignature: signed, or refused / gone with a reason and a witness."""

    KIND: ClassVar[str] = "delivery.exception_countersigned"
    number: int
    how: str
    reason: str = ""
    witness: str = ""


@event
class UnknownFound(Event, frozen=True, kw_only=True):
    """A code that belongs to no unit of the delivery, set aside."""

    KIND: ClassVar[str] = "delivery.unknown_found"
    code: str


@event
class SignedOff(Event, frozen=True, kw_only=True):
    """Sign-off 签收确认; the receipt's number is fixed here.

    outcome: normal, with_exceptions, partly_refused, refused. not_compared: units of which a picture was not held
    against the earlier ones, because the search was out of order for too long.
    """

    KIND: ClassVar[str] = "delivery.signed_off"
    outcome: str
    receipt: str
    received: int
    refused: tuple[str, ...] = ()
    copies: int = 2
    climate: ClimateNow | None = None
    not_compared: tuple[str, ...] = ()


@event
class ReceiptIssued(Event, frozen=True, kw_only=True):
    """The signed PDF is durable under its hash; checkpoint_size names the tree head in its QR."""

    KIND: ClassVar[str] = "delivery.receipt_issued"
    number: str
    sha256: str
    pages: int
    checkpoint_size: int
    test_certificate: bool


@event
class StampRecorded(Event, frozen=True, kw_only=True):
    """Who put the real 已验收 stamp on the paper copies."""

    KIND: ClassVar[str] = "delivery.stamp_recorded"
    copies: int


@event
class DeliveryRefused(Event, frozen=True, kw_only=True):
    """A command that the rules refused; the delivery itself goes on."""

    KIND: ClassVar[str] = "delivery.refused"
    said: Said


@event
class PicturesExported(Event, frozen=True, kw_only=True):
    """Copies of the delivery's pictures left the station, listed by a signed manifest of this SHA-256."""

    KIND: ClassVar[str] = "delivery.pictures_exported"
    count: int
    manifest_sha256: str


@event
class PicturesArchived(Event, frozen=True, kw_only=True):
    """These pictures (SHA-256 each) were copied to a second place and read back there; only now may they go from here.

    place: the identity of the ArchivePrepared entry. size: bytes of all. keep_until: the last day on which nobody may
    throw the copies away.
    """

    KIND: ClassVar[str] = "delivery.pictures_archived"
    place: str
    files: tuple[str, ...]
    size: int
    keep_until: str
