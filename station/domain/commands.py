"""What a person (or the station itself) wants to happen. A command has no key, time or actor: the handler adds them.

The class's name is the action of domain/roles.py.
"""

from __future__ import annotations

from decimal import Decimal

from station.domain.agreements import Agreement
from station.domain.asn import AsnFile
from station.domain.events.common import ClimateNow, Film, Lens, MachineRead, Picture
from station.domain.events.unit import Mark
from station.domain.facts import Fact
from station.domain.plan import StepPlan


class Command(Fact, frozen=True, kw_only=True):
    """The base of all commands."""

    @property
    def action(self) -> str:
        return type(self).__name__


class VisitCommand(Command, frozen=True, kw_only=True):
    visit: str


class DeliveryCommand(Command, frozen=True, kw_only=True):
    delivery: str


class UnitCommand(DeliveryCommand, frozen=True, kw_only=True):
    unit: str


# People


class AddPerson(Command, frozen=True, kw_only=True):
    """person is the account's id; pin_hash, where given, goes to the credentials and never into the log."""

    person: str
    badge: str
    name: str
    roles: tuple[str, ...]
    pin_hash: str = ""


class SetPin(Command, frozen=True, kw_only=True):
    person: str
    pin_hash: str


class SignIn(Command, frozen=True, kw_only=True):
    """refused carries the reason where the PIN or the badge did not fit (the hash is checked outside the rules)."""

    person: str
    refused: str = ""
    wait_s: int = 0


class SignOut(Command, frozen=True, kw_only=True):
    person: str


# Customers and advance notices


class RegisterCustomer(Command, frozen=True, kw_only=True):
    customer: str
    name: str
    industry: str = "general"


class PublishAgreement(Command, frozen=True, kw_only=True):
    customer: str
    agreement: Agreement
    document: str = ""


class AnnounceDelivery(Command, frozen=True, kw_only=True):
    """An ASN that passed its checks. content is its hash: the same content is the same notice (domain/asn.py).

    delivery is the inbound order number that the handler found or made.
    """

    delivery: str
    asn: AsnFile
    content: str


# The truck


class Checklist(Fact, frozen=True, kw_only=True):
    """The resolved checklist a delivery is opened with."""

    id: str
    sha256: str
    steps: tuple[StepPlan, ...]


class OpenVisit(VisitCommand, frozen=True, kw_only=True):
    """A truck reports. day is the site-local date (YYYY-MM-DD) that chooses the agreement's version.

    other_plate says that the clerk has seen that another vehicle came than was announced. dock is the door's number.
    """

    plate: str
    trailer: str = ""
    deliveries: tuple[str, ...]
    day: str
    other_plate: bool = False
    dock: str = ""
    checklist: Checklist


class ReadDocument(Fact, frozen=True, kw_only=True):
    """What is printed on one document. kind: id_card, licence, vehicle_licence, trailer_licence; form: original,
    copy, electronic. foreign marks a document that has no GB 11643 number. picture is a sealed copy, where the
    agreement asks for one. read: what a machine proposed as its number."""

    kind: str
    form: str
    values: dict[str, str]
    foreign: bool = False
    picture: Picture | None = None
    read: MachineRead | None = None


class CheckIdentity(VisitCommand, frozen=True, kw_only=True):
    documents: tuple[ReadDocument, ...]


class AcceptProxy(VisitCommand, frozen=True, kw_only=True):
    documents: tuple[ReadDocument, ...]
    letter: Picture
    id_copy: Picture


class AcceptChange(VisitCommand, frozen=True, kw_only=True):
    """what: driver, vehicle or both; notice is the picture of the carrier's written notice."""

    what: str
    documents: tuple[ReadDocument, ...]
    notice: Picture


class PhotographManifest(VisitCommand, frozen=True, kw_only=True):
    picture: Picture


class CheckSeal(VisitCommand, frozen=True, kw_only=True):
    """condition: intact, broken, missing, different, removed; chosen by a person. What the numbers say comes on top.

    read: what a machine proposed as the lock's number.
    """

    announced: str
    lock: str
    manifest: str
    condition: str
    picture: Picture
    read: MachineRead | None = None


class ResumeUnloading(VisitCommand, frozen=True, kw_only=True):
    reason: str


class OpenDoor(VisitCommand, frozen=True, kw_only=True):
    """climate: the air at the dock; truck_air: that of the hold; no_truck_air: why there is none (cold chain only)."""

    climate: ClimateNow | None = None
    truck_air: ClimateNow | None = None
    no_truck_air: str = ""


class DepartVisit(VisitCommand, frozen=True, kw_only=True):
    pass


# Units


class ScanUnit(DeliveryCommand, frozen=True, kw_only=True):
    code: str
    symbology: str = ""
    raw: str = ""
    device: str = ""


class SetAside(DeliveryCommand, frozen=True, kw_only=True):
    """A carton that belongs to no unit of the delivery."""

    code: str


class TakeFace(UnitCommand, frozen=True, kw_only=True):
    face: str
    picture: Picture
    retake_reason: str = ""


class AcceptPicture(UnitCommand, frozen=True, kw_only=True):
    """A picture that was shown before stands nevertheless; a second person agrees."""

    sha256: str
    reason: str


class WaiveFace(UnitCommand, frozen=True, kw_only=True):
    face: str
    reason: str


class WaiveWaybill(UnitCommand, frozen=True, kw_only=True):
    """The unit's waybill can be read in none of its pictures, and will not be."""

    reason: str


class MarkDamage(UnitCommand, frozen=True, kw_only=True):
    """damage: dent, tear, wet, wear, deformation; depth_cm is the gauge's reading for a dent. Marks come unmeasured."""

    damage: str
    depth_cm: Decimal | None = None
    extent: str = ""
    close_up: Picture
    marks: tuple[Mark, ...] = ()


class Booked(Fact, frozen=True, kw_only=True):
    """A weight that a scale showed, in kg. role, e, tare and alibi as in events/unit.py:UnitWeighed."""

    gross: Decimal
    device: str
    protocol: str
    profile: str
    d: Decimal
    mode: str
    frames: tuple[str, ...]
    below_min: bool = False
    role: str = "parcel"
    e: Decimal | None = None
    tare: Decimal | None = None
    alibi: str = ""


class WeighUnit(UnitCommand, frozen=True, kw_only=True):
    """A weight that the stable rule let through. day is the site-local date.

    weight is None where there was nothing to book; refused then says why (moving, stale, overload …).
    """

    day: str
    weight: Booked | None
    refused: str = ""
    again_reason: str = ""


class TakeUnstable(UnitCommand, frozen=True, kw_only=True):
    """The last good reading of a load that will not rest; for the rest as WeighUnit."""

    day: str
    weight: Booked | None
    refused: str = ""
    reason: str


class RefuseUnit(UnitCommand, frozen=True, kw_only=True):
    reason: str


class ReinstateUnit(UnitCommand, frozen=True, kw_only=True):
    """Takes a rejection back."""

    reason: str


class CloseUnloading(DeliveryCommand, frozen=True, kw_only=True):
    pass


# Count, sampling, entry, sign-off


class KeyCount(DeliveryCommand, frozen=True, kw_only=True):
    tally: int


class CallCount(DeliveryCommand, frozen=True, kw_only=True):
    tally: int


class RecordSample(UnitCommand, frozen=True, kw_only=True):
    """article: what the code on the goods says, by application identifier; empty where none was scanned."""

    checks: dict[str, bool]
    note: str = ""
    article: dict[str, str] = {}


class RecloseUnit(UnitCommand, frozen=True, kw_only=True):
    seal: str
    picture: Picture


class BeginFilm(UnitCommand, frozen=True, kw_only=True):
    """A film of an opened unit begins. in_hand: the unit whose code was read last, "" where none was."""

    film: str
    camera: str
    in_hand: str = ""


class RecordFilm(UnitCommand, frozen=True, kw_only=True):
    """The station's own command once a film's file is durable."""

    film: str
    recorded: Film


class LoseFilm(UnitCommand, frozen=True, kw_only=True):
    """The station's own command where nothing of a film is there."""

    film: str
    why: str


class WaiveFilm(UnitCommand, frozen=True, kw_only=True):
    """The unit is opened and closed without the film that the agreement asks for."""

    reason: str


class EnterUnit(DeliveryCommand, frozen=True, kw_only=True):
    code: str
    value_confirmed: bool = False


class ConfirmStep(DeliveryCommand, frozen=True, kw_only=True):
    step: str
    answer: str


class Countersign(DeliveryCommand, frozen=True, kw_only=True):
    """how: signed, refused, gone; the last two need a reason and a second person, who is the witness."""

    number: int
    how: str
    reason: str = ""


class SignOff(DeliveryCommand, frozen=True, kw_only=True):
    outcome: str
    copies: int = 2
    climate: ClimateNow | None = None


class ExportPictures(DeliveryCommand, frozen=True, kw_only=True):
    """The pictures of a delivery leave the station: how many, and the SHA-256 of their manifest."""

    count: int
    manifest_sha256: str


class IssueReceipt(DeliveryCommand, frozen=True, kw_only=True):
    """The station's own command after the PDF is durable."""

    sha256: str
    pages: int
    checkpoint_size: int
    test_certificate: bool


class RecordStamp(DeliveryCommand, frozen=True, kw_only=True):
    copies: int = 2


# Scales


class CheckScale(Command, frozen=True, kw_only=True):
    """The check weight stands on a scale, at rest. Masses in kg, day is the site-local date.

    minimum and maximum are the scale's; certificate and verified_until those of its verification, "" where the
    settings name none.
    """

    device: str
    day: str
    nominal: Decimal
    tolerance: Decimal
    minimum: Decimal
    maximum: Decimal
    weight: Booked
    certificate: str = ""
    verified_until: str = ""


class NoteClimate(DeliveryCommand, frozen=True, kw_only=True):
    """The station's own command: an alarm of the air where a delivery stands.

    alarm is the key of the alarm's entry; device, cause, since, limit and value are the entry's; raised_at its time.
    """

    alarm: str
    device: str
    cause: str
    since: str
    raised_at: str
    limit: Decimal | None = None
    value: Decimal | None = None


class AcknowledgeAlarm(Command, frozen=True, kw_only=True):
    """Somebody answers an alarm of a climate sensor."""

    device: str
    number: int
    reason: str


# Sealed papers


class PaperCommand(Command, frozen=True, kw_only=True):
    """About papers of a visit; visit "" means files of the station itself."""

    visit: str = ""


class ViewDocument(PaperCommand, frozen=True, kw_only=True):
    """Somebody wants to see a sealed paper; it is shown only after the entry is durable."""

    record: str
    reason: str


class PurgeDocuments(PaperCommand, frozen=True, kw_only=True):
    """The station destroys the keys of all papers whose last day is over."""


class DeviceCommand(Command, frozen=True, kw_only=True):
    device: str


class AddDevice(DeviceCommand, frozen=True, kw_only=True):
    """An instrument that was set up. replaces: one of the same name was in the settings before."""

    role: str
    driver: str
    url: str
    options: dict[str, str] = {}
    plug: str = ""
    serial: str = ""
    replaces: bool = False


class AcceptSwap(DeviceCommand, frozen=True, kw_only=True):
    """Another one may be used in an instrument's place from now on: the one that was refused last."""

    plug: str = ""
    serial: str = ""


class CalibrateLens(DeviceCommand, frozen=True, kw_only=True):
    """What pictures of the lens board said of a camera's lens; fields as in events/site.py:LensCalibrated."""

    camera: str
    width: int
    height: int
    lens: Lens
    pictures: int
    error_px: Decimal
    unsure: Decimal
    covered: Decimal


class AddAuditNote(Command, frozen=True, kw_only=True):
    about: int
    note: str


ARCHIVE = "archive"  # device/archive: the stream that knows the second places for pictures


class PrepareArchive(DeviceCommand, frozen=True, kw_only=True):
    """A second place for pictures is given its identity: place is random (32 hex)."""

    device: str = ARCHIVE
    place: str
    name: str


class ArchivePictures(Command, frozen=True, kw_only=True):
    """Pictures of a signed delivery lie, read back, at a second place. keep_until as in PicturesArchived."""

    delivery: str
    place: str
    files: tuple[str, ...]
    size: int
    keep_until: str


# The site's CCTV


class CctvCommand(Command, frozen=True, kw_only=True):
    """About a CCTV camera of the site."""

    camera: str


class RegisterCctv(CctvCommand, frozen=True, kw_only=True):
    """The fields as in events/cctv.py:Registration."""

    name: str
    place: str
    spot: str
    recorder: str
    channel: str
    keep_days: int


class ChangeCctv(RegisterCctv, frozen=True, kw_only=True):
    reason: str


class RetireCctv(CctvCommand, frozen=True, kw_only=True):
    reason: str


class CompareCctvClock(CctvCommand, frozen=True, kw_only=True):
    """At station_at (UTC) the recorder showed `shown` (site-local, as it was read), which is shown_at in UTC.

    how: typed, photo; photo is the SHA-256 of the picture with both clocks.
    """

    station_at: str
    shown: str
    shown_at: str
    uncertainty_s: Decimal
    how: str = "typed"
    photo: str = ""


class RequestClip(DeliveryCommand, frozen=True, kw_only=True):
    """since, until: station time, UTC text."""

    camera: str
    since: str
    until: str
    reason: str


class ImportClip(DeliveryCommand, frozen=True, kw_only=True):
    """The file is durable already; the fields as in events/clip.py:ClipImported."""

    number: int
    sha256: str
    ext: str
    size: int
    name: str


class ReviewClip(DeliveryCommand, frozen=True, kw_only=True):
    number: int
    finding: str


class WithdrawClip(DeliveryCommand, frozen=True, kw_only=True):
    number: int
    reason: str


class NoteClipOverdue(DeliveryCommand, frozen=True, kw_only=True):
    """The station's own command: the recorder overwrites by now what nobody has brought."""
