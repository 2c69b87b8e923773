"""Receives deliveries with the real program (window, engine, store, receipts) and says what was acknowledged.

Whatever state it finds, it goes on from there: it looks at the instruction on the page and does what it asks, as a
clerk would after a power cut. Instruments are played by readings put on the bridge; everything behind it is real.

    python tests/torture/player.py FOLDER        ends with 0 when the truck has left
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from station.app.window import Station
from station.config import DeviceSettings, Settings, default_settings
from station.domain.agreements import Agreement, Terms
from station.domain.asn import AsnDriver, AsnFile
from station.domain.commands import AddPerson, Booked, CheckScale, PublishAgreement, RegisterCustomer
from station.domain.entry import Entry
from station.domain.progress import samples_left
from station.domain.readings import Frame, Scan, Weight
from station.domain.roles import Role
from station.domain.units import DeclaredUnit
from station.workflow.announce import announce
from station.workflow.handlers import Handlers

CARTONS = 3
DRIVER = AsnDriver(
    name="杨民敬", id_number="440304198503122713", licence_number="440304198503122713", vehicle_licence="4403000001"
)
PLATE, SEAL = "粤B12345", "S1001"
PEOPLE = {
    "wang": "clerk",
    "li": "clerk",
    "zhao": "supervisor",
    "chen": "inspector",
    "guo": "account_officer",
    "sun": "dispatcher",
}
PLATE_OF_SCALE = {"d": "0.005", "e": "0.005", "max": "30", "min": "0.1", "verified_until": "9999-12-31"}
SCALE = DeviceSettings("scale", "parcel_scale", "mt-sics", "never-opened", PLATE_OF_SCALE)
JPEG = b"\xff\xd8\xff" + bytes(1000)


def prepare(handlers: Handlers) -> None:
    """People, a customer and its agreement; what is there already is found by its key and not done again."""
    handlers.appoint(
        AddPerson(person="admin", badge="1", name="admin", roles=("administrator",), pin_hash="x"), "first"
    )
    for person, role in PEOPLE.items():
        added = AddPerson(person=person, badge=person, name=person, roles=(role,), pin_hash="x")
        handlers.dispatch(added, f"add-{person}", "admin")
    handlers.dispatch(RegisterCustomer(customer="A", name="A"), "customer", "guo")
    agreement = Agreement(version=1, valid_from="2020-01-01", terms=Terms(archive_documents=True))
    terms = PublishAgreement(customer="A", agreement=agreement)
    handlers.dispatch(terms, "terms", "guo")


def to_standard_output(entry: Entry) -> None:
    """What the screen may call done from here on: written to the pipe before anything else happens."""
    os.write(1, f"{entry.index} {entry.kind}\n".encode())


class Player:
    """One look at the page, one thing done, again and again."""

    def __init__(
        self,
        folder: Path,
        cartons: int = CARTONS,
        settings: Settings | None = None,
        acknowledge: Callable[[Entry], None] = lambda entry: None,
    ) -> None:
        self.cartons = cartons
        self._acknowledge = acknowledge
        self.station = Station(settings or replace(default_settings(folder), devices=(SCALE,)))
        self.core, self.engine = self.station.core, self.station.engine
        self.asks = ""  # what the page asked for at the last turn
        self.shown: tuple[str, ...] = ()  # the code on the carton before the camera
        self.pictures = itertools.count(int.from_bytes(os.urandom(6)))
        self.station.instruments.take = self.shoot  # type: ignore[method-assign]  # the camera's part
        self.core.handlers.subscribe(self.acknowledge)
        self.station.recall.start()  # sign-off waits for what it says of each picture
        prepare(self.core.handlers)
        self.announce()
        self.timer = QTimer()
        self.timer.timeout.connect(self.turn)
        self.timer.start(0)

    def acknowledge(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            self._acknowledge(entry)

    def announce(self) -> None:
        """The next truck, unless one is expected or at the dock."""
        waiting = [
            row for row in self.core.queries.deliveries() if row.stage in ("expected", "open", "receipt_pending")
        ]
        if waiting or self.core.queries.open_deliveries():
            return
        number = len(self.core.queries.deliveries()) + 1
        units = tuple(
            DeclaredUnit(id=str(at), code=f"SF{number:06}{at:07}", weight=Decimal("12.000"))
            for at in range(1, self.cartons + 1)
        )
        asn = AsnFile(
            customer="A", reference=f"PO-{number}", carrier="SF", plate=PLATE, seals=(SEAL,), driver=DRIVER, units=units
        )  # fmt: skip
        known = self.core.queries.deliveries()
        announce(self.core.handlers, known, asn, day=self.core.day(), actor="sun", key=f"asn-{number}")

    # The instruments

    def shoot(self, token: str, role: str, measure: bool = False) -> None:
        jpeg = JPEG + str(next(self.pictures)).encode() + b"\xff\xd9"
        now = self.core.clock.monotonic()
        frame = Frame("cam", now, jpeg, 1280, 720, 400.0, 120.0, 0.001, "device-bytes", token=token, codes=self.shown)
        self.station.bridge.put(frame)

    def scan(self, text: str) -> None:
        self.engine.offer(Scan("gun", self.core.clock.monotonic(), text.encode(), text, "C0"))

    def check(self) -> None:
        """The day's check weight: 10 kg, shown as 10 kg."""
        scale, kg = self.engine.scale, Decimal(10)
        weight = Booked(
            gross=kg, device=scale.device, protocol=scale.protocol, profile=scale.profile.version, d=scale.profile.d,
            mode="gross", frames=("53",),
        )  # fmt: skip
        command = CheckScale(
            device=scale.device, day=self.core.day(), nominal=kg, tolerance=scale.tolerance,
            minimum=scale.profile.min, maximum=scale.profile.max, weight=weight,
            verified_until=scale.papers.verified_until,
        )  # fmt: skip
        self.core.handlers.dispatch(command, f"check-{os.urandom(8).hex()}", "wang")

    def weigh(self) -> None:
        """A whole weighing at once: emptied, put down, at rest. Its moments are the scale's own, ahead of the clock."""
        at = self.core.clock.monotonic()
        for number in range(24):
            at += 0.1
            kg, rests = (Decimal("0.000"), True) if number < 10 else (Decimal("12.000"), number > 11)
            self.engine.offer(Weight(self.engine.scale.device, at, str(kg).encode(), kg, "kg", rests, checked=True))

    # The clerk

    def turn(self) -> None:
        view = self.engine.view()
        if view.busy is not None:
            return
        page = view.page
        key = self.asks = page.instruction.key if page else ""
        case = self.engine._cases.case(view.delivery) if view.delivery else None  # folded already
        if key in ("receipt.pending",):
            self.station.receipts.take_up(self.core.queries.receipt_pending())
            return
        if key == "arrival.none":
            self.end(0)
            return
        act = getattr(self, "on_" + key.replace(".", "_"), None)
        if act is None:
            print(f"lost at {key}", file=sys.stderr)
            self.end(3)
            return
        act(case)

    def as_(self, person: str) -> None:
        if self.engine.person != person:
            self.engine.sign_in(person, frozenset({Role(PEOPLE[person])}))

    def press(self, action: str = "next") -> None:
        self.engine.act(action)

    def on_arrival_pick(self, case: object) -> None:
        self.as_("wang")
        self.scan(PLATE)

    def on_arrival_plate(self, case: object) -> None:
        self.as_("wang")
        self.press()

    def on_identity_read_document(self, case: object) -> None:
        self.as_("wang")
        page = self.engine.view().page
        assert page is not None
        for field in page.fields:
            part = field.name.rpartition(".")[2]
            known = {"name": DRIVER.name, "id_number": DRIVER.id_number, "licence_number": DRIVER.licence_number}
            known |= {"plate": PLATE, "vehicle_licence": DRIVER.vehicle_licence}
            if part in known:
                self.engine.fill(field.name, known[part])
        self.press()

    def on_identity_copy_photo(self, case: object) -> None:
        self.as_("wang")
        self.press()

    def on_identity_compare(self, case: object) -> None:
        self.as_("wang")
        self.press()

    def on_seals_manifest_photo(self, case: object) -> None:
        self.as_("wang")
        self.press()

    def on_seals_read(self, case: object) -> None:
        self.as_("wang")
        self.engine.fill("seal.lock", SEAL)
        self.engine.fill("seal.manifest", SEAL)
        self.press()

    def on_seals_confirm(self, case: object) -> None:
        self.as_("wang")
        self.press()

    def on_seals_open_door(self, case: object) -> None:
        self.as_("wang")
        self.press()

    def on_unit_scan(self, case) -> None:  # type: ignore[no-untyped-def]
        self.as_("wang")
        left = [unit.code for unit in case.countable if unit.id not in case.units]
        if left:
            self.scan(left[0])
        else:
            self.press("finish")

    def on_unit_face(self, case) -> None:  # type: ignore[no-untyped-def]
        self.as_("wang")
        self.shown = (case.in_hand[0].code,)
        self.press()

    def on_weight_put(self, case) -> None:  # type: ignore[no-untyped-def]
        self.as_("wang")
        assert case.in_hand
        if self.station.checks.fault(self.engine.scale.device) is not None:
            self.check()
        self.weigh()

    def on_count_key(self, case: object) -> None:
        self.as_("wang")
        self.engine.fill("count.tally", str(self.cartons))
        self.press()

    def on_count_call(self, case: object) -> None:
        self.as_("li")
        self.engine.fill("count.tally", str(self.cartons))
        self.press()

    def on_sampling_open(self, case) -> None:  # type: ignore[no-untyped-def]
        self.as_("chen")
        self.scan(case.declared(samples_left(case)[0]).code)

    def on_sampling_check(self, case: object) -> None:
        self.as_("chen")
        self.engine.fill("sample.check.goods_as_declared", "good")
        self.press()

    def on_sampling_reclose(self, case) -> None:  # type: ignore[no-untyped-def]
        self.as_("chen")
        self.engine.fill("sample.seal", f"T{case.delivery.id}{samples_left(case)[0]}")
        self.press()

    def on_entry_scan(self, case) -> None:  # type: ignore[no-untyped-def]
        self.as_("wang")
        self.scan(next(unit.code for unit in case.present if not unit.entered_at))

    def on_sign_off_outcome(self, case) -> None:  # type: ignore[no-untyped-def]
        self.as_("wang")
        if self.core.handlers.comparing(case.delivery.id).waiting:
            return
        self.press()

    def on_receipt_issued(self, case) -> None:  # type: ignore[no-untyped-def]
        self.as_("wang")
        self.press("next" if case.delivery.stamped_by else "finish")

    def end(self, code: int) -> None:
        self.timer.stop()
        self.station.stop()
        QApplication.exit(code)


def main(folder: Path) -> int:
    application = QApplication([])
    player = Player(folder, acknowledge=to_standard_output)
    code = application.exec()
    del player
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
