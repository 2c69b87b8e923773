"""Steps 0 and 2: arrival, truck seals three ways, stop and resume, door, departure (receiving.md §4)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from station.domain.agreements import Agreement, in_force
from station.domain.case import Happening, Means, TruckCase, delivery_stream, on_visit, visit_stream
from station.domain.commands import (
    CheckSeal,
    DepartVisit,
    OpenDoor,
    OpenVisit,
    PhotographManifest,
    ResumeUnloading,
)
from station.domain.events.delivery import DeliveryOpened, ExceptionRaised
from station.domain.events.visit import (
    DoorOpened,
    ManifestPhotographed,
    SealChecked,
    UnloadingResumed,
    UnloadingStopped,
    VisitDeparted,
    VisitOpened,
)
from station.domain.notice import notice_by
from station.domain.refusal import Refusal, require
from station.domain.rules.identity import require_identified
from station.domain.sampling import commitment
from station.domain.state import DeliveryState

MEGABYTE = 1_000_000
LEAST_FREE = 500 * MEGABYTE  # what a delivery may need that has begun; below it none begins (reliability R3)
SEAL_CONDITIONS = ("intact", "broken", "missing", "different", "removed")


def open_visit(case: TruckCase, command: OpenVisit, means: Means) -> list[Happening]:
    """The truck reports: each delivery is bound to its agreement in force, the plan, the draw's commitment."""
    require(not case.visit.id, "visit.open_already")
    require(case.deliveries, "visit.no_delivery")
    require(means.free >= LEAST_FREE, "visit.no_room", free=means.free // MEGABYTE, least=LEAST_FREE // MEGABYTE)
    for delivery in case.deliveries.values():
        require(delivery.id, "delivery.unknown")
        require(delivery.stage == "expected", "delivery.here_already", delivery=delivery.id)
    first = next(iter(case.deliveries.values()))
    _check_plate(case, command)
    opened = VisitOpened(
        plate=command.plate,
        trailer=command.trailer,
        carrier=first.carrier,
        deliveries=tuple(case.deliveries),
        announced_plate=first.plate,
        dock=command.dock,
    )
    bound = [_bind(case, command, delivery, means) for delivery in case.deliveries.values()]
    return [Happening(visit_stream(command.visit), opened), *bound]


def _check_plate(case: TruckCase, command: OpenVisit) -> None:
    announced = {delivery.plate for delivery in case.deliveries.values() if delivery.plate}
    require(command.plate.strip(), "visit.plate_missing")
    fits = not announced or command.plate in announced or command.other_plate
    require(fits, "visit.plate", plate=command.plate)


def _bind(case: TruckCase, command: OpenVisit, delivery: DeliveryState, means: Means) -> Happening:
    agreement = _agreement(case, delivery, command.day)
    record = f"draw:{delivery.id}"
    # One fresh nonce serves the truck; each delivery's own is derived, so that none tells the other's.
    nonce = delivery_nonce(means.nonce, delivery.id)
    means.seal(record, nonce.hex())
    opened = DeliveryOpened(
        visit=command.visit,
        agreement=agreement.version,
        terms=agreement.terms,
        industry=case.customers[delivery.customer].industry,
        checklist=command.checklist.id,
        checklist_sha256=command.checklist.sha256,
        steps=command.checklist.steps,
        draw_commitment=commitment(nonce),
        draw_record=record,
    )
    return Happening(delivery_stream(delivery.id), opened)


def delivery_nonce(nonce: bytes, delivery: str) -> bytes:
    """The draw's nonce of one delivery, from the command's random bytes."""
    return hashlib.sha256(nonce + delivery.encode()).digest()


def _agreement(case: TruckCase, delivery: DeliveryState, day: str) -> Agreement:
    customer = case.customers.get(delivery.customer)
    if customer is None or not customer.id:
        raise Refusal("agreement.no_customer", customer=delivery.customer)
    agreement = in_force(customer.agreements, day)
    if agreement is None:
        raise Refusal("agreement.expired", customer=customer.name, day=day)
    return agreement


def photograph_manifest(case: TruckCase, command: PhotographManifest, means: Means) -> list[Happening]:
    """随车清单 comes first: a seal is compared with it."""
    require_identified(case)
    require(not case.visit.manifest, "seals.manifest_done")
    return [on_visit(case, ManifestPhotographed(picture=command.picture))]


def check_seal(case: TruckCase, command: CheckSeal, means: Means) -> list[Happening]:
    """Lock, manifest and ASN must say the same and the seal must be whole; else unloading stops at once 暂停卸货."""
    require_identified(case)
    require(case.visit.manifest, "seals.manifest_first")
    require(case.visit.stop is None, "unloading.stopped")
    require(command.announced in case.announced_seals, "seals.not_announced", seal=command.announced)
    checked = {seal.announced for seal in case.visit.seals}
    require(command.announced not in checked, "seals.checked_already", seal=command.announced)
    require(command.condition in SEAL_CONDITIONS, "seals.condition", condition=command.condition)
    wrong = _seal_fault(command)
    event = SealChecked(
        announced=command.announced,
        lock=command.lock,
        manifest=command.manifest,
        condition=command.condition,
        picture=command.picture,
        good=not wrong,
        read=command.read,
    )
    happened = [on_visit(case, event)]
    return [*happened, *_stop(case, command, wrong, means)] if wrong else happened


def _seal_fault(command: CheckSeal) -> str:
    if command.condition != "intact":
        return command.condition
    same = command.lock == command.manifest == command.announced
    return "" if same else "different"


def _stop(case: TruckCase, command: CheckSeal, wrong: str, means: Means) -> Iterable[Happening]:
    yield on_visit(case, UnloadingStopped(reason=wrong, seal=command.announced))
    for delivery in case.deliveries.values():
        raised = ExceptionRaised(
            number=len(delivery.exceptions) + 1,
            kind="broken_seal",
            evidence=(command.picture.sha256,),
            details={
                "seal": command.announced,
                "lock": command.lock,
                "manifest": command.manifest,
                "condition": wrong,
            },
            notice_by=notice_by(means.now, delivery.terms),
        )
        yield Happening(delivery_stream(delivery.id), raised)


def resume_unloading(case: TruckCase, command: ResumeUnloading, means: Means) -> list[Happening]:
    """恢复卸货: a supervisor, with the reason."""
    require(case.visit.stop is not None, "unloading.not_stopped")
    require(command.reason.strip(), "reason.missing")
    return [on_visit(case, UnloadingResumed(reason=command.reason.strip()))]


def open_door(case: TruckCase, command: OpenDoor, means: Means) -> list[Happening]:
    """Only behind a known driver and seals that were compared."""
    require_identified(case)
    require(case.visit.manifest, "seals.manifest_first")
    require(case.visit.stop is None, "unloading.stopped")
    checked = {seal.announced for seal in case.visit.seals}
    left = [seal for seal in case.announced_seals if seal not in checked]
    require(not left, "seals.left", seals=", ".join(left))
    require(not case.visit.door_opened_at, "door.open_already")
    event = DoorOpened(climate=command.climate, truck_air=command.truck_air, no_truck_air=command.no_truck_air)
    return [on_visit(case, event)]


def depart_visit(case: TruckCase, command: DepartVisit, means: Means) -> list[Happening]:
    """The truck leaves when every delivery is signed, and what was found since is countersigned: then nobody can."""
    require(case.visit.id, "visit.unknown")
    require(not case.visit.departed_at, "visit.departed")
    waiting = [delivery.id for delivery in case.deliveries.values() if delivery.sign_off is None]
    require(not waiting, "visit.unsigned", deliveries=", ".join(waiting))
    open_ones = [delivery.id for delivery in case.deliveries.values() if delivery.uncountersigned]
    require(not open_ones, "visit.uncountersigned", deliveries=", ".join(open_ones))
    return [on_visit(case, VisitDeparted())]
