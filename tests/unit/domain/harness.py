"""A dock without a store: commands go through permit, decide and evolve on streams in memory.

dock = Dock(); dock.to("count") plays a good delivery up to the moment where the count begins; give() plays one command.
Events go through their stored form, so that what a rule cannot keep is seen here.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from station.assets import resource
from station.clock import utc_text
from station.domain import aggregates
from station.domain import commands as c
from station.domain.agreements import Agreement, Terms
from station.domain.asn import AsnDriver, AsnFile, content_hash
from station.domain.case import Case, Happening, Means, TruckCase
from station.domain.decide import decide
from station.domain.entry import EntryFacts
from station.domain.events.common import Personal, Picture
from station.domain.events.site import StationCreated
from station.domain.facts import Event, to_data
from station.domain.permit import permit
from station.domain.progress import faces_left
from station.domain.refusal import Refusal
from station.domain.rules.close import allowed_outcomes, wanted_checks
from station.domain.rules.people import appoint_administrator
from station.domain.units import DeclaredUnit
from station.store.queries import pictures_in
from station.workflow.loader import load_checklist
from station.workflow.subjects import case_of, subject_of, truck_of

STATION = "IN-01"
VISIT, ORDER, DAY = "V1", "D1", "2026-11-24"
PLATE, TRAILER = "粤B12345", "粤B1234挂"
DRIVER = AsnDriver(
    name="杨民敬", id_number="440304198503122713", licence_number="440304198503122713", vehicle_licence="4403051278"
)
PEOPLE = {
    "wang": ("W1", ("clerk",)),
    "li": ("L1", ("clerk",)),
    "zhao": ("Z1", ("supervisor",)),
    "chen": ("C1", ("inspector",)),
    "account": ("K1", ("account_officer",)),
    "audit": ("U1", ("auditor",)),
}
CHECKLIST = load_checklist(resource("checklists", "standard.toml"))
STAGES = (
    "announced", "arrived", "identified", "manifest", "sealed", "opened", "scanned", "photographed", "weighed",
    "unloaded", "keyed", "counted", "sampled", "entered", "signed", "issued", "departed",
)  # fmt: skip


def unit(number: int, **more: Any) -> DeclaredUnit:
    """A carton of 12 kg with a waybill."""
    return DeclaredUnit(**{"id": str(number), "code": f"SF{number:013}", "weight": Decimal("12.000"), **more})


def documents(driver: AsnDriver = DRIVER, plate: str = PLATE, **form: Any) -> tuple[c.ReadDocument, ...]:
    """The three originals as they are read from the driver's hand; form changes the ID card."""
    card = {"name": driver.name, "id_number": driver.id_number}
    licence = {"name": driver.name, "licence_number": driver.licence_number}
    vehicle = {"plate": plate, "vehicle_licence": driver.vehicle_licence}
    return (
        c.ReadDocument(**{"kind": "id_card", "form": "original", "values": card, **form}),
        c.ReadDocument(kind="licence", form="original", values=licence),
        c.ReadDocument(kind="vehicle_licence", form="original", values=vehicle),
    )


def asn(*units: DeclaredUnit, **more: Any) -> AsnFile:
    """A notice of customer A for the truck of this dock."""
    told: dict[str, Any] = {
        "customer": "A", "reference": "PO-1", "carrier": "顺丰", "slot": "2026-11-24T09:00", "plate": PLATE,
        "seals": ("S1",), "driver": DRIVER, "units": units or (unit(1), unit(2)),
    }  # fmt: skip
    return AsnFile(**{**told, **more})


class Dock:
    """Streams by name, a vault, people, and one delivery of customer A that waits for its truck."""

    def __init__(self, *units: DeclaredUnit, terms: Terms | None = None, industry: str = "general", **told: Any):
        self.folded: dict[str, Any] = {}
        self.vault: dict[str, str] = {}
        self.happened: list[Event] = []
        self.now = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
        self.checklist = CHECKLIST
        self._units, self._told = units, told
        self._terms, self._industry = terms or Terms(), industry
        self._root = hashlib.sha256()
        self.shown: dict[str, str] = {}  # a picture's SHA-256 -> where it stands already
        self.free = 10**12  # bytes on the disk
        self._pictures = 0
        self._played: list[str] = []
        self._found()

    def _found(self) -> None:
        created = StationCreated(name="一号站", dock="2", verifier_key="IN-01+00000000+AA")
        self.happen(f"device/{STATION}", created)
        first = c.AddPerson(person="admin", badge="A1", name="系统管理员", roles=("administrator",), pin_hash="x")
        self._write(
            appoint_administrator(
                self.state(f"device/{STATION}"), self.state("person/admin"), first, self.means("station")
            ),
            "station",
            "",
        )
        for person, (badge, roles) in PEOPLE.items():
            self.give(c.AddPerson(person=person, badge=badge, name=person, roles=roles, pin_hash="x"), "admin")
        self.customer("A", self._terms, self._industry)
        self.give(self.check())

    # The world below

    def state(self, stream: str) -> Any:
        return self.folded.get(stream, aggregates.initial(stream))

    def states(self, streams: Sequence[str]) -> list[Any]:
        return [self.state(stream) for stream in streams]

    def means(self, actor: str, second: str = "") -> Means:
        return Means(
            now=utc_text(self.now),
            actor=actor,
            second=second,
            nonce=hashlib.sha256(b"chance %d" % len(self.happened)).digest(),
            root=self._root.digest(),
            size=len(self.happened),
            seal=self._seal,
            reveal=self.vault.__getitem__,
            holder=self._holder,
            device=lambda name: self.state(f"device/{name}"),
            shown=lambda sha256: self.shown.get(sha256, ""),
            free=self.free,
        )

    def _holder(self, badge: str) -> str:
        people = {name: state for name, state in self.folded.items() if name.startswith("person/")}
        return next((state.id for state in people.values() if state.badge == badge), "")

    def _seal(self, record: str, text: str) -> Personal:
        self.vault[record] = text
        return Personal(record=record, hmac=hmac.new(record.encode(), text.encode(), hashlib.sha256).hexdigest())

    def happen(self, stream: str, event: Event, actor: str = "station", second: str = "") -> None:
        """An event as it is stored, whoever let it happen."""
        facts = EntryFacts(
            stream=stream,
            index=len(self.happened),
            at=utc_text(self.now),
            actor=actor,
            second_actor=second or None,
        )
        self.folded[stream] = aggregates.evolve(self.state(stream), event.KIND, to_data(event), facts)
        self.happened.append(event)
        for sha256 in pictures_in(to_data(event)):
            self.shown.setdefault(sha256, stream)
        self._root.update(repr((stream, event)).encode())

    def _write(self, happened: list[Happening], actor: str, second: str) -> list[Event]:
        for stream, event in happened:
            self.happen(stream, event, actor, second)
        self.now += timedelta(seconds=1)
        return [event for _, event in happened]

    # Commands

    def give(self, command: c.Command, actor: str = "wang", second: str = "") -> list[Event]:
        """What a command lets happen. Raises Refusal."""
        permit(command, self._person(actor), self._person(second))
        subject = subject_of(self, command, STATION)  # type: ignore[arg-type]
        return self._write(decide(subject, command, self.means(actor, second)), actor, second)

    def refusal(self, command: c.Command, actor: str = "wang", second: str = "") -> str:
        """The code a command is refused with; a command that is taken fails the test."""
        before = dict(self.folded)
        try:
            taken = self.give(command, actor, second)
        except Refusal as refusal:
            assert self.folded == before
            return refusal.code
        raise AssertionError(f"{command} was taken: {taken}")

    def _person(self, person: str) -> Any:
        return None if person in ("", "station") else self.state(f"person/{person}")

    def customer(self, name: str, terms: Terms, industry: str = "general") -> None:
        self.give(c.RegisterCustomer(customer=name, name=f"客户{name}", industry=industry), "account")
        agreement = Agreement(version=1, valid_from="2026-01-01", terms=terms)
        self.give(c.PublishAgreement(customer=name, agreement=agreement), "account")

    def announce(self, order: str, notice: AsnFile) -> list[Event]:
        return self.give(c.AnnounceDelivery(delivery=order, asn=notice, content=content_hash(notice)), "zhao")

    # What is there

    @property
    def case(self) -> Case:
        return self.case_of(ORDER)

    def case_of(self, order: str) -> Case:
        return case_of(self, order)  # type: ignore[arg-type]

    @property
    def truck(self) -> TruckCase:
        return truck_of(self, VISIT)  # type: ignore[arg-type]

    def picture(self, **measured: Any) -> Picture:
        """A good picture that nobody has taken before."""
        self._pictures += 1
        told: dict[str, Any] = {
            "sha256": hashlib.sha256(b"%d" % self._pictures).hexdigest(), "camera": "cam", "evidence": "device-bytes",
            "width": 1280, "height": 720, "sharpness": Decimal(400), "brightness": Decimal(120),
            "burnt": Decimal("0.01"), "size": 1000,
        }  # fmt: skip
        return Picture(**{**told, **measured})

    def paper(self, plain: bytes = b"") -> Picture:
        """A picture that lies sealed; the vault's text of its record is the hash of the plain bytes."""
        picture = self.picture()
        record = f"file:{self._pictures}"
        self.vault[record] = hashlib.sha256(plain or b"%d" % self._pictures).hexdigest()
        return replace(picture, record=record, hmac="00" * 32)

    # A good delivery, stage by stage

    def to(self, stage: str) -> Dock:
        """Plays every stage up to this one, each once."""
        for name in STAGES[: STAGES.index(stage) + 1]:
            if name not in self._played:
                self._played.append(name)
                play: Callable[[], object] = getattr(self, f"_{name}")
                play()
        return self

    def _announced(self) -> None:
        self.announce(ORDER, asn(*self._units, **self._told))

    def _arrived(self) -> None:
        self.give(self.arrival())

    def arrival(self, **more: Any) -> c.OpenVisit:
        told: dict[str, Any] = {
            "visit": VISIT, "plate": PLATE, "deliveries": (ORDER,), "day": DAY, "checklist": self.checklist,
        }  # fmt: skip
        return c.OpenVisit(**{**told, **more})

    def _identified(self) -> None:
        self.give(c.CheckIdentity(visit=VISIT, documents=documents()))

    def _manifest(self) -> None:
        self.give(c.PhotographManifest(visit=VISIT, picture=self.picture()))

    def seal(self, seal: str = "S1", **more: Any) -> c.CheckSeal:
        told = {"announced": seal, "lock": seal, "manifest": seal, "condition": "intact", "picture": self.picture()}
        return c.CheckSeal(visit=VISIT, **{**told, **more})  # type: ignore[arg-type]

    def _sealed(self) -> None:
        for seal in self.truck.announced_seals:
            self.give(self.seal(seal))

    def _opened(self) -> None:
        self.give(c.OpenDoor(visit=VISIT))

    def scan(self, number: int | str = 1, order: str = ORDER) -> list[Event]:
        code = number if isinstance(number, str) else f"SF{number:013}"
        return self.give(c.ScanUnit(delivery=order, code=code))

    def _scanned(self) -> None:
        for declared in self.case.countable:
            self.scan(declared.code)

    def face(self, face: str = "top", number: str = "1", **more: Any) -> c.TakeFace:
        picture = self.picture(codes=(self.case.units[number].code,) if number in self.case.units else ())
        return c.TakeFace(delivery=ORDER, unit=number, face=face, **{"picture": picture, **more})

    def _photographed(self) -> None:
        for present in self.case.present:
            for face in faces_left(self.case, present) if not present.rejected else ():
                self.give(self.face(face, present.id))

    def weight(self, number: str = "1", gross: str = "12.000", **more: Any) -> c.WeighUnit:
        booked = c.Booked(
            gross=Decimal(gross), device="scale", protocol="mt-sics", profile="p", d=Decimal("0.005"), mode="gross",
            frames=("53",),
        )  # fmt: skip
        return c.WeighUnit(**{"delivery": ORDER, "unit": number, "day": DAY, "weight": booked, **more})

    def check(self, gross: str = "10.000", **more: Any) -> c.CheckScale:
        """The check weight of 10 kg on the scale."""
        told: dict[str, Any] = {
            "device": "scale", "day": DAY, "nominal": Decimal(10), "tolerance": Decimal("0.005"),
            "minimum": Decimal("0.1"), "maximum": Decimal(60), "certificate": "JD-1", "verified_until": "2027-03-31",
            "weight": self.weight(gross=gross).weight,
        }  # fmt: skip
        return c.CheckScale(**{**told, **more})

    def _weighed(self) -> None:
        for present in self.case.present:
            if not present.rejected and present.weight is None:
                self.give(self.weight(present.id))

    def _unloaded(self) -> None:
        self.give(c.CloseUnloading(delivery=ORDER))

    def key(self, tally: int, actor: str = "wang") -> list[Event]:
        return self.give(c.KeyCount(delivery=ORDER, tally=tally), actor)

    def call(self, tally: int, actor: str = "li") -> list[Event]:
        return self.give(c.CallCount(delivery=ORDER, tally=tally), actor)

    def _keyed(self) -> None:
        self.key(len(self.case.present))

    def _counted(self) -> None:
        counted = len(self.case.present)
        self.call(counted)
        if self.case.delivery.count is None:
            self.key(counted, "li")
            self.call(counted, "wang")

    def sample(self, number: str, **failed: bool) -> c.RecordSample:
        checks = dict.fromkeys(wanted_checks(self.case, number), True)
        return c.RecordSample(delivery=ORDER, unit=number, checks={**checks, **failed})

    def reclose(self, number: str, seal: str = "") -> c.RecloseUnit:
        return c.RecloseUnit(delivery=ORDER, unit=number, seal=seal or f"FC{number}", picture=self.picture())

    @property
    def drawn(self) -> tuple[str, ...]:
        sample = self.case.delivery.sample
        return sample.drawn if sample else ()

    def _sampled(self) -> None:
        for number in self.drawn:
            self.give(self.sample(number), "chen")
            self.give(self.reclose(number), "chen")

    def enter(self, number: int | str = 1, **more: Any) -> c.EnterUnit:
        code = number if isinstance(number, str) else f"SF{number:013}"
        return c.EnterUnit(delivery=ORDER, code=code, **more)

    def _entered(self) -> None:
        for present in self.case.present:
            if not present.rejected:
                declared = self.case.declared(present.id)
                assert declared is not None
                self.give(self.enter(declared.code, value_confirmed="insured" in declared.flags))

    def countersign(self, number: int = 1, **more: Any) -> c.Countersign:
        return c.Countersign(delivery=ORDER, number=number, **{"how": "signed", **more})

    def sign(self, outcome: str = "", **more: Any) -> c.SignOff:
        return c.SignOff(delivery=ORDER, outcome=outcome or allowed_outcomes(self.case)[0], **more)

    def _signed(self) -> None:
        for exception in self.case.delivery.exceptions:
            self.give(self.countersign(exception.number))
        self.give(self.sign())

    def issue(self) -> c.IssueReceipt:
        return c.IssueReceipt(delivery=ORDER, sha256="ab" * 32, pages=2, checkpoint_size=9, test_certificate=True)

    def _issued(self) -> None:
        self.give(self.issue(), "station")

    def _departed(self) -> None:
        self.give(c.DepartVisit(visit=VISIT))

    def faces(self) -> tuple[str, ...]:
        return self.case.faces
