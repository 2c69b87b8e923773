"""The write path: the only place that opens a unit of work.

A command comes in with an idempotency key and the people who give it; its events go out in one transaction with one
sync. A refusal is written down too (kind "<aggregate>.refused") and said. The same key again has the same answer.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from station.clock import Clock, utc_text
from station.domain.case import Case, Happening, Means, TruckCase
from station.domain.commands import AddPerson, Command, SetPin
from station.domain.comparing import Comparing, nothing
from station.domain.decide import decide
from station.domain.entry import Entry
from station.domain.events.common import Personal, Said
from station.domain.events.site import ClockStepped, FilesPurged
from station.domain.events.visit import DocumentsPurged
from station.domain.facts import to_data
from station.domain.permit import permit
from station.domain.refusal import Refusal
from station.domain.rules.people import appoint_administrator
from station.domain.state import CustomerState, DeliveryState, DeviceState, PersonState, VisitState
from station.program_log import ProgramLog
from station.texts import Line
from station.workflow.ports import Store, UnitOfWork
from station.workflow.subjects import case_of, refusal_place, subject_of, truck_of

STATION = "station"  # the actor of what the station books by itself

log = ProgramLog(__name__)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The command's entries, durable."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why not, as a sentence; the refusal itself is in the log."""

    reason: Line


Result = Accepted | Rejected
Listener = Callable[[tuple[Entry, ...]], None]


class Handlers:
    """Gives commands to the rules and their events to the store."""

    def __init__(self, store: Store, clock: Clock, chance: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._store = store
        self._clock = clock
        self._chance = chance
        self._listeners: list[Listener] = []
        self.comparing: Callable[[str], Comparing] = nothing  # whoever searches for copies of pictures puts itself here

    def subscribe(self, listener: Listener) -> None:
        """Told of entries after they are durable; must not raise."""
        self._listeners.append(listener)

    def dispatch(self, command: Command, key: str, actor: str, second: str = "") -> Result:
        """Carries a command out. Raises StoreError when the disk or the database fails: then nothing is certain."""
        try:
            return self._accept(command, key, actor, second)
        except Refusal as refusal:
            return self._refuse(command, key, actor, second, refusal)

    def _accept(self, command: Command, key: str, actor: str, second: str) -> Result:
        with self._store.unit_of_work(actor, second or None) as uow:
            earlier = uow.entries_by_command(key)
            if earlier:
                return _again(earlier)
            permit(command, _person(uow, actor), _person(uow, second))
            subject = subject_of(uow, command, self._store.station_id)
            happened = decide(subject, command, self._means(uow, actor, second))
            entries = self._append(uow, happened, key)
            _keep_credential(uow, command)
            _destroy_keys(uow, happened)
            uow.commit()
        self._publish(entries)
        return Accepted(entries)

    def _refuse(self, command: Command, key: str, actor: str, second: str, refusal: Refusal) -> Rejected:
        named = {name: str(value) for name, value in refusal.line.params.items()}
        said = Said(action=command.action, reason=refusal.code, named=named)
        with self._store.unit_of_work(actor, second or None) as uow:
            place = refusal_place(uow, command, said, self._store.station_id)
            entries = self._append(uow, [place], key)
            uow.commit()
        log.info("refused", action=command.action, reason=refusal.code)
        self._publish(entries)
        return Rejected(refusal.line)

    def appoint(self, command: AddPerson, key: str) -> Result:
        """The first start makes the administrator, once; nobody else is there to permit it."""
        station = f"device/{self._store.station_id}"
        try:
            with self._store.unit_of_work(STATION) as uow:
                earlier = uow.entries_by_command(key)
                if earlier:
                    return _again(earlier)
                state, person = uow.state(station), uow.state(f"person/{command.person}")
                happened = appoint_administrator(state, person, command, self._means(uow, STATION, ""))
                entries = self._append(uow, happened, key)
                _keep_credential(uow, command)
                uow.commit()
        except Refusal as refusal:
            return self._refuse(command, key, STATION, "", refusal)
        self._publish(entries)
        return Accepted(entries)

    def book(self, happened: Iterable[Happening], key: str) -> tuple[Entry, ...]:
        """What the station itself noticed (a lost device, a climate minute): facts that no rule can refuse."""
        with self._store.unit_of_work(STATION) as uow:
            if uow.entries_by_command(key):
                return ()
            entries = self._append(uow, happened, key)
            uow.commit()
        self._publish(entries)
        return entries

    def case(self, delivery: str) -> Case:
        """The delivery as it stands: what every page and step shows."""
        with self._store.unit_of_work(STATION) as uow:
            return case_of(uow, delivery)

    def truck(self, visit: str) -> TruckCase:
        """A truck with its deliveries and their customers."""
        with self._store.unit_of_work(STATION) as uow:
            return truck_of(uow, visit)

    def visit(self, visit: str) -> VisitState:
        with self._store.unit_of_work(STATION) as uow:
            state: VisitState = uow.state(f"visit/{visit}")
            return state

    def delivery(self, delivery: str) -> DeliveryState:
        with self._store.unit_of_work(STATION) as uow:
            state: DeliveryState = uow.state(f"delivery/{delivery}")
            return state

    def customer(self, customer: str) -> CustomerState:
        with self._store.unit_of_work(STATION) as uow:
            state: CustomerState = uow.state(f"customer/{customer}")
            return state

    def device(self, device: str) -> DeviceState:
        with self._store.unit_of_work(STATION) as uow:
            state: DeviceState = uow.state(f"device/{device}")
            return state

    def person(self, person: str) -> PersonState:
        with self._store.unit_of_work(STATION) as uow:
            state: PersonState = uow.state(f"person/{person}")
            return state

    def _means(self, uow: UnitOfWork, actor: str, second: str) -> Means:
        def seal(record: str, text: str) -> Personal:
            uow.seal(record, text)
            return Personal(record=record, hmac=uow.fingerprint(record, text))

        return Means(
            now=utc_text(self._clock.now()),
            actor=actor,
            second=second,
            nonce=self._chance(32),
            root=uow.root_before,
            size=uow.size_before,
            seal=seal,
            reveal=uow.reveal,
            holder=uow.badge_holder,
            device=lambda name: uow.state(f"device/{name}"),
            shown=uow.picture_place,
            free=self._store.free_bytes,
            cctv=lambda name: uow.state(f"cctv/{name}"),
            comparing=self.comparing,
        )

    def _append(self, uow: UnitOfWork, happened: Iterable[Happening], key: str) -> tuple[Entry, ...]:
        """The first event carries the command's key, the others key/1, key/2 … A moved wall clock is told with them."""
        happened = [*happened, *self._clock_step(uow)]
        return tuple(
            uow.append(stream, event.KIND, to_data(event), f"{key}/{place}" if place else key)
            for place, (stream, event) in enumerate(happened)
        )

    def _clock_step(self, uow: UnitOfWork) -> list[Happening]:
        by_ms = uow.take_clock_step()
        return [Happening(f"device/{self._store.station_id}", ClockStepped(by_ms=by_ms))] if by_ms else []

    def _publish(self, entries: tuple[Entry, ...]) -> None:
        for listener in self._listeners:
            listener(entries)


def _again(entries: list[Entry]) -> Result:
    if entries[0].kind.endswith(".refused"):
        said = entries[0].data["said"]
        return Rejected(Line(f"refusal.{said['reason']}", said.get("named", {})))
    return Accepted(tuple(entries))


def _person(uow: UnitOfWork, person: str) -> PersonState | None:
    """The person who gives a command; None for nobody and for the station itself."""
    if person in ("", STATION):
        return None
    state: PersonState = uow.state(f"person/{person}")
    return state


def _keep_credential(uow: UnitOfWork, command: Command) -> None:
    if isinstance(command, AddPerson | SetPin) and command.pin_hash:
        uow.set_credential(command.person, command.pin_hash)


def _destroy_keys(uow: UnitOfWork, happened: Iterable[Happening]) -> None:
    """What an entry says is purged is gone with it, or neither happens."""
    for _, event in happened:
        for record in event.records if isinstance(event, DocumentsPurged | FilesPurged) else ():
            uow.purge(record)
