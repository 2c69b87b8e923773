"""What a person (or the station itself) wants to happen. A command has no key, time or actor: the handler adds them.

The class's name is the action of domain/roles.py.
"""

from __future__ import annotations

from decimal import Decimal

from station.domain.agreements import Agreement
from station.domain.asn import AsnFile
from station.domain.events.common import ClimateNow, Picture
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

    other_plate says that the clerk has seen that another vehicle came than was announced.
    """

    plate: str
    trailer: str = ""
    deliveries: tuple[str, ...]
    day: str
    other_plate: bool = False
    checklist: Checklist


class ReadDocument(Fact, frozen=True, kw_only=True):
    """What is printed on one document. kind: id_card, licence, vehicle_licence, trailer_licence; form: original,
    copy, electronic. foreign marks a document that has no GB 11643 number."""

    kind: str
    form: str
    values: dict[str, str]
    foreign: bool = False


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
    """condition: intact, broken, missing, removed."""

    announced: str
    lock: str
    manifest: str
    condition: str
    picture: Picture


class ResumeUnloading(VisitCommand, frozen=True, kw_only=True):
    reason: str


class OpenDoor(VisitCommand, frozen=True, kw_only=True):
    climate: ClimateNow | None = None


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


class WaiveFace(UnitCommand, frozen=True, kw_only=True):
    face: str
    reason: str


class MarkDamage(UnitCommand, frozen=True, kw_only=True):
    """damage: dent, tear, wet, wear, deformation; depth_cm is the gauge's reading for a dent."""

    damage: str
    depth_cm: Decimal | None = None
    extent: str = ""
    close_up: Picture


class Booked(Fact, frozen=True, kw_only=True):
    """A weight that the stable rule let through, in kg."""

    gross: Decimal
    device: str
    protocol: str
    profile: str
    d: Decimal
    mode: str
    frames: tuple[str, ...]
    below_min: bool = False


class WeighUnit(UnitCommand, frozen=True, kw_only=True):
    """weight is None where there was nothing to book; refused then says why (moving, stale, overload …)."""

    weight: Booked | None
    refused: str = ""
    again_reason: str = ""


class RefuseUnit(UnitCommand, frozen=True, kw_only=True):
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


class IssueReceipt(DeliveryCommand, frozen=True, kw_only=True):
    """The station's own command after the PDF is durable."""

    sha256: str
    pages: int
    checkpoint_size: int
    test_certificate: bool


class RecordStamp(DeliveryCommand, frozen=True, kw_only=True):
    copies: int = 2


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


class AddAuditNote(Command, frozen=True, kw_only=True):
    about: int
    note: str
