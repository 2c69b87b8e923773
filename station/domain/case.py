"""What a rule sees and what it answers with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from station.domain.events.common import Personal
from station.domain.faces import shows_waybill
from station.domain.facts import Event
from station.domain.plan import StepPlan
from station.domain.state import CustomerState, DeliveryState, DeviceState, UnitState, VisitState
from station.domain.units import DeclaredUnit, unit_stream

PLENTY = 1 << 60  # bytes


def _nowhere(sha256: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Means:
    """What a rule may use beside the state: the moment, chance, the log's head and the vault. All of it is an argument.

    now is RFC 3339 UTC text, actor and second are person ids, nonce 32 fresh random bytes, root and size the log's
    tree before this transaction. seal puts a personal value under a record id, reveal reads one back. holder names the
    account that a badge belongs to, "" for none. device tells how an instrument stands. shown tells where a picture's
    SHA-256 stands already, "" for nowhere; free is the room on the disk in bytes.
    """

    now: str
    actor: str
    second: str
    nonce: bytes
    root: bytes
    size: int
    seal: Callable[[str, str], Personal]
    reveal: Callable[[str], str]
    holder: Callable[[str], str]
    device: Callable[[str], DeviceState]
    shown: Callable[[str], str] = _nowhere
    free: int = PLENTY


@dataclass(frozen=True)
class Case:
    """One delivery at the dock with its truck and its units (by id; a unit that was not scanned is not there).

    What is derived from it is worked out once: a page asks some twenty times, and a truck may bring 500 cartons.
    """

    visit: VisitState
    delivery: DeliveryState
    units: Mapping[str, UnitState]

    def step(self, kind: str) -> StepPlan | None:
        """The plan's step of a kind."""
        return next((step for step in self.delivery.steps if step.kind == kind), None)

    def figure(self, kind: str, name: str, default: str) -> str:
        """A figure of the delivery's own plan, never of today's file."""
        step = self.step(kind)
        return default if step is None else step.figures.get(name, default)

    def declared(self, unit: str) -> DeclaredUnit | None:
        """What the ASN says of a unit."""
        return next((declared for declared in self.delivery.units if declared.id == unit), None)

    def declared_by_code(self, code: str) -> DeclaredUnit | None:
        """The unit whose waybill or SSCC this is."""
        return next((declared for declared in self.delivery.units if declared.code == code), None)

    @cached_property
    def faces(self) -> tuple[str, ...]:
        """The faces that the plan asks for, in the order a clerk walks round a carton."""
        return tuple(self.figure("appearance", "faces", "top bottom front back left right").split())

    def complete(self, unit: UnitState) -> bool:
        """Six faces, the waybill readable on one of them, and a weight; or refused."""
        return bool(unit.rejected) or (
            unit.weight is not None and self._wanted <= unit.faces.keys() and self.waybill_settled(unit)
        )

    def waybill_settled(self, unit: UnitState) -> bool:
        """Whether a picture shows the waybill, somebody has waived that, or the delivery's plan never asked for it."""
        return not self._asks_waybill or bool(unit.waybill_waived) or shows_waybill(unit)

    @cached_property
    def _asks_waybill(self) -> bool:
        return self.figure("appearance", "waybill", "0") != "0"

    @cached_property
    def _wanted(self) -> frozenset[str]:
        return frozenset(self.faces)

    @cached_property
    def in_hand(self) -> tuple[UnitState, ...]:
        """Scanned units that are not complete yet, latest scan first."""
        waiting = [unit for unit in self.present if not self.complete(unit)]
        return tuple(sorted(waiting, key=lambda unit: unit.scanned_at, reverse=True))

    @cached_property
    def countable(self) -> tuple[DeclaredUnit, ...]:
        """The declared units at the level that the agreement photographs, weighs and counts."""
        level = self.delivery.terms.level
        return tuple(unit for unit in self.delivery.units if unit.level == level)

    @cached_property
    def present(self) -> tuple[UnitState, ...]:
        """Scanned units in the ASN's order."""
        return tuple(self.units[unit.id] for unit in self.countable if unit.id in self.units)

    @cached_property
    def doubtful(self) -> tuple[UnitState, ...]:
        """Units with a picture that was once doubted; goods that go back on the truck need no picture."""
        return tuple(unit for unit in self.present if unit.doubts and not unit.rejected)

    @cached_property
    def missing(self) -> tuple[DeclaredUnit, ...]:
        """Declared units that nobody has scanned."""
        return tuple(unit for unit in self.countable if unit.id not in self.units)


@dataclass(frozen=True, slots=True)
class TruckCase:
    """A truck with all its deliveries; customers by id."""

    visit: VisitState
    deliveries: Mapping[str, DeliveryState]
    customers: Mapping[str, CustomerState] = field(default_factory=dict)

    @property
    def announced_seals(self) -> tuple[str, ...]:
        """The seal numbers of every delivery's ASN, each once, in the order they were announced."""
        return tuple(dict.fromkeys(seal for delivery in self.deliveries.values() for seal in delivery.seals))


class Happening(NamedTuple):
    """An event and the stream it belongs to."""

    stream: str
    event: Event


def visit_stream(visit: str) -> str:
    return f"visit/{visit}"


def delivery_stream(delivery: str) -> str:
    return f"delivery/{delivery}"


def on_visit(case: Case | TruckCase, event: Event) -> Happening:
    return Happening(visit_stream(case.visit.id), event)


def on_delivery(case: Case, event: Event) -> Happening:
    return Happening(delivery_stream(case.delivery.id), event)


def on_unit(case: Case, unit: str, event: Event) -> Happening:
    return Happening(unit_stream(case.delivery.id, unit), event)
