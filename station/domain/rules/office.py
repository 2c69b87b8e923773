"""Customers, agreements and advance notices (receiving.md §2, §3)."""

from __future__ import annotations

from station.domain.agreements import check_agreement
from station.domain.asn import AsnDriver
from station.domain.case import Happening, Means, delivery_stream
from station.domain.commands import AddAuditNote, AnnounceDelivery, PublishAgreement, RegisterCustomer
from station.domain.events.customer import AgreementPublished, CustomerRegistered
from station.domain.events.delivery import AnnouncedDriver, DeliveryAnnounced
from station.domain.events.site import AuditNoted
from station.domain.refusal import require
from station.domain.state import CustomerState, DeliveryState, DeviceState


def register_customer(state: CustomerState, command: RegisterCustomer, means: Means) -> list[Happening]:
    """A new customer profile 客户画像."""
    require(not state.id, "customer.known", customer=command.customer)
    require(command.name.strip(), "customer.name")
    event = CustomerRegistered(name=command.name.strip(), industry=command.industry)
    return [Happening(f"customer/{command.customer}", event)]


def publish_agreement(state: CustomerState, command: PublishAgreement, means: Means) -> list[Happening]:
    """A new version; earlier ones stay, and deliveries that were opened under them keep them."""
    require(state.id, "agreement.no_customer", customer=command.customer)
    check_agreement(command.agreement)
    latest = max((agreement.version for agreement in state.agreements), default=0)
    require(command.agreement.version == latest + 1, "agreement.version", wanted=latest + 1)
    event = AgreementPublished(agreement=command.agreement, document=command.document)
    return [Happening(f"customer/{command.customer}", event)]


def announce(state: DeliveryState, command: AnnounceDelivery, means: Means) -> list[Happening]:
    """The same notice again changes nothing; a changed one is a revision, as long as the truck has not come."""
    asn = command.asn
    if state.content == command.content and _same_driver(state.driver, asn.driver, means):
        return []
    require(state.stage == "expected", "asn.arrived", delivery=command.delivery)
    revision = state.revision + 1
    event = DeliveryAnnounced(
        customer=asn.customer,
        reference=asn.reference,
        content=command.content,
        revision=revision,
        carrier=asn.carrier,
        slot=asn.slot,
        plate=asn.plate,
        trailer=asn.trailer,
        seals=asn.seals,
        driver=_sealed(asn.driver, command.delivery, revision, means),
        units=asn.units,
    )
    return [Happening(delivery_stream(command.delivery), event)]


def add_audit_note(state: DeviceState, command: AddAuditNote, means: Means) -> list[Happening]:
    """What an auditor has to say of an entry; the entry itself stays as it is."""
    require(0 <= command.about < means.size, "audit.no_entry", index=command.about)
    require(command.note.strip(), "reason.missing")
    return [Happening(f"device/{state.id}", AuditNoted(about=command.about, note=command.note.strip()))]


_DRIVER = ("name", "id_number", "licence_number", "vehicle_licence")


def _same_driver(known: AnnouncedDriver | None, told: AsnDriver | None, means: Means) -> bool:
    if known is None or told is None:
        return known is None and told is None
    return all(means.reveal(getattr(known, field).record) == getattr(told, field) for field in _DRIVER)


def _sealed(driver: AsnDriver | None, delivery: str, revision: int, means: Means) -> AnnouncedDriver | None:
    if driver is None:
        return None
    sealed = {field: means.seal(f"{delivery}:r{revision}:driver:{field}", getattr(driver, field)) for field in _DRIVER}
    return AnnouncedDriver(**sealed)
