"""A station without a screen: the real engine, rules and handlers; hands for its keys, gun, scale and camera."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from typing import Any

from station.assets import resource
from station.domain.agreements import Agreement, Terms
from station.domain.asn import AsnDriver, AsnFile, content_hash
from station.domain.case import Happening
from station.domain.commands import (
    AddPerson,
    AnnounceDelivery,
    Booked,
    CheckScale,
    Command,
    PublishAgreement,
    RegisterCustomer,
)
from station.domain.events.common import MeasuringCard
from station.domain.events.site import StationCreated
from station.domain.readings import Climate, Fault, Frame, Scan, Weight
from station.domain.roles import Role
from station.domain.scale import Scale, ScalePapers
from station.domain.scale_profile import ScaleProfile, ScaleRole
from station.domain.units import DeclaredUnit
from station.errors import StoreError
from station.texts import Line, Texts
from station.workflow.desk import Aside, Desk, at_once
from station.workflow.engine import Engine
from station.workflow.films import NoFilms
from station.workflow.handlers import Accepted, Handlers
from station.workflow.loader import load_checklist
from station.workflow.marking import as_text, fixed, marking_of
from station.workflow.ports import Evidence, SealedFile
from station.workflow.scale_checks import ScaleChecks
from station.workflow.scene import Expected
from station.workflow.signals import Signal
from tests.unit.fake_clock import FakeClock
from tests.unit.workflow.memory_store import MemoryStore

DRIVER = AsnDriver(
    name="杨民敬", id_number="440304198503122713", licence_number="440304198503122713", vehicle_licence="粤BA1234500"
)
PEOPLE = {
    "admin": ("A1", ("administrator",)),
    "wang": ("W1", ("clerk",)),
    "li": ("L1", ("clerk",)),
    "zhao": ("Z1", ("supervisor",)),
    "chen": ("C1", ("inspector",)),
    "account": ("K1", ("account_officer",)),
}
PLATE, DAY = "粤B12345", "2026-11-24"
SCALE = Scale(
    ScaleProfile("scale", d=Decimal("0.005"), e=Decimal("0.005"), max=Decimal(60), min=Decimal("0.1")),
    "mt-sics",
    ScalePapers(Decimal(10), None, "JD-2026-0417", "2027-03-31"),
)


def unit(number: int, **more: object) -> DeclaredUnit:
    return DeclaredUnit(id=str(number), code=f"SF{number:013}", weight=Decimal("12.000"), **more)  # type: ignore[arg-type]


PLATFORM = Scale(
    ScaleProfile(
        "platform", d=Decimal("0.2"), e=Decimal("0.2"), max=Decimal(1500), min=Decimal(4), role=ScaleRole.PLATFORM
    ),
    "xk3190",
    ScalePapers(Decimal(20), None, "JD-2026-0418", "2027-03-31"),
)


def check_of(scale: Scale, day: str = DAY, shown: str = "") -> CheckScale:
    """The daily check of a scale: it shows its check weight, or something else."""
    papers, profile = scale.papers, scale.profile
    nominal = papers.check_weight
    assert nominal is not None
    weight = Booked(
        gross=Decimal(shown or nominal), device=scale.device, protocol=scale.protocol, profile=profile.version,
        d=profile.d, mode="gross", frames=("53",), role=scale.role.value,
    )  # fmt: skip
    return CheckScale(
        device=scale.device, day=day, nominal=nominal, tolerance=scale.tolerance, minimum=profile.min,
        maximum=profile.max, weight=weight, certificate=papers.certificate, verified_until=papers.verified_until,
    )  # fmt: skip


class Stage:
    """Everything a test needs to play a visit."""

    films: Any = NoFilms()  # a test that films has its own

    def __init__(
        self,
        *units: DeclaredUnit,
        seals: tuple[str, ...] = ("S1001",),
        store: Any = None,
        evidence: Evidence | None = None,
        clock: FakeClock | None = None,
        scales: tuple[Scale, ...] = (SCALE,),
        terms: Terms | None = None,
    ) -> None:
        self.scales = scales
        self._terms = terms or Terms()
        self.clock = clock or FakeClock()
        self.store = store or MemoryStore(self.clock)
        self.handlers = Handlers(self.store, self.clock, chance=lambda size: b"\x07" * size)
        self.signals: list[Signal] = []
        self._keys = itertools.count()
        self.drafts = MemoryDrafts()
        self.camera = FakeCamera()
        self.numbers = FakeNumbers()
        self.people = FakePeople()
        self.host = FakeHost()
        self.aside: Aside = at_once  # a test has its own where a disk is slow
        self.evidence: Any = evidence or FakeEvidence(self.store)
        self.expected: list[Expected] = []
        self.pictures = 0
        self.shown = ""  # the code on whatever stands before the camera
        self._deliveries: list[str] = []
        self._found()
        self.announce("IN20261124-0001", *(units or (unit(1), unit(2))), seals=seals)
        self.engine = self.start()

    def start(self) -> Engine:
        """The engine as it starts, also after a crash: log and drafts are what is left."""
        self.checks = ScaleChecks(self.handlers, lambda: DAY, self.scales)
        engine = Engine(
            Desk(
                handlers=self.handlers,
                clock=self.clock,
                checklist=load_checklist(resource("checklists", "standard.toml")),
                scales=self.scales,
                checks=self.checks,
                evidence=self.evidence,
                drafts=self.drafts,
                camera=self.camera,
                numbers=self.numbers,
                people=self.people,
                host=self.host,
                day=lambda: DAY,
                expected=lambda: tuple(self.expected),
                open_deliveries=self._open,
                aside=self._aside,
                films=self.films,
            )
        )
        engine.subscribe(lambda signal: self.signals.append(signal) if signal else None)
        self.engine = engine
        return engine

    def _aside(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.aside(work, done)

    def _open(self) -> tuple[str, ...]:
        visits = {name: self.handlers.delivery(name).visit for name in self._deliveries}
        return tuple(n for n, visit in visits.items() if visit and not self.handlers.visit(visit).departed_at)

    def give(self, command: Command, actor: str, second: str = "") -> None:
        result = self.handlers.dispatch(command, f"test-{next(self._keys)}", actor, second)
        assert isinstance(result, Accepted), result

    def _found(self) -> None:
        created = StationCreated(name="一号站", dock="2", verifier_key="IN-01+00000000+AA")
        self.handlers.book([Happening(f"device/{self.store.station_id}", created)], "station-created")
        first = AddPerson(person="admin", badge="A1", name="系统管理员", roles=("administrator",), pin_hash="x")
        assert isinstance(self.handlers.appoint(first, "first"), Accepted)
        for person, (badge, roles) in PEOPLE.items():
            if person != "admin":
                self.give(AddPerson(person=person, badge=badge, name=person, roles=roles, pin_hash="x"), "admin")
        self.give(RegisterCustomer(customer="A", name="甲客户"), "account")
        agreement = Agreement(version=1, valid_from="2026-01-01", terms=self._terms)
        self.give(PublishAgreement(customer="A", agreement=agreement), "account")
        for scale in self.scales:
            self.give(check_of(scale), "wang")

    def announce(self, order: str, *units: DeclaredUnit, seals: tuple[str, ...] = (), customer: str = "A") -> None:
        asn = AsnFile(
            customer=customer, reference=f"PO-{order}", carrier="顺丰", slot="2026-11-24T09:00", plate=PLATE,
            seals=seals, driver=DRIVER, units=units,
        )  # fmt: skip
        self.give(AnnounceDelivery(delivery=order, asn=asn, content=content_hash(asn)), "zhao")
        self._deliveries.append(order)
        self.expected = [
            Expected(
                PLATE,
                "",
                "顺丰",
                "09:00",
                tuple(self._deliveries),
                ("PO",) * len(self._deliveries),
                ("A",) * len(self._deliveries),
            )
        ]

    # Hands

    def sign_in(self, person: str) -> None:
        roles = frozenset(Role(role) for role in PEOPLE[person][1])
        self.engine.sign_in(person, roles)

    def press(self, action: str = "next") -> None:
        self.engine.act(action)

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.engine.fill(name.replace("__", "."), text)

    def scan(self, text: str) -> None:
        self.shown = text
        self.engine.offer(Scan("gun", self.clock.monotonic(), text.encode(), text, "C0"))

    def shoot(self, *, sharpness: float = 400.0, brightness: float = 120.0, card: MeasuringCard | None = None) -> None:
        """The camera answers the picture that was asked for last; card is what it shows where it has to measure."""
        self.pictures += 1
        token = self.camera.tokens[-1]
        seen = card or MeasuringCard(refused="absent")
        self.engine.offer(
            Frame(
                "cam", self.clock.monotonic(), self.jpeg(), 1280, 720, sharpness, brightness, 0.001, "device-bytes",
                token=token, codes=(self.shown,), card=seen if token in self.camera.measured else None,
            )
        )  # fmt: skip

    def jpeg(self) -> bytes:
        return f"picture {self.pictures}".encode()

    def picture(self, **quality: Any) -> None:
        self.press()
        self.shoot(**quality)

    def mark(self, *corners: tuple[int, int]) -> None:
        """Corners of marks on the close-up, as a tap or Enter fixes them."""
        for corner in corners:
            page = self.engine.view().page
            assert page is not None
            field = page.fields[0]
            assert field.canvas is not None
            marking = fixed(marking_of(field.value), field.canvas.shape, field.canvas.words, corner)
            self.engine.fill(field.name, as_text(marking))
            if len(marking.marks) and marking.corner == corner:  # they have become the mark's own
                self.engine.fill(field.canvas.words_field, "")

    def refuse_picture(self) -> None:
        self.engine.offer(Fault("cam", self.clock.monotonic(), "camera_lost", token=self.camera.tokens[-1]))

    def weigh(self, kg: str, *, stable: bool = True, frames: int = 12, device: str = "scale") -> None:
        """A load is put down: some motion, then the value. Without motion it would be no load but a fault."""
        for frame in range(frames):
            self.clock.forward(0.1)
            now = self.clock.monotonic()
            rests = stable and frame > 1
            self.engine.offer(Weight(device, now, kg.encode(), Decimal(kg), "kg", rests, checked=True))

    def empty_scale(self, device: str = "scale") -> None:
        self.weigh("0.000", frames=20, device=device)

    def climate(self) -> None:
        self.engine.offer(Climate("th", self.clock.monotonic(), b"", Decimal("4.2"), Decimal("61.0")))

    # Eyes

    def instruction(self) -> str:
        page = self.engine.view().page
        assert page is not None
        return page.instruction.key

    def last(self) -> str:
        return self.signals[-1].line.key if self.signals else ""

    def said(self, what: Line) -> str:
        return Texts("en").say(what)


class MemoryDrafts:
    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def put(self, name: str, text: str) -> None:
        self.texts[name] = text

    def get(self, name: str) -> str | None:
        return self.texts.get(name)

    def drop(self, name: str) -> None:
        self.texts.pop(name, None)

    def names(self) -> list[str]:
        return sorted(self.texts)


class FakeNumbers:
    """Remembers which pictures it was asked about; a test answers. Like most stations it reads no cards."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.cards: list[tuple[str, bytes]] = []
        self.reads = False

    def ask(self, sha256: str) -> None:
        self.asked.append(sha256)

    def ask_card(self, token: str, jpeg: bytes) -> None:
        self.cards.append((token, jpeg))


class FakeCamera:
    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.measured: set[str] = set()
        self.roles: list[str] = []
        self.serves: dict[str, str] = {}

    def take(self, token: str, role: str, measure: bool = False) -> None:
        self.tokens.append(token)
        if measure:
            self.measured.add(token)
        self.roles.append(role)

    def serving(self, role: str) -> str:
        return self.serves.get(role, "")


class FakePeople:
    """PIN 246810 fits everybody."""

    def verify(self, badge: str, pin: str, done: Callable[[str | Line], None]) -> None:
        done(self.by_badge(badge) if pin == "246810" else Line("refusal.sign_in.wrong_pin", {"seconds": 0}))

    def by_badge(self, badge: str) -> str:
        return next((person for person, (owned, _) in PEOPLE.items() if owned == badge), "")


class FakeHost:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def switch_person(self, badge: str) -> None:
        self.asked.append(f"switch {badge}".strip())

    def takes_badge(self, badge: str) -> bool:
        return False

    def pause(self) -> None:
        self.asked.append("pause")

    def print_receipt(self, delivery: str) -> None:
        self.asked.append(f"print {delivery}")


class FakeEvidence:
    """Keeps what it is given in a list; a sealed file's hash goes to the vault as the real one's does."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.kept: list[bytes] = []
        self.broken = False
        self.sealed: list[bytes] = []

    def put(self, data: bytes, ext: str) -> str:
        if self.broken:
            raise StoreError("store.file_unwritable", folder="evidence", reason="no space left")
        self.kept.append(data)
        return ext

    def seal(self, data: bytes) -> SealedFile:
        self.sealed.append(data)
        record = f"file:{len(self.sealed)}"
        self._store.vault[record] = sha256(data).hexdigest()
        return SealedFile(sha256=sha256(b"sealed" + data).hexdigest(), record=record, hmac="00" * 32)
