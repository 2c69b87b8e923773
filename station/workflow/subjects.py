"""What a command is about: loads the states a rule looks at, and says in which stream a refusal belongs."""

from __future__ import annotations

from typing import NamedTuple

from station.domain import commands as c
from station.domain.case import Case, Happening, TruckCase, delivery_stream, visit_stream
from station.domain.decide import Subject
from station.domain.events.cctv import CctvRefused
from station.domain.events.common import Said
from station.domain.events.delivery import DeliveryRefused
from station.domain.events.person import PersonRefused
from station.domain.events.site import DeviceRefused
from station.domain.events.unit import UnitRefused
from station.domain.events.visit import VisitRefused
from station.domain.facts import Event
from station.domain.state import CctvState, DeliveryState, UnitState
from station.domain.units import DeclaredUnit, unit_stream
from station.errors import Bug
from station.workflow.ports import UnitOfWork


def case_of(uow: UnitOfWork, delivery: str) -> Case:
    """A delivery with its truck and the units that were scanned."""
    state: DeliveryState = uow.state(delivery_stream(delivery))
    folded: list[UnitState] = uow.states(_streams(delivery, state.units))
    units = {unit.id: unit for unit in folded if unit.code}
    return Case(visit=uow.state(visit_stream(state.visit)), delivery=state, units=units)


class _Names(NamedTuple):
    units: tuple[DeclaredUnit, ...]
    streams: tuple[str, ...]


_known: dict[str, _Names] = {}
_MOST = 64  # deliveries; a dock has a few at a time


def _streams(delivery: str, units: tuple[DeclaredUnit, ...]) -> tuple[str, ...]:
    """The streams of a delivery's units. The same tuple of units gives the same names: kept, not made at every step."""
    names = _known.get(delivery)
    if names is None or names.units is not units:
        if len(_known) >= _MOST:
            _known.clear()
        names = _known[delivery] = _Names(units, tuple(unit_stream(delivery, unit.id) for unit in units))
    return names.streams


def truck_of(uow: UnitOfWork, visit: str, deliveries: tuple[str, ...] = ()) -> TruckCase:
    """A truck with its deliveries (those named, before the visit itself knows them) and their customers."""
    state = uow.state(visit_stream(visit))
    loaded = {name: uow.state(delivery_stream(name)) for name in state.deliveries or deliveries}
    customers = {d.customer: uow.state(f"customer/{d.customer}") for d in loaded.values() if d.customer}
    return TruckCase(visit=state, deliveries=loaded, customers=customers)


def subject_of(uow: UnitOfWork, command: c.Command, station: str) -> Subject:
    """What the command's rule looks at."""
    match command:
        case c.OpenVisit():
            return truck_of(uow, command.visit, command.deliveries)
        case c.VisitCommand():
            return truck_of(uow, command.visit)
        case c.DeliveryCommand():
            return case_of(uow, command.delivery)
        case c.CctvCommand():
            camera: CctvState = uow.state(f"cctv/{command.camera}")
            return camera
    subject: Subject = uow.state(_own_stream(command, station))
    return subject


def _own_stream(command: c.Command, station: str) -> str:
    match command:
        case c.AddPerson() | c.SetPin() | c.SignIn() | c.SignOut():
            return f"person/{command.person}"
        case c.RegisterCustomer() | c.PublishAgreement():
            return f"customer/{command.customer}"
        case c.AnnounceDelivery() | c.ArchivePictures():
            return delivery_stream(command.delivery)
        case c.CheckScale() | c.AcknowledgeAlarm() | c.DeviceCommand():
            return f"device/{command.device}"
        case c.AddAuditNote():
            return f"device/{station}"
        case c.PaperCommand():
            return visit_stream(command.visit) if command.visit else f"device/{station}"
    raise Bug("handlers.no_subject", action=command.action)


def refusal_place(uow: UnitOfWork, command: c.Command, said: Said, station: str) -> Happening:
    """The stream where the refusal is written: the nearest thing that exists, else the station itself."""
    for stream, event in _places(command, said):
        state = uow.state(stream)
        if state.code if stream.startswith("unit/") else state.id:
            return Happening(stream, event)
    return Happening(f"device/{station}", DeviceRefused(said=said))


def _places(command: c.Command, said: Said) -> list[tuple[str, Event]]:
    places: list[tuple[str, Event]] = []
    if isinstance(command, c.UnitCommand):
        places.append((unit_stream(command.delivery, command.unit), UnitRefused(said=said)))
    if isinstance(command, c.DeliveryCommand):
        places.append((delivery_stream(command.delivery), DeliveryRefused(said=said)))
    if isinstance(command, c.VisitCommand | c.PaperCommand) and command.visit:
        places.append((visit_stream(command.visit), VisitRefused(said=said)))
    if isinstance(command, c.AddPerson | c.SetPin | c.SignIn | c.SignOut):
        places.append((f"person/{command.person}", PersonRefused(said=said)))
    if isinstance(command, c.CctvCommand):
        places.append((f"cctv/{command.camera}", CctvRefused(said=said)))
    if isinstance(command, c.CheckScale):
        places.append((f"device/{command.device}", DeviceRefused(said=said)))
    if isinstance(command, c.DeviceCommand):
        places.append((f"device/{command.device}", DeviceRefused(said=said)))
    return places
