"""What may go wrong beside the instruments: each told in both languages, written down where it concerns evidence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from station.domain.agreements import Agreement
from station.domain.commands import PublishAgreement, RegisterCustomer
from station.domain.weighing import FRESH
from station.errors import DiskFull
from station.texts import LANGUAGES, Line, Texts
from station.ui.main_window import WEIGHT_MS
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.gui.visit import ORDER, WAYBILLS
from tests.unit.workflow.stage import unit
from tests.unit.workflow.test_engine import check_seal, show_documents


def read_in_both(house: House, key: str, **named: object) -> Iterator[str]:
    """Turns to each language; the sentence has to stand on the screen. Yields the language."""
    for language in LANGUAGES:
        house.speak(Texts(language))
        assert house.context.say(Line(key, named)) in house.everything(), key
        yield language


def refusals(house: House) -> list[str]:
    return [kind for kind in house.kinds() if kind.endswith(".refused")]


@pytest.fixture
def at_units(house: House) -> House:
    house.receive()
    house.scan(ORDER)
    house.press()
    show_documents(house)
    check_seal(house)
    house.press()
    house.settle()
    return house


def test_an_unknown_barcode_at_arrival(house: House) -> None:
    house.receive()
    house.scan("NOBODY-KNOWS-0001")
    assert list(read_in_both(house, "arrival.unknown_code", code="NOBODY-KNOWS-0001"))
    assert house.instruction() == "arrival.pick"


def test_an_unknown_waybill_among_the_units(at_units: House) -> None:
    at_units.scan("SF0000000000099")
    assert list(read_in_both(at_units, "refusal.scan.unknown", code="SF0000000000099"))
    assert refusals(at_units) == ["delivery.refused"]
    at_units.scan(WAYBILLS[0])
    assert at_units.instruction() == "unit.face"


def test_another_plate_than_announced_is_nobodys_mistake_to_overlook(house: House) -> None:
    house.receive()
    house.scan(ORDER)
    house.fill(plate="粤B54321")
    house.press()
    assert list(read_in_both(house, "refusal.visit.plate", plate="粤B54321"))
    assert house.instruction() == "arrival.plate"
    house.fill(plate="粤B12345")
    house.press()
    assert house.instruction() == "identity.read_document"


def test_an_agreement_that_has_expired(build: Build) -> None:
    house = build()
    house.give(RegisterCustomer(customer="B", name="乙客户"), "account")
    over = Agreement(version=1, valid_from="2025-01-01", valid_until="2025-12-31")
    house.give(PublishAgreement(customer="B", agreement=over), "account")
    house.announce("IN20261124-0002", unit(7), customer="B")
    house.open()
    house.receive()
    house.scan("IN20261124-0002")
    house.press()
    assert list(read_in_both(house, "refusal.agreement.expired", customer="乙客户", day="2026-11-24"))
    assert house.instruction() == "arrival.plate"
    assert refusals(house) == ["device.refused"], "there is no visit yet: the station itself has refused"


def test_a_full_disk(at_units: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull("store.disk_full", folder="/data", free=0)

    entries = at_units.kinds()
    with monkeypatch.context() as disk:
        disk.setattr(at_units.handlers, "dispatch", full)
        at_units.scan(WAYBILLS[0])
        assert list(read_in_both(at_units, "store.disk_full", folder="/data", free=0))
        assert at_units.kinds() == entries
    at_units.press()
    at_units.settle()
    assert at_units.kinds() == [*entries, "unit.scanned"]
    assert at_units.instruction() == "unit.face"


def test_a_weight_that_became_stale_is_taken_off_the_screen_at_the_next_look(house: House) -> None:
    """Ten looks a second and a rule of less than a second: nothing older than one second is ever shown (R16)."""
    house.receive()
    house.weigh("12.000")
    house.window.tick()
    shown = house.text("live.weight")
    assert shown != "—"
    house.clock.forward(FRESH / 2)
    house.window._look_at_weight()
    assert house.text("live.weight") == shown
    house.clock.forward(FRESH / 2 + WEIGHT_MS / 1000)
    house.window._look_at_weight()
    assert house.text("live.weight") == "—"
    assert FRESH + WEIGHT_MS / 1000 < 1.0


def test_a_scale_that_is_gone_is_said_at_once(house: House) -> None:
    house.receive()
    house.weigh("12.000")
    house.engine.scale_gone(house.engine.scale.device, Line("weight.other"))
    house.window.tick()
    assert house.text("live.weight") == "—"
    assert list(read_in_both(house, "weight.other"))
