"""Every refusal of the rules and how it is provoked: one line each, grouped as the rules are.

A line is (code, what to do); what is done must raise that Refusal. test_every_refusal.py plays them all and compares
the places where they were raised with every place in the source where a rule can say no.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from msgspec.structs import replace

from station.domain import commands as c
from station.domain.agreements import Agreement, Terms
from station.domain.asn import content_hash
from station.domain.comparing import Comparing
from station.domain.events.common import MeasuringCard, Picture
from station.domain.events.delivery import ExceptionRaised, SampleDrawn
from station.domain.events.site import ClimateAlarmRaised, DeviceSwapped
from station.domain.events.unit import EarlierPicture, Mark, PictureDoubted
from station.domain.plan import StepPlan
from station.domain.rules.people import appoint_administrator
from station.domain.units import unit_stream
from tests.unit.domain.harness import (
    DAY,
    DRIVER,
    ORDER,
    STATION,
    VISIT,
    Dock,
    asn,
    documents,
    unit,
)
from tests.unit.domain.lenses import lens_found
from tests.unit.domain.rules.provoked_cctv import CCTV

Provoked = tuple[str, Callable[[], object]]


def at(stage: str, make: Callable[[Dock], c.Command], actor: str = "wang", second: str = "") -> Callable[[], object]:
    """A command at a moment of a good delivery; make gets the dock."""

    def play() -> object:
        dock = Dock().to(stage)
        return dock.give(make(dock), actor, second)

    return play


def on(dock: Dock, make: Callable[[Dock], c.Command], actor: str = "wang", second: str = "") -> object:
    return dock.give(make(dock), actor, second)


# People and permission


def _person(**more: object) -> c.AddPerson:
    told: dict[str, object] = {"person": "sun", "badge": "S1", "name": "孙", "roles": ("clerk",)}
    return c.AddPerson(**{**told, **more})  # type: ignore[arg-type]


def _appoint_again(pin: str, again: bool) -> object:
    dock = Dock()
    station = dock.state(f"device/{STATION}")
    return appoint_administrator(
        station if again else replace(station, administrator=""),
        dock.state("person/sun"),
        _person(pin_hash=pin),
        dock.means("station"),
    )


PEOPLE: list[Provoked] = [
    ("role.station", at("announced", lambda _: _person(), actor="station")),
    ("role.not_yours", at("announced", lambda _: _person(), actor="zhao")),
    ("role.not_yours", at("announced", lambda _: c.SetPin(person="li", pin_hash="x"), actor="wang")),
    ("role.not_yours", at("announced", lambda _: c.SignOut(person="li"), actor="wang")),
    ("second.same_person", at("scanned", lambda _: _waive(), second="wang")),
    ("second.role", at("scanned", lambda _: _waive(), second="admin")),
    ("person.known", at("announced", lambda _: _person(person="li"), actor="admin")),
    ("person.name", at("announced", lambda _: _person(name=" "), actor="admin")),
    ("person.badge", at("announced", lambda _: _person(badge=" "), actor="admin")),
    ("person.badge_taken", at("announced", lambda _: _person(badge="L1"), actor="admin")),
    ("person.roles", at("announced", lambda _: _person(roles=("king",)), actor="admin")),
    ("person.roles", at("announced", lambda _: _person(roles=()), actor="admin")),
    ("person.first_only", lambda: _appoint_again("x", again=True)),
    ("person.pin", lambda: _appoint_again("", again=False)),
    ("person.unknown", at("announced", lambda _: c.SetPin(person="nobody", pin_hash="x"), actor="admin")),
    ("person.unknown", at("announced", lambda _: c.SignIn(person="nobody"), actor="station")),
    ("person.unknown", at("announced", lambda _: c.SignOut(person="nobody"), actor="admin")),
    ("sign_in.unknown_badge", at("announced", lambda _: c.SignIn(person="", refused="unknown_badge"), actor="station")),
    ("sign_in.wrong_pin", at("announced", lambda _: c.SignIn(person="wang", refused="wrong_pin"), actor="station")),
]


# Customers, agreements, notices


def _publish(version: int = 2, **terms: object) -> Callable[[Dock], c.Command]:
    agreement = Agreement(version=version, valid_from="2026-01-01", terms=Terms(**terms))  # type: ignore[arg-type]
    return lambda _: c.PublishAgreement(customer="A", agreement=agreement)


def _from(day: str, until: str = "") -> Callable[[Dock], c.Command]:
    return lambda _: c.PublishAgreement(
        customer="A", agreement=Agreement(version=2, valid_from=day, valid_until=until, terms=Terms())
    )


def _told_late(dock: Dock) -> c.Command:
    changed = asn(unit(1))
    return c.AnnounceDelivery(delivery=ORDER, asn=changed, content=content_hash(changed))


OFFICE: list[Provoked] = [
    ("customer.known", at("announced", lambda _: c.RegisterCustomer(customer="A", name="甲"), actor="account")),
    ("customer.name", at("announced", lambda _: c.RegisterCustomer(customer="B", name=" "), actor="account")),
    (
        "agreement.no_customer",
        at(
            "announced",
            lambda _: c.PublishAgreement(customer="B", agreement=Agreement(version=1, valid_from="2026-01-01")),
            actor="account",
        ),
    ),
    ("agreement.version", at("announced", _publish(version=3), actor="account")),
    ("agreement.document_days", at("announced", _publish(document_days=0), actor="account")),
    ("agreement.document_days", at("announced", _publish(document_days=4000), actor="account")),
    ("agreement.sampling_rate", at("announced", _publish(sampling_rate="1/21"), actor="account")),
    ("agreement.count_error", at("announced", _publish(count_error_bound="1/1000"), actor="account")),
    ("agreement.weight_tolerance", at("announced", _publish(weight_tolerance="0"), actor="account")),
    ("agreement.retention", at("announced", _publish(retention_years=2), actor="account")),
    ("agreement.rate", at("announced", _publish(sampling_rate="a tenth"), actor="account")),
    ("agreement.rate", at("announced", _publish(count_error_bound="1/0"), actor="account")),
    ("agreement.level", at("announced", _publish(level="box"), actor="account")),
    ("agreement.notice", at("announced", _publish(notice_minutes=0), actor="account")),
    ("agreement.period", at("announced", _from("2026-1-1"), actor="account")),
    ("agreement.period", at("announced", _from("2026-02-01", "2026-01-31"), actor="account")),
    ("asn.arrived", at("arrived", _told_late, actor="zhao")),
    ("audit.no_entry", at("announced", lambda _: c.AddAuditNote(about=10_000, note="?"), actor="audit")),
    ("reason.missing", at("announced", lambda _: c.AddAuditNote(about=0, note=" "), actor="audit")),
]


# Instruments


def _accept(serial: str) -> Callable[[Dock], c.Command]:
    return lambda _: c.AcceptSwap(device="scale-1", serial=serial)


def _swapped() -> Dock:
    dock = Dock().to("announced")
    dock.happen("device/scale-1", DeviceSwapped(role="parcel_scale", serial="B2"))
    return dock


def _lens(**wrong: object) -> Callable[[], object]:
    return at("announced", lambda _: lens_found(**wrong), actor="zhao")


SITE: list[Provoked] = [
    ("lens.few", _lens(pictures=9)),
    ("lens.cover", _lens(covered=Decimal("0.74"))),
    ("lens.error", _lens(error_px=Decimal("1.001"))),
    ("lens.unsure", _lens(unsure=Decimal("0.021"))),
    ("swap.none", at("announced", _accept("B2"), actor="zhao")),
    ("swap.another", lambda: on(_swapped(), _accept("B3"), "zhao")),
    ("role.not_yours", lambda: on(_swapped(), _accept("B2"), "chen")),
    ("second.missing", lambda: on(_swapped(), _accept("B2"), "wang")),
    ("second.role", lambda: on(_swapped(), _accept("B2"), "wang", "li")),
    ("second.same_person", lambda: on(_swapped(), _accept("B2"), "wang", "wang")),
]


# The truck


def _unregistered() -> object:
    dock = Dock()
    dock.announce("D2", asn(customer="B", reference="PO-2"))
    return dock.give(dock.arrival(deliveries=("D2",)))


def _too_soon() -> object:
    dock = Dock()
    dock.announce(ORDER, asn())
    return dock.give(dock.arrival(day="2025-12-31"))


def _stopped(dock: Dock | None = None) -> Dock:
    dock = (dock or Dock(seals=("S1", "S2"))).to("manifest")
    dock.give(dock.seal("S1", condition="broken"))
    return dock


TRUCK: list[Provoked] = [
    ("visit.open_already", at("arrived", lambda d: d.arrival())),
    ("visit.no_delivery", at("announced", lambda d: d.arrival(deliveries=()))),
    ("delivery.unknown", at("announced", lambda d: d.arrival(deliveries=("D9",)))),
    ("delivery.here_already", at("arrived", lambda d: d.arrival(visit="V2"))),
    ("visit.plate_missing", at("announced", lambda d: d.arrival(plate=" "))),
    ("visit.plate", at("announced", lambda d: d.arrival(plate="粤B99999"))),
    ("agreement.no_customer", _unregistered),
    ("agreement.expired", _too_soon),
    ("identity.first", at("arrived", lambda d: c.PhotographManifest(visit=VISIT, picture=d.picture()))),
    ("seals.manifest_done", at("manifest", lambda d: c.PhotographManifest(visit=VISIT, picture=d.picture()))),
    ("seals.manifest_first", at("identified", lambda d: d.seal())),
    ("unloading.stopped", lambda: on(_stopped(), lambda d: d.seal("S2"))),
    ("seals.not_announced", at("manifest", lambda d: d.seal("S9"))),
    ("seals.checked_already", at("sealed", lambda d: d.seal())),
    ("seals.condition", at("manifest", lambda d: d.seal(condition="pretty"))),
    ("unloading.not_stopped", at("sealed", lambda _: c.ResumeUnloading(visit=VISIT, reason="ok"), actor="zhao")),
    ("reason.missing", lambda: on(_stopped(), lambda _: c.ResumeUnloading(visit=VISIT, reason=" "), "zhao")),
    ("seals.manifest_first", at("identified", lambda _: c.OpenDoor(visit=VISIT))),
    ("unloading.stopped", lambda: on(_stopped(), lambda _: c.OpenDoor(visit=VISIT))),
    ("seals.left", at("manifest", lambda _: c.OpenDoor(visit=VISIT))),
    ("door.open_already", at("opened", lambda _: c.OpenDoor(visit=VISIT))),
    ("visit.unknown", at("announced", lambda _: c.DepartVisit(visit="V9"))),
    ("visit.departed", at("departed", lambda _: c.DepartVisit(visit=VISIT))),
    ("visit.unsigned", at("entered", lambda _: c.DepartVisit(visit=VISIT))),
    ("visit.uncountersigned", lambda: on(_found_late("issued"), lambda _: c.DepartVisit(visit=VISIT))),
]


def _found_late(stage: str) -> Dock:
    """An exception that came after everything was signed. (Older logs have some of trucks that had left.)"""
    dock = Dock().to(stage)
    dock.happen(f"delivery/{ORDER}", ExceptionRaised(number=1, kind="climate", details={}, notice_by=""))
    return dock


# Identity


def _check(read: tuple[c.ReadDocument, ...] | None = None, visit: str = VISIT) -> Callable[[Dock], c.Command]:
    return lambda _: c.CheckIdentity(visit=visit, documents=documents() if read is None else read)


def _change(what: str, read: tuple[c.ReadDocument, ...]) -> Callable[[Dock], c.Command]:
    return lambda d: c.AcceptChange(visit=VISIT, what=what, documents=read, notice=d.paper())


def _proxy_with_one_picture(dock: Dock) -> c.Command:
    letter, id_copy = dock.paper(b"the same"), dock.paper(b"the same")
    return c.AcceptProxy(visit=VISIT, documents=documents()[:1], letter=letter, id_copy=id_copy)


def _proxy_in_the_clear(dock: Dock) -> c.Command:
    return c.AcceptProxy(visit=VISIT, documents=documents()[:1], letter=dock.paper(), id_copy=dock.picture())


def _with_copies(terms: Terms, copies: Callable[[Dock], Picture | None]) -> Callable[[], object]:
    """The three originals with a picture each, or with none."""

    def play() -> object:
        dock = Dock(terms=terms).to("arrived")
        read = tuple(replace(document, picture=copies(dock)) for document in documents())
        return dock.give(c.CheckIdentity(visit=VISIT, documents=read))

    return play


def _proxy(dock: Dock) -> c.Command:
    return c.AcceptProxy(visit=VISIT, documents=documents()[:1], letter=dock.paper(), id_copy=dock.paper())


def _forgotten(dock: Dock) -> c.Command:
    """A truck that left was identified; only a state that no log can give is without it."""
    dock.folded["visit/V1"] = replace(dock.state("visit/V1"), identity="")
    return c.CheckIdentity(visit=VISIT, documents=documents())


OTHER = replace(DRIVER, name="杨明静")

IDENTITY: list[Provoked] = [
    ("visit.unknown", at("announced", _check(visit="V9"))),
    ("visit.departed", at("departed", _forgotten)),
    ("identity.done", at("identified", _check())),
    ("identity.document_missing", at("arrived", _check(documents()[:2]))),
    ("identity.field_missing", at("arrived", _check((replace(documents()[0], values={}), *documents()[1:])))),
    ("identity.electronic", at("arrived", _check(documents(form="electronic")))),
    ("identity.copy", at("arrived", _check(documents(form="copy")))),
    ("identity.foreign_needs_supervisor", at("arrived", _check(documents(foreign=True)))),
    ("identity.id_number", at("arrived", _check(documents(replace(DRIVER, id_number="440304198503122714"))))),
    ("identity.proxy_needs_supervisor", at("arrived", _proxy)),
    ("picture.same", at("arrived", _proxy_with_one_picture, second="zhao")),
    ("picture.not_sealed", at("arrived", _proxy_in_the_clear, second="zhao")),
    ("picture.not_sealed", _with_copies(Terms(archive_documents=True), lambda d: d.picture())),
    ("identity.copy_missing", _with_copies(Terms(archive_documents=True), lambda _: None)),
    ("identity.copy_not_asked", _with_copies(Terms(), lambda d: d.paper())),
    ("identity.change_unknown", at("arrived", _change("weather", documents()), actor="zhao")),
    ("identity.change_not_covered", at("arrived", _change("vehicle", documents(OTHER)), actor="zhao")),
    ("identity.first", at("arrived", lambda _: c.OpenDoor(visit=VISIT))),
]


# Unit by unit


def _waive(reason: str = "fork", face: str = "bottom") -> c.WaiveFace:
    return c.WaiveFace(delivery=ORDER, unit="1", face=face, reason=reason)


def _scan(code: str = "SF0000000000001") -> Callable[[Dock], c.Command]:
    return lambda _: c.ScanUnit(delivery=ORDER, code=code)


def _damage(**more: object) -> Callable[[Dock], c.Command]:
    told: dict[str, object] = {"delivery": ORDER, "unit": "1", "damage": "tear"}
    return lambda d: c.MarkDamage(**{**told, "close_up": d.picture(), **more})  # type: ignore[arg-type]


def _refuse(reason: str = "wet") -> Callable[[Dock], c.Command]:
    return lambda _: c.RefuseUnit(delivery=ORDER, unit="1", reason=reason)


def _mark(**more: object) -> Mark:
    told: dict[str, object] = {"shape": "box", "x1": 100, "y1": 200, "x2": 300, "y2": 400}
    return Mark(**{**told, **more})  # type: ignore[arg-type]


def _marked(*marks: Mark) -> Callable[[], object]:
    return at("scanned", _damage(marks=marks))


def _measured_by(card: MeasuringCard) -> Callable[[], object]:
    return at("scanned", lambda d: _damage(close_up=d.picture(card=card), marks=(_mark(),))(d))


def _reinstate(reason: str = "dry") -> Callable[[Dock], c.Command]:
    return lambda _: c.ReinstateUnit(delivery=ORDER, unit="1", reason=reason)


FLAT = tuple(Decimal(number) for number in ("1", "0", "0", "0", "1", "0", "0", "0"))


def _rejected() -> Dock:
    dock = Dock().to("scanned")
    dock.give(_refuse()(dock))
    return dock


def _aside(code: str) -> Callable[[Dock], c.Command]:
    return lambda _: c.SetAside(delivery=ORDER, code=code)


def _aside_twice() -> object:
    dock = Dock().to("opened")
    dock.give(_aside("XX12345678")(dock))
    return dock.give(_aside("XX12345678")(dock))


def _same_picture() -> object:
    dock = Dock().to("photographed")
    taken = dock.case.units["2"].faces["top"].picture
    return dock.give(dock.face("left", "1", picture=taken, retake_reason="again"))


def _pallet() -> object:
    dock = Dock(unit(1), unit(2, level="pallet")).to("opened")
    return dock.give(_scan("SF0000000000002")(dock))


def _stopped_with_open_door() -> Dock:
    """A stop that comes while units are in hand (a seal found wrong later)."""
    dock = Dock().to("opened")
    visit = _stopped().state("visit/V1")
    dock.folded["visit/V1"] = replace(dock.state("visit/V1"), stops=visit.stops)
    return dock


def _unread(reason: str = "torn") -> c.WaiveWaybill:
    return c.WaiveWaybill(delivery=ORDER, unit="1", reason=reason)


def _unreadable() -> Dock:
    """Unit 1 has its six faces, and its waybill can be read on none."""
    dock = Dock().to("scanned")
    for face in dock.faces():
        dock.give(dock.face(face, picture=dock.picture()))
    return dock


def _bad(**measured: object) -> Callable[[], object]:
    return at("scanned", lambda d: d.face(picture=d.picture(**measured)))


UNIT: list[Provoked] = [
    ("unloading.stopped", lambda: on(_stopped_with_open_door(), _scan())),
    ("identity.first", at("arrived", _scan())),
    ("door.first", at("sealed", _scan())),
    ("unloading.closed", at("unloaded", _scan())),
    ("scan.unknown", at("opened", _scan("XX12345678"))),
    ("scan.level", _pallet),
    ("scan.duplicate", at("scanned", _scan())),
    ("scan.known", at("opened", _aside("SF0000000000001"))),
    ("scan.aside_already", _aside_twice),
    ("unit.scan_first", at("opened", lambda d: d.face())),
    ("unit.rejected_already", lambda: on(_rejected(), lambda d: d.face())),
    ("face.unknown", at("scanned", lambda d: d.face("inside"))),
    ("face.retake_reason", at("photographed", lambda d: d.face())),
    ("picture.used", _same_picture),
    ("picture.blurred", _bad(sharpness=Decimal("99.9"))),
    ("picture.dark", _bad(brightness=Decimal("39.9"))),
    ("picture.bright", _bad(brightness=Decimal("215.1"))),
    ("picture.burnt", _bad(burnt=Decimal("0.051"))),
    ("face.done", at("photographed", lambda _: _waive(), second="zhao")),
    ("reason.missing", at("scanned", lambda _: _waive(" "), second="zhao")),
    ("second.missing", at("scanned", lambda _: _waive())),
    ("damage.unknown", at("scanned", _damage(damage="ugly"))),
    ("damage.depth", at("scanned", _damage(damage="dent"))),
    ("damage.depth", at("scanned", _damage(damage="dent", depth_cm=Decimal(0)))),
    ("unloading.stopped", lambda: on(_stopped_with_open_door(), _damage())),
    ("door.first", at("sealed", _damage())),
    ("damage.signed", at("signed", _damage())),
    ("unit.scan_first", at("opened", _damage())),
    ("unit.rejected_already", lambda: on(_rejected(), _damage())),
    ("damage.marks", _marked(*[_mark()] * 21)),
    ("damage.shape", _marked(_mark(shape="circle"))),
    ("damage.place", _marked(_mark(x2=1001))),
    ("damage.place", _marked(_mark(x2=100))),
    ("damage.place", _marked(_mark(shape="arrow", x2=100, y2=200))),
    ("damage.ruler", _measured_by(MeasuringCard(to_mm=FLAT, ruler_mm=Decimal("102.1")))),
    ("weight.moving", at("photographed", lambda d: d.weight(weight=None, refused="moving"))),
    ("weight.faces_first", at("scanned", lambda d: d.weight())),
    ("weight.again_reason", at("weighed", lambda d: d.weight())),
    ("reason.missing", at("scanned", _refuse(" "))),
    ("unit.rejected_already", lambda: on(_rejected(), _refuse())),
    ("unit.scan_first", at("opened", _reinstate(), second="zhao")),
    ("unit.not_rejected", at("scanned", _reinstate(), second="zhao")),
    ("reason.missing", lambda: on(_rejected(), _reinstate(" "), second="zhao")),
    ("second.missing", lambda: on(_rejected(), _reinstate())),
    ("unloading.closed", at("unloaded", _reinstate(), second="zhao")),
    ("unloading.nothing", at("opened", lambda _: c.CloseUnloading(delivery=ORDER))),
    ("unloading.incomplete", at("photographed", lambda _: c.CloseUnloading(delivery=ORDER))),
    ("waybill.unread", at("scanned", lambda d: d.face("waybill", picture=d.picture()))),
    ("weight.waybill_first", lambda: on(_unreadable(), lambda d: d.weight())),
    ("waybill.done", at("photographed", lambda _: _unread(), second="li")),
    ("reason.missing", lambda: on(_unreadable(), lambda _: _unread(" "), second="li")),
    ("second.missing", lambda: on(_unreadable(), lambda _: _unread())),
]


# Count and draw


def _key(tally: int = 2) -> Callable[[Dock], c.Command]:
    return lambda _: c.KeyCount(delivery=ORDER, tally=tally)


def _call(tally: int = 2) -> Callable[[Dock], c.Command]:
    return lambda _: c.CallCount(delivery=ORDER, tally=tally)


def _recount(then: Callable[[Dock], object]) -> Callable[[], object]:
    """Both said 3 where 2 were announced: the roles swap."""

    def play() -> object:
        dock = Dock().to("unloaded")
        dock.key(3)
        dock.call(3)
        return then(dock)

    return play


def _wrong_caller(dock: Dock) -> object:
    dock.key(3, "li")
    return dock.call(3, "zhao")


def _stopped_count() -> object:
    dock = Dock().to("unloaded")
    dock.folded["visit/V1"] = replace(dock.state("visit/V1"), stops=_stopped().state("visit/V1").stops)
    return dock.key(2)


def _vault(record: str, text: str) -> Callable[[], object]:
    """Somebody has changed a value in the vault."""

    def play() -> object:
        dock = Dock().to("keyed")
        dock.vault[record] = text
        return dock.call(2)

    return play


def _second_draw() -> object:
    dock = Dock().to("keyed")
    forged = SampleDrawn(nonce="", root="", size=0, rate="1/20", base=2, population=("1", "2"), drawn=("1",))
    dock.happen(f"delivery/{ORDER}", forged)
    return dock.call(2)


COUNT: list[Provoked] = [
    ("unloading.stopped", _stopped_count),
    ("count.not_now", at("weighed", _key())),
    ("count.figure", at("unloaded", _key(-1))),
    ("count.keyed_already", at("keyed", _key(), actor="li")),
    ("count.key_first", at("unloaded", _call())),
    ("second.same_person", at("keyed", _call())),
    ("count.swap", _recount(lambda d: d.key(3, "wang"))),
    ("count.swap", _recount(_wrong_caller)),
    ("count.commitment", _vault("count:D1:1", '{"nonce": "00", "tally": 2}')),
    ("sampling.commitment", _vault("draw:D1", "00" * 32)),
    ("sampling.drawn_already", _second_draw),
]


# Sampling, entry, sign-off


def _sampled(then: Callable[[Dock, str], object], stage: str = "counted") -> Callable[[], object]:
    """Forty cartons, of which two are drawn; then(dock, first drawn)."""

    def play() -> object:
        dock = Dock(*(unit(number) for number in range(1, 41))).to(stage)
        return then(dock, dock.drawn[0])

    return play


def _wrong_lot(dock: Dock, drawn: str) -> object:
    found = {"01": "06901234567892", "17": "200101"}
    return dock.give(replace(dock.sample(drawn), article=found), "chen")


def _not_drawn(dock: Dock, drawn: str) -> object:
    other = next(present.id for present in dock.case.present if present.id not in dock.drawn)
    return dock.give(dock.sample(other), "chen")


def _twice(dock: Dock, drawn: str) -> object:
    dock.give(dock.sample(drawn), "chen")
    return dock.give(dock.sample(drawn), "chen")


def _checks_left(dock: Dock, drawn: str) -> object:
    return dock.give(c.RecordSample(delivery=ORDER, unit=drawn, checks={}), "chen")


def _closed_twice(dock: Dock, drawn: str) -> object:
    dock.give(dock.sample(drawn), "chen")
    dock.give(dock.reclose(drawn), "chen")
    return dock.give(dock.reclose(drawn), "chen")


def _no_seal(dock: Dock, drawn: str) -> object:
    dock.give(dock.sample(drawn), "chen")
    return dock.give(dock.reclose(drawn, " "), "chen")


def _seal_used(dock: Dock, drawn: str) -> object:
    for number in dock.drawn:
        dock.give(dock.sample(number), "chen")
        dock.give(dock.reclose(number, "FC1"), "chen")
    return None


def _entry_of(*units: object, scanned: int = 0) -> Dock:
    dock = Dock(*units).to("opened")  # type: ignore[arg-type]
    for number in range(1, scanned + 1):
        dock.scan(number)
    if scanned:
        dock._played.append("scanned")
    return dock.to("sampled")


def _rejected_at_entry() -> object:
    dock = _rejected().to("sampled")
    return dock.give(dock.enter(1))


def _entered_twice(dock: Dock) -> c.Command:
    dock.give(dock.enter(1))
    return dock.enter(1)


def _damaged() -> Dock:
    dock = Dock().to("scanned")
    dock.give(_damage()(dock))
    return dock.to("entered")


def _countersigned_twice() -> object:
    dock = _damaged()
    dock.give(dock.countersign())
    return dock.give(dock.countersign())


def _refused_truck() -> Dock:
    dock = Dock().to("scanned")
    for number in ("1", "2"):
        dock.give(c.RefuseUnit(delivery=ORDER, unit=number, reason="wet"))
    return dock.to("signed")


def _question(answer: str) -> object:
    steps = (*Dock().checklist.steps[:-1], StepPlan(id="rain", kind="confirm"), Dock().checklist.steps[-1])
    dock = Dock()
    dock.checklist = replace(dock.checklist, steps=steps)
    return dock.to("entered").give(c.ConfirmStep(delivery=ORDER, step="rain", answer=answer))


CLOSE: list[Provoked] = [
    ("sampling.not_now", at("unloaded", lambda d: d.sample("1"), actor="chen")),
    ("sampling.not_drawn", _sampled(_not_drawn)),
    ("sampling.done_already", _sampled(_twice)),
    ("sampling.checks_left", _sampled(_checks_left)),
    ("sampling.article_differs", _sampled(_wrong_lot)),
    ("sampling.check_first", _sampled(lambda d, drawn: d.give(d.reclose(drawn), "chen"))),
    ("sampling.closed_already", _sampled(_closed_twice)),
    ("sampling.seal_number", _sampled(_no_seal)),
    ("sampling.seal_used", _sampled(_seal_used)),
    ("entry.not_now", at("counted", lambda d: d.enter())),
    ("entry.unknown", at("sampled", lambda d: d.enter("XX12345678"))),
    ("entry.missing", lambda: on(_entry_of(unit(1), unit(2), scanned=1), lambda d: d.enter(2))),
    ("entry.duplicate", at("sampled", _entered_twice)),
    ("entry.rejected", _rejected_at_entry),
    (
        "entry.insured",
        lambda: on(_entry_of(unit(1, flags=("insured",), value=Decimal(900))), lambda d: d.enter(1)),
    ),
    ("step.not_now", at("entered", lambda _: c.ConfirmStep(delivery=ORDER, step="rain", answer="yes"))),
    ("reason.missing", lambda: _question(" ")),
    ("sign_off.not_now", at("sampled", lambda d: d.countersign())),
    ("exception.unknown", at("entered", lambda d: d.countersign())),
    ("exception.countersigned", _countersigned_twice),
    ("exception.how", lambda: on(_damaged(), lambda d: d.countersign(how="laughed"))),
    ("reason.missing", lambda: on(_damaged(), lambda d: d.countersign(how="gone"))),
    ("exception.witness", lambda: on(_damaged(), lambda d: d.countersign(how="gone", reason="left"))),
    ("exception.driver_gone", lambda: on(_found_late("departed"), lambda d: d.countersign())),
    ("sign_off.done", at("signed", lambda d: d.sign())),
    ("sign_off.not_now", at("sampled", lambda d: d.sign("normal"))),
    ("sign_off.outcome", at("entered", lambda d: d.sign("lovely"))),
    ("sign_off.outcome_facts", at("entered", lambda d: d.sign("partly_refused"))),
    ("sign_off.countersign", lambda: on(_damaged(), lambda d: d.sign())),
    ("sign_off.copies", at("entered", lambda d: d.sign(copies=1))),
    ("receipt.sign_off_first", at("entered", lambda d: d.issue(), actor="station")),
    ("receipt.issued_already", at("issued", lambda d: d.issue(), actor="station")),
    ("receipt.sign_off_first", at("entered", lambda _: c.RecordStamp(delivery=ORDER))),
    ("stamp.refused", lambda: on(_refused_truck(), lambda _: c.RecordStamp(delivery=ORDER))),
    ("stamp.done", lambda: on(_stamped(), lambda _: c.RecordStamp(delivery=ORDER))),
]


def _stamped() -> Dock:
    dock = Dock().to("signed")
    dock.give(c.RecordStamp(delivery=ORDER))
    return dock


# Scales


def _unstable(reason: str = "wind", **more: object) -> Callable[[Dock], c.Command]:
    return lambda dock: c.TakeUnstable(
        **{"delivery": ORDER, "unit": "1", "day": DAY, "weight": dock.weight().weight, "reason": reason, **more}  # type: ignore[arg-type]
    )


def _shown(**more: object) -> Callable[[Dock], c.Command]:
    """A weight of 12 kg with something about it changed."""
    return lambda dock: dock.weight(weight=replace(_booked(dock), **more))  # type: ignore[arg-type]


def _booked(dock: Dock) -> c.Booked:
    booked = dock.weight().weight
    assert booked is not None
    return booked


def _after_check(make: Callable[[Dock], c.Command] = lambda d: d.weight(), **more: object) -> Callable[[], object]:
    """A weight once the scale was checked again, otherwise."""

    def play() -> object:
        dock = Dock().to("photographed")
        dock.give(dock.check(**more))  # type: ignore[arg-type]
        return dock.give(make(dock))

    return play


def _pallet(**more: object) -> Callable[[], object]:
    dock = Dock(unit(1, level="pallet"), terms=Terms(level="pallet")).to("photographed")
    return lambda: on(dock, _shown(**{"role": "platform", "e": Decimal("0.2"), **more}))


SCALES: list[Provoked] = [
    ("check.nominal", at("announced", lambda d: d.check(nominal=Decimal("0.05")))),
    ("check.nominal", at("announced", lambda d: d.check(nominal=Decimal(100)))),
    ("weight.net", at("announced", lambda d: d.check(weight=replace(_booked(d), mode="net")))),
    ("weight.net", at("photographed", _shown(mode="net"))),
    ("scale.unchecked", at("photographed", _shown(device="another"))),
    ("scale.unchecked", at("photographed", lambda d: d.weight(day="2026-11-25"))),
    ("scale.check_failed", _after_check(gross="10.010")),
    ("scale.no_certificate", _after_check(verified_until="", certificate="")),
    ("scale.certificate_expired", _after_check(verified_until="2026-11-23")),
    ("weight.pallets_only", at("photographed", _shown(role="platform", tare=Decimal(1)))),
    ("weight.tare_missing", _pallet()),
    ("weight.tare_wrong", _pallet(tare=Decimal(12))),
    ("weight.tare_wrong", _pallet(tare=Decimal(-1))),
    ("weight.stale", at("photographed", _unstable(weight=None, refused="stale"), second="li")),
    ("scale.check_failed", _after_check(_unstable(), gross="9.990")),
    ("reason.missing", at("photographed", _unstable(" "), second="li")),
    ("second.missing", at("photographed", _unstable())),
    ("weight.again_stable", at("weighed", _unstable(), second="li")),
]


# The air


def _alarm(answered: bool = False) -> Dock:
    """A sensor whose first alarm is on."""
    dock = Dock()
    dock.happen("device/th1", ClimateAlarmRaised(number=1, cause="warm", since="2026-11-24T01:00:00.000Z"))
    if answered:
        dock.give(_answer())
    return dock


def _answer(number: int = 1, reason: str = "loading") -> c.AcknowledgeAlarm:
    return c.AcknowledgeAlarm(device="th1", number=number, reason=reason)


AIR: list[Provoked] = [
    ("air.answered", lambda: _alarm().give(_answer(number=2))),
    ("air.answered", lambda: _alarm(answered=True).give(_answer())),
    ("reason.missing", lambda: _alarm().give(_answer(reason=" "))),
]


# Sealed papers


def proxy_accepted() -> Dock:
    """A visit with a letter and a copy of an ID card in its archive: records file:1 and file:2."""
    dock = Dock().to("arrived")
    dock.give(_proxy(dock), "wang", "zhao")
    return dock


def _look(record: str = "file:1", reason: str = "claim") -> c.ViewDocument:
    return c.ViewDocument(visit=VISIT, record=record, reason=reason)


def _look_too_late() -> object:
    dock = proxy_accepted()
    dock.now = dock.now.replace(year=2030)
    dock.give(c.PurgeDocuments(visit=VISIT), "station")
    return dock.give(_look(), "zhao")


PAPERS: list[Provoked] = [
    ("document.unknown", lambda: proxy_accepted().give(_look(record="file:9"), "zhao")),
    ("document.purged", _look_too_late),
    ("reason.missing", lambda: proxy_accepted().give(_look(reason=" "), "zhao")),
]


# Pictures


def doubt_first(dock: Dock, unit_id: str = "1", shows: str = "top") -> Dock:
    """The picture of a face, as it stands now, was shown before."""
    face = dock.case.units[unit_id].faces[shows].picture
    assert face is not None
    earlier = EarlierPicture(sha256="ab" * 32, delivery="IN-0", unit="9", shows=shows, index=3, at="2026-11-01T01:00Z")
    doubted = PictureDoubted(sha256=face.sha256, shows=shows, how="alike", earlier=earlier)
    dock.happen(unit_stream(ORDER, unit_id), doubted)
    return dock


def accept(dock: Dock, **more: str) -> c.AcceptPicture:
    """Lets the doubted picture of unit 1 stand."""
    told = {"sha256": dock.case.units["1"].doubts[0].sha256, "reason": "same shelf", **more}
    return c.AcceptPicture(delivery=ORDER, unit="1", **told)


def _accepted(stage: str, make: Callable[[Dock], c.Command] = accept, second: str = "zhao") -> Callable[[], object]:
    return lambda: on(doubt_first(Dock().to(stage)), make, second=second)


def _used_before() -> object:
    dock = Dock().to("scanned")
    taken = dock.face()
    dock.shown[taken.picture.sha256] = "IN-0/9"
    return dock.give(taken)


def _little_room() -> object:
    dock = Dock().to("announced")
    dock.free = 499_999_999
    return dock.give(dock.arrival())


def _still_compared() -> object:
    dock = Dock().to("entered")
    dock.comparing = Comparing(("1",))
    return dock.give(dock.sign())


def export(count: int = 12, order: str = ORDER) -> c.ExportPictures:
    return c.ExportPictures(delivery=order, count=count, manifest_sha256="ab" * 32)


PICTURES: list[Provoked] = [
    ("picture.used_before", _used_before),
    ("unloading.doubtful", _accepted("weighed", lambda _: c.CloseUnloading(delivery=ORDER), second="")),
    ("sign_off.doubtful", _accepted("entered", lambda d: d.sign(), second="")),
    ("sign_off.done", _accepted("signed")),
    ("sign_off.comparing", _still_compared),
    ("doubt.none", _accepted("weighed", lambda d: accept(d, sha256="cd" * 32))),
    ("reason.missing", _accepted("weighed", lambda d: accept(d, reason=" "))),
    ("second.missing", _accepted("weighed", second="")),
    ("visit.no_room", _little_room),
    ("export.nothing", at("announced", lambda _: export(), actor="zhao")),
    ("export.nothing", at("weighed", lambda _: export(0), actor="zhao")),
    ("export.counting", at("unloaded", lambda _: export(), actor="zhao")),
]


# The archive


def _moved(**more: object) -> c.ArchivePictures:
    told = {"place": "ab" * 16, "files": ("cd" * 32,), "size": 9, "keep_until": "2029-11-24", **more}
    return c.ArchivePictures(delivery=ORDER, **told)  # type: ignore[arg-type]


def _archived(stage: str, name: str = "USB 1", **more: object) -> Callable[[], object]:
    def played() -> object:
        dock = Dock().to(stage)
        dock.give(c.PrepareArchive(place="ab" * 16, name=name), "admin")
        return dock.give(_moved(**more), "zhao")

    return played


def _prepared_twice() -> object:
    dock = Dock()
    dock.give(c.PrepareArchive(place="ab" * 16, name="USB 1"), "admin")
    return dock.give(c.PrepareArchive(place="ab" * 16, name="USB 2"), "admin")


ARCHIVE: list[Provoked] = [
    ("archive.name", _archived("announced", name=" ")),
    ("archive.known", _prepared_twice),
    ("archive.not_signed", _archived("entered")),
    ("archive.nothing", _archived("issued", files=())),
    ("archive.unknown", _archived("issued", place="cd" * 16)),
    ("archive.retention", _archived("issued", keep_until="2029-11-23")),
]


# Films


def begin_film(dock: Dock, number: str = "", **more: object) -> c.BeginFilm:
    told: dict[str, object] = {"delivery": ORDER, "unit": number or dock.drawn[0], "film": "f1", "camera": "cam"}
    return c.BeginFilm(**{**told, **more})  # type: ignore[arg-type]


def _filming(make: Callable[[Dock], c.Command], actor: str = "chen", second: str = "") -> Callable[[], object]:
    """Where the agreement asks for films."""
    return lambda: on(Dock(terms=Terms(film_openings=True)).to("counted"), make, actor, second)


def _confidential(drawn: bool) -> Callable[[], object]:
    dock = Dock(unit(1), unit(2, flags=("confidential",)))
    own = {} if drawn else {"in_hand": "2"}
    return lambda: on(dock.to("counted"), lambda d: begin_film(d, "2" if drawn else "1", **own), "chen")


def _waive_film(dock: Dock, reason: str = "camera broken") -> c.WaiveFilm:
    return c.WaiveFilm(delivery=ORDER, unit=dock.drawn[0], reason=reason)


def _second_film(dock: Dock) -> c.Command:
    dock.give(begin_film(dock), "chen")
    return begin_film(dock, film="f2")


def _closed_unit(dock: Dock) -> c.Command:
    """Drawn of two hundred units: ten. The first is closed."""
    dock.give(dock.sample(dock.drawn[0]), "chen")
    dock.give(dock.reclose(dock.drawn[0]), "chen")
    return begin_film(dock)


def _sampled_unfilmed(dock: Dock) -> c.Command:
    dock.give(begin_film(dock), "chen")
    dock.give(dock.sample(dock.drawn[0]), "chen")
    return dock.reclose(dock.drawn[0])


def _little_room_for_a_film() -> object:
    dock = Dock().to("counted")
    dock.free = 499_999_999
    return dock.give(begin_film(dock), "chen")


FILMS: list[Provoked] = [
    ("film.confidential", _confidential(drawn=True)),
    ("film.confidential", _confidential(drawn=False)),
    ("film.running", _filming(_second_film)),
    ("film.no_camera", _filming(lambda d: begin_film(d, camera=""))),
    ("film.no_room", _little_room_for_a_film),
    ("film.first", _filming(lambda d: d.sample(d.drawn[0]))),
    ("film.missing", _filming(_sampled_unfilmed)),
    ("film.not_open", _filming(lambda _: c.LoseFilm(delivery=ORDER, unit="1", film="f9", why="no_file"), "station")),
    ("film.settled", at("counted", _waive_film, actor="chen", second="zhao")),
    ("reason.missing", _filming(lambda d: _waive_film(d, " "), second="zhao")),
    ("second.missing", _filming(_waive_film)),
    ("sampling.not_now", at("unloaded", lambda d: begin_film(d, "1"), actor="chen")),
    (
        "sampling.not_drawn",
        lambda: on(
            Dock(*map(unit, range(1, 6))).to("counted"),
            lambda d: begin_film(d, next(u.id for u in d.case.present if u.id not in d.drawn)),
            "chen",
        ),
    ),
    ("sampling.closed_already", lambda: on(Dock(*map(unit, range(1, 25))).to("counted"), _closed_unit, "chen")),
]


ALL: list[Provoked] = [
    *PEOPLE, *OFFICE, *TRUCK, *IDENTITY, *UNIT, *COUNT, *CLOSE, *SCALES, *AIR, *PAPERS, *PICTURES, *SITE, *ARCHIVE,
    *CCTV, *FILMS,
]  # fmt: skip
