"""The stream of one vehicle visit 到车."""

from __future__ import annotations

from typing import ClassVar

from station.domain.events.common import CardRead, ClimateNow, MachineRead, Personal, Picture, Said
from station.domain.facts import Event, Fact, event


class Document(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One of the driver's documents as it was read: kind id_card, licence, vehicle_licence, trailer_licence.

    values are vault records by field name; matches says, field by field, whether the characters were the announced
    ones. form is original, copy or electronic. picture is there where the agreement asks for a copy (sealed). read:
    where a machine proposed its number.
    """

    kind: str
    form: str
    values: dict[str, Personal]
    matches: dict[str, bool]
    picture: Picture | None = None
    read: CardRead | None = None


@event
class VisitOpened(Event, frozen=True, kw_only=True):
    """A truck reported at the dock; the entry's time is the arrival. dock: the door, "" where it is not told."""

    KIND: ClassVar[str] = "visit.opened"
    plate: str
    trailer: str = ""
    carrier: str = ""
    deliveries: tuple[str, ...]
    announced: bool = True
    announced_plate: str = ""
    dock: str = ""


@event
class IdentityMatched(Event, frozen=True, kw_only=True):
    """Every field of the originals was the announced one, character by character."""

    KIND: ClassVar[str] = "visit.identity_matched"
    documents: tuple[Document, ...]


@event
class IdentityFailed(Event, frozen=True, kw_only=True):
    """Something did not match; the truck waits for a proxy's letter, a written change notice or the right driver."""

    KIND: ClassVar[str] = "visit.identity_failed"
    documents: tuple[Document, ...]
    differences: tuple[str, ...]


@event
class ProxyAccepted(Event, frozen=True, kw_only=True):
    """Somebody stands in 代收人: letter of authorisation and ID copy, both archived."""

    KIND: ClassVar[str] = "visit.proxy_accepted"
    documents: tuple[Document, ...]
    letter: Picture
    id_copy: Picture


@event
class ChangeAccepted(Event, frozen=True, kw_only=True):
    """Another driver or vehicle than announced 换司机/换车: the carrier's written notice and a supervisor."""

    KIND: ClassVar[str] = "visit.change_accepted"
    what: str
    documents: tuple[Document, ...]
    notice: Picture


@event
class ManifestPhotographed(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "visit.manifest_photographed"
    picture: Picture


@event
class SealChecked(Event, frozen=True, kw_only=True):
    """One truck seal three ways: what the lock shows, what the manifest says, what the ASN announced.

    read is what a machine proposed as the lock's number, where it proposed one; lock is what a person confirmed.
    """

    KIND: ClassVar[str] = "visit.seal_checked"
    announced: str
    lock: str
    manifest: str
    condition: str
    picture: Picture
    good: bool
    read: MachineRead | None = None


@event
class UnloadingStopped(Event, frozen=True, kw_only=True):
    """停卸: nothing of this truck moves until a supervisor resumes."""

    KIND: ClassVar[str] = "visit.unloading_stopped"
    reason: str
    seal: str = ""


@event
class UnloadingResumed(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "visit.unloading_resumed"
    reason: str


@event
class DoorOpened(Event, frozen=True, kw_only=True):
    """The truck's door is open. climate is the air at the dock, truck_air that of the hold at this moment.

    no_truck_air says for goods of the cold chain why it is unknown: no_sensor, no_reading.
    """

    KIND: ClassVar[str] = "visit.door_opened"
    climate: ClimateNow | None = None
    truck_air: ClimateNow | None = None
    no_truck_air: str = ""


@event
class DocumentViewed(Event, frozen=True, kw_only=True):
    """Somebody asked to see a sealed picture of this visit; written before it was shown."""

    KIND: ClassVar[str] = "visit.document_viewed"
    document: str
    record: str
    reason: str


@event
class DocumentsPurged(Event, frozen=True, kw_only=True):
    """The keys of these records were destroyed when they were due; the sealed files can never be read again."""

    KIND: ClassVar[str] = "visit.documents_purged"
    records: tuple[str, ...]


@event
class VisitDeparted(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "visit.departed"


@event
class VisitRefused(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "visit.refused"
    said: Said
