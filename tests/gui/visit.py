"""A whole visit in the window, with every form and what may go wrong: one name for each screen that stands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from station.domain.commands import IssueReceipt
from station.workflow.handlers import STATION
from tests.gui.house import PIN, House
from tests.unit.workflow.stage import DRIVER, unit
from tests.unit.workflow.test_engine import FACES

UNITS = (unit(1, flags=("fragile", "precision")), unit(2, flags=("insured",), value=Decimal(18000)), unit(3))
ORDER = "IN20261124-0001"
WAYBILLS = tuple(declared.code for declared in UNITS)


def whole_visit(house: House) -> Iterator[str]:
    """Yields when a screen stands. Nobody is signed in at the start; at the end the truck has left."""
    house.settle()
    yield "sign_in"
    for part in (_arrival, _identity, _seals, _first_unit, _more_units, _count, _sampling, _entry, _sign_off):
        for screen in part(house):
            house.settle()
            yield screen


def _arrival(house: House) -> Iterator[str]:
    house.receive()
    yield "arrival"
    house.scan("NOBODY-KNOWS-THIS-0001")
    yield "arrival_unknown"
    house.scan(ORDER)
    yield "arrival_plate"
    house.fill(plate="粤B54321")
    yield "arrival_other_plate"
    house.fill(plate="粤B12345")
    house.press()


def _identity(house: House) -> Iterator[str]:
    yield "identity"
    house.scan(DRIVER.name)
    house.press()
    yield "identity_empty"
    house.scan(DRIVER.id_number)
    house.press()
    yield "identity_licence"
    house.fill(identity__licence__name="x")
    house.fill(identity__licence__name="")
    for values in ((DRIVER.name + "1", DRIVER.licence_number), ("粤B12345", DRIVER.vehicle_licence)):
        for value in values:
            house.scan(value)
        if values[0].startswith("粤"):
            yield "identity_vehicle"
        house.press()
    yield "identity_failed"
    house.press()
    yield "identity_no_way"
    house.fill(identity__chosen="driver")
    house.press()
    yield "identity_not_supervisor"
    house.fill(identity__chosen="proxy")
    house.press()
    yield "identity_proxy"
    house.scan(DRIVER.name)
    house.scan(DRIVER.id_number)
    house.press()
    yield "identity_letter"
    house.picture()
    yield "identity_id_copy"
    house.picture()
    yield "identity_compare"
    house.press()
    yield "identity_second"
    house.press()
    yield "identity_second_empty"
    house.press("back")
    yield "identity_second_given_up"
    house.press()
    house.scan("STN:B:L1")
    house.fill(second__pin=PIN)
    house.press()
    yield "identity_second_no_supervisor"
    house.press()
    house.scan("STN:B:Z1")
    house.fill(second__pin=PIN)
    house.press()


def _seals(house: House) -> Iterator[str]:
    yield "manifest"
    house.press()
    yield "manifest_busy"
    house.shoot(sharpness=20.0)
    yield "manifest_blurred"
    house.picture()
    yield "seal"
    house.fill(seal__lock="S9999", seal__manifest="S1001")
    house.picture()
    yield "stopped"
    house.press()
    yield "stopped_refused"
    house.sign_in("zhao")
    yield "stopped_supervisor"
    house.fill(stop__reason_typed="承运商书面说明:封条在中途检查时更换,新号 S9999,已附照片和签字")
    yield "stopped_reason"
    house.press()
    house.sign_in("wang")
    yield "open_door"
    house.press()


def _first_unit(house: House) -> Iterator[str]:
    yield "between"
    house.press("back")
    yield "looking_back_seals"
    house.press("back")
    yield "looking_back_identity"
    house.press("back")
    yield "looking_back_arrival"
    for _ in range(3):
        house.press()
    house.scan("SF0000000000099")
    yield "unknown_unit"
    house.press("reject")
    yield "set_aside"
    house.empty_scale()
    house.climate()
    house.scan(WAYBILLS[0])
    yield "face"
    house.preview()
    yield "face_preview"
    house.picture()
    for form in ("damage", "reject", "waive", "recount"):
        house.press(form)
        yield f"form_{form}"
        house.press()
        yield f"form_{form}_empty"
        house.press("back")
    yield from _damage_and_waiver(house)
    for _ in range(FACES - 2):
        house.picture()
    yield "weight"
    house.press()
    yield "weight_none"
    house.weigh("12.300", stable=False, frames=3)
    yield "weight_moving"
    house.weigh("13.500")
    yield "weight_deviates"
    house.weigh("0.000", frames=20)


def _damage_and_waiver(house: House) -> Iterator[str]:
    house.press("damage")
    house.fill(unit__damage="dent", unit__depth_cm="6.5", unit__extent="左下角,离底边 12 cm,长约 20 cm")
    yield "form_dent"
    house.picture()
    yield "damaged"
    house.press("waive")
    house.fill(unit__reason="托盘底部,叉车不可用")
    house.press()
    yield "second"
    house.scan("STN:B:W1")
    house.fill(second__pin=PIN)
    house.press()
    yield "second_same_person"
    house.press()
    house.scan("STN:B:L1")
    house.fill(second__pin=PIN)
    house.press()
    yield "waived"


def _more_units(house: House) -> Iterator[str]:
    yield "after_weight"
    house.scan(WAYBILLS[1])
    for _ in range(FACES):
        house.picture()
    house.weigh("12.000")
    house.scan(WAYBILLS[1])
    yield "duplicate"
    house.empty_scale()
    house.scan(WAYBILLS[2])
    house.press("reject")
    house.fill(unit__reason="外箱浸水")
    house.press()
    yield "rejected"
    house.press("finish")


def _count(house: House) -> Iterator[str]:
    yield "count"
    house.press()
    yield "count_empty"
    for person, tally, screen in (
        ("wang", "3", "count_call"),
        ("li", "2", "count_differ"),
        ("li", "3", "recount_call"),
        ("wang", "3", "counted"),
    ):
        house.sign_in(person)
        house.fill(count__tally=tally)
        house.press()
        yield screen


def _sampling(house: House) -> Iterator[str]:
    yield "sampling"
    house.press()
    yield "sampling_refused"
    house.sign_in("chen")
    yield "sampling_inspector"


def _entry(house: House) -> Iterator[str]:
    drawn = house.handlers.delivery(ORDER).sample
    assert drawn is not None
    for unit_id in drawn.drawn:
        house.scan(WAYBILLS[int(unit_id) - 1])
        yield "sampling_check"
        house.scan("(01)06901234567892(10)L999999(17)200101")
        yield "sampling_article_differs"
        house.scan("(01)06901234567892")
        page = house.engine.view().page
        assert page is not None
        for field in page.fields:
            house.engine.fill(field.name, "good" if field.kind == "choice" else "干燥,无异味")
        house.press()
        yield "sampling_reclose"
        house.scan("T900001")
        house.picture()
    house.sign_in("wang")
    yield "entry"
    house.scan("SF0000000000077")
    yield "entry_unknown"
    for code in WAYBILLS[:2]:
        house.scan(code)
        yield "entry_value"
        house.press()


def _sign_off(house: House) -> Iterator[str]:
    while house.instruction() == "sign_off.countersign":
        yield "countersign"
        house.fill(sign__how="refused")
        yield "countersign_refused"
        house.fill(sign__how="signed")
        house.press()
    yield "sign_off"
    house.press()
    yield "receipt_pending"
    sha256 = house.store.files.put(b"%PDF", "pdf")
    issue = IssueReceipt(delivery=ORDER, sha256=sha256, pages=4, checkpoint_size=9, test_certificate=True)
    house.handlers.dispatch(issue, "receipt", STATION)
    yield "receipt"
    house.press("finish")
    yield "stamped"
    house.press()
    yield "departed"
