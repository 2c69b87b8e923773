"""The signature waits for the search for copies: it says so, it goes on by itself, and it does not wait for ever."""

from __future__ import annotations

import pytest

from station.domain.readings import Recalled
from station.errors import StoreError
from station.workflow.picture_watch import WAITS
from station.workflow.reading import PictureRow
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.gui.visit import ORDER
from tests.unit.workflow.stage import unit
from tests.unit.workflow.test_engine import to_sign_off


@pytest.fixture
def dock(build: Build) -> House:
    """Two units stand before the sign-off; of one picture, a face of unit 2, nothing has been heard."""
    house = build(unit(1), unit(2))
    house.open()
    house.recall.silent = True
    house.receive()
    to_sign_off(house)
    for row in house.queries.pictures(ORDER):
        if row != unheard(house):
            house.watch.heard(Recalled("recall", 0.0, row.sha256, ""))
    look(house)
    return house


def unheard(house: House) -> PictureRow:
    return next(row for row in house.queries.pictures(ORDER) if (row.unit, row.shows) == ("2", "left"))


def look(house: House) -> None:
    """A quarter of a second passes on the screen."""
    house.engine.tick()
    house.settle()


def stage_of(house: House) -> str:
    return house.handlers.delivery(ORDER).stage


def test_the_screen_says_what_is_waited_for_and_the_signature_is_refused(dock: House) -> None:
    assert dock.text("hint") == dock.word("sign_off.comparing_hint", units="2")
    dock.press()
    assert dock.last() == "refusal.sign_off.comparing"
    assert stage_of(dock) == "open"


def test_once_it_was_heard_the_hint_is_gone_without_a_key_and_it_is_signed(dock: House) -> None:
    dock.press()
    assert dock.engine.view().refusal is not None
    dock.watch.heard(Recalled("recall", 0.0, unheard(dock).sha256, ""))
    look(dock)
    assert dock.engine.view().refusal is None
    assert dock.text("hint") == dock.word("sign_off.hint")
    dock.press()
    assert stage_of(dock) == "receipt_pending"
    signed = dock.handlers.delivery(ORDER).sign_off
    assert signed is not None
    assert signed.not_compared == ()


def test_a_copy_that_is_found_late_is_looked_at_before_anybody_signs(dock: House) -> None:
    earlier = next(row for row in dock.queries.pictures(ORDER) if row.unit == "1")
    dock.watch.heard(Recalled("recall", 0.0, unheard(dock).sha256, earlier.sha256))
    look(dock)
    assert dock.sees("pair.0")


@pytest.mark.parametrize("how", ["silent for too long", "given up"])
def test_a_search_that_is_out_of_order_holds_no_truck_and_the_log_says_so(dock: House, how: str) -> None:
    if how == "given up":
        dock.watch.heard(Recalled("recall", 0.0, unheard(dock).sha256, "", compared=False))
    else:
        dock.clock.forward(WAITS)
    look(dock)
    assert dock.text("hint") == dock.word("sign_off.hint")
    assert dock.word("sign_off.not_compared") in dock.everything()
    dock.press()
    signed = dock.handlers.delivery(ORDER).sign_off
    assert signed is not None
    assert signed.not_compared == ("2",)


def test_a_doubt_that_the_disk_refused_is_no_verdict(dock: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise StoreError("store.disk_full")

    monkeypatch.setattr(dock.handlers, "book", refuses)
    earlier = next(row for row in dock.queries.pictures(ORDER) if row.unit == "1")
    dock.watch.heard(Recalled("recall", 0.0, unheard(dock).sha256, earlier.sha256))
    assert dock.handlers.comparing(ORDER).given_up == ("2",)
