"""Badge and PIN: waits that grow, refusals in the log, and no hash anywhere near it."""

from __future__ import annotations

import pytest

from station.domain.commands import AddPerson
from station.texts import Line
from station.workflow import sign_in
from station.workflow.handlers import Rejected
from station.workflow.sign_in import SignInDesk, pin_fault, pin_hash
from tests.unit.workflow.stage import PEOPLE, Stage

PIN = "246813"


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def desk(stage: Stage) -> SignInDesk:
    stage.store.pins["wang"] = pin_hash(PIN)
    badges = {badge: person for person, (badge, _) in PEOPLE.items()}
    return SignInDesk(stage.handlers, stage.clock, lambda badge: badges.get(badge, ""), stage.store.pins.get)


def attempt(desk: SignInDesk, pin: str, badge: str = "W1") -> str | Line:
    begun = desk.begin(badge)
    return begun if isinstance(begun, Line) else desk.finish(begun, desk.fits(begun, pin))


def test_the_right_pin_signs_in_and_is_an_entry(stage: Stage, desk: SignInDesk) -> None:
    assert attempt(desk, PIN) == "wang"
    assert stage.store.kinds()[-1] == "person.signed_in"
    desk.sign_out("wang")
    assert stage.store.kinds()[-1] == "person.signed_out"


def test_a_wrong_pin_is_refused_and_is_an_entry(stage: Stage, desk: SignInDesk) -> None:
    refused = attempt(desk, "111222")
    assert isinstance(refused, Line)
    assert refused.key == "refusal.sign_in.wrong_pin"
    assert stage.store.entries[-1].data["said"]["reason"] == "sign_in.wrong_pin"


def test_an_unknown_badge_is_refused_and_is_an_entry(stage: Stage, desk: SignInDesk) -> None:
    refused = attempt(desk, PIN, badge="nobody")
    assert isinstance(refused, Line)
    assert stage.store.kinds()[-1] == "device.refused"


def test_waits_double_from_the_third_wrong_guess_and_end_with_a_right_one(stage: Stage, desk: SignInDesk) -> None:
    waits = []
    for _ in range(9):
        attempt(desk, "000111")
        refused = desk.begin("W1")
        if isinstance(refused, Line):
            waits.append(refused.params["seconds"])
            stage.clock.forward(float(str(waits[-1])))
    assert waits == [5, 10, 20, 40, 80, 160, 300]
    assert attempt(desk, PIN) == "wang"
    attempt(desk, "000111")
    assert not isinstance(desk.begin("W1"), Line), "the count starts anew"


def test_a_wait_holds_after_a_restart(stage: Stage, desk: SignInDesk) -> None:
    """It is read off the log, so that starting the program again gives no free guesses."""
    for _ in range(3):
        attempt(desk, "000111")
    again = SignInDesk(stage.handlers, stage.clock, lambda badge: "wang", stage.store.pins.get)
    assert isinstance(again.begin("W1"), Line)


def test_a_person_without_a_pin_gets_nowhere(stage: Stage, desk: SignInDesk) -> None:
    assert isinstance(attempt(desk, "", badge="L1"), Line)


@pytest.mark.parametrize("pin", ["", "12345", "111111", "123456", "987654", "12a456", "１２３４５９"])
def test_a_pin_that_everybody_would_try_is_refused(pin: str) -> None:
    assert pin_fault(pin) is not None


def test_the_hash_is_argon2id_of_the_set_strength() -> None:
    assert pin_hash(PIN).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert pin_fault(PIN) is None
    assert sign_in.SHORTEST_PIN == 6


def test_the_first_start_appoints_one_administrator_only(stage: Stage) -> None:
    second = AddPerson(person="other", badge="X9", name="x", roles=("administrator",), pin_hash="h")
    result = stage.handlers.appoint(second, "again")
    assert isinstance(result, Rejected)
    assert result.reason.key == "refusal.person.first_only"


def test_no_hash_and_no_pin_is_in_the_log(stage: Stage, desk: SignInDesk) -> None:
    attempt(desk, PIN)
    attempt(desk, "135791")
    log = b"".join(entry.to_bytes() for entry in stage.store.entries)
    assert b"argon2" not in log
    assert PIN.encode() not in log
    assert b"135791" not in log
