"""A whole visit in the window, with every form and what may go wrong: one name for each screen that stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from station.domain.commands import IssueReceipt
from station.domain.events.common import MeasuringCard
from station.workflow.handlers import STATION
from tests.gui.house import PIN, House
from tests.unit.workflow.stage import DRIVER, SCALE, check_of, unit
from tests.unit.workflow.test_engine import FACES

SEEN = MeasuringCard(to_mm=tuple(map(Decimal, ("1", "0", "-200", "0", "0.6", "-100", "0", "0"))))
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
    yield "seal_confirm"
    house.press()
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
    yield from _no_weight_yet(house)
    house.weigh("12.300", stable=False, frames=3)
    yield "weight_moving"
    house.weigh("13.500")
    yield "weight_deviates"
    house.weigh("0.000", frames=20)


def _no_weight_yet(house: House) -> Iterator[str]:
    """A scale that failed its check, and a load that does not rest."""
    house.give(check_of(SCALE, shown="10.010"), "wang")
    yield "weight_unfit"
    house.give(check_of(SCALE), "wang")
    for number in range(85):
        house.weigh(f"12.{5 * (number % 40):03}", stable=False, frames=1)
    yield "weight_restless"
    house.press("waive")
    yield "form_unstable"
    house.press()
    yield "form_unstable_empty"
    house.press("back")
    house.weigh("0.000", frames=20)


def check_of_a_scale(house: House) -> Iterator[str]:
    """The daily check on the Devices page, failed and passed, of a scale whose check weight nobody has named."""
    scale = replace(SCALE, papers=replace(SCALE.papers, check_weight=None))
    house.checks.add(scale)
    house.key(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    yield "check_standings"
    button = house.widget("check.scale")
    assert isinstance(button, QPushButton)
    button.click()
    yield "check_name"
    house.type("000")
    house.key(Qt.Key.Key_Return)
    yield "check_name_refused"
    house.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    house.type("20")
    house.key(Qt.Key.Key_Return)
    house.weigh("20.000")
    yield "check_empty"
    house.empty_scale()
    yield "check_put"
    house.weigh("20.010")
    yield "check_failed"
    house.key(Qt.Key.Key_F2)
    yield "check_standings_failed"
    button.click()
    house.key(Qt.Key.Key_Return)
    house.empty_scale()
    house.weigh("20.000")
    yield "check_passed"
    house.key(Qt.Key.Key_F1)


def _damage_and_waiver(house: House) -> Iterator[str]:
    house.press("damage")
    house.fill(unit__damage="dent", unit__depth_cm="6.5")
    yield "form_dent"
    house.picture()
    yield "close_up_without_card"
    house.press()
    yield "close_up_unmarked"
    house.press("recount")
    house.press()
    house.shoot(card=SEEN)
    yield "close_up"
    house.mark((420, 180), (640, 360))
    house.fill(marking__shape="arrow", marking__words="左下角压入,离底边 12 cm")
    house.mark((80, 900))
    yield "close_up_half"
    house.mark((980, 60))
    house.fill(marking__words="裂口")
    yield "close_up_too_far"
    house.fill(unit__extent="箭头:裂到右上角,约 90 cm")
    house.press()
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
    yield from _rejected_and_taken_back(house)
    house.press("reject")
    house.fill(unit__reason="外箱浸水")
    house.press()
    yield "rejected"
    house.press("finish")


def _rejected_and_taken_back(house: House) -> Iterator[str]:
    house.press("reject")
    house.fill(unit__reason="外箱浸水")
    house.press()
    house.scan(WAYBILLS[2])
    yield "reinstate"
    house.fill(reinstate__reason="只湿了外膜,货是干的")
    house.press()
    house.scan("STN:B:L1")
    house.fill(second__pin=PIN)
    house.press()
    yield "reinstated"


def _damage_while_counting(house: House) -> Iterator[str]:
    house.press("damage")
    yield "damage_which"
    house.scan("SF0000000000099")
    yield "damage_not_here"
    house.scan(WAYBILLS[1])
    house.fill(unit__damage="wear")
    yield "damage_found_late"
    house.picture()
    house.mark((100, 100), (300, 300))
    house.fill(unit__extent="底边")
    yield "close_up_late"
    house.press()


def _count(house: House) -> Iterator[str]:
    yield "count"
    yield from _damage_while_counting(house)
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
