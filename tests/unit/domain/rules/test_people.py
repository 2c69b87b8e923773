"""Accounts: the first administrator, PINs of one's own, sign-in and its counted guesses."""

from __future__ import annotations

from station.domain import commands as c
from station.domain.events.person import PinSet, SignedIn, SignedOut
from station.domain.permit import first_start
from station.domain.rules.people import appoint_administrator
from station.domain.state import PersonState
from tests.unit.domain.harness import STATION, Dock


def test_the_first_administrator_is_appointed_once() -> None:
    dock = Dock()
    assert dock.state(f"device/{STATION}").administrator == "admin"
    assert dock.state("person/admin").has_pin


def test_a_name_lies_in_the_vault_and_a_hash_nowhere() -> None:
    dock = Dock()
    dock.give(c.AddPerson(person="sun", badge="S1", name=" 孙悟空 ", roles=("clerk",), pin_hash="$argon2id$"), "admin")
    assert dock.vault["person:sun:name"] == "孙悟空"
    assert "孙悟空" not in repr(dock.happened)
    assert "$argon2id$" not in repr(dock.happened)


def test_an_account_without_a_pin_has_none() -> None:
    dock = Dock()
    dock.give(c.AddPerson(person="sun", badge="S1", name="孙", roles=("clerk",)), "admin")
    assert not dock.state("person/sun").has_pin


def test_a_pin_is_set_by_its_owner_or_the_administrator() -> None:
    dock = Dock()
    mine = c.SetPin(person="wang", pin_hash="x")
    assert dock.give(mine, "wang") == [PinSet()]
    assert dock.give(mine, "admin") == [PinSet()]
    for other in ("li", "zhao", "audit", "account"):
        assert dock.refusal(mine, other) == "role.not_yours"


def test_nobody_signs_in_as_somebody_else() -> None:
    dock = Dock()
    assert dock.refusal(c.SignIn(person="zhao"), "wang") == "role.not_yours"
    assert dock.refusal(c.SignIn(person="zhao"), "admin") == "role.not_yours"
    assert dock.give(c.SignIn(person="zhao"), "zhao") == [SignedIn()]


def test_signing_out_twice_changes_nothing() -> None:
    dock = Dock()
    dock.give(c.SignIn(person="wang"), "wang")
    assert dock.give(c.SignOut(person="wang"), "wang") == [SignedOut()]
    assert dock.give(c.SignOut(person="wang"), "wang") == []


def test_a_start_is_the_first_while_nobody_has_a_pin() -> None:
    assert first_start([])
    assert first_start([PersonState(id="a")])
    assert not first_start([PersonState(id="a"), PersonState(id="b", has_pin=True)])


def test_appointing_writes_account_pin_and_appointment() -> None:
    dock = Dock()
    command = c.AddPerson(person="sun", badge="S1", name="孙", roles=("administrator",), pin_hash="x")
    blank = type(dock.state(f"device/{STATION}"))(id=STATION)
    happened = appoint_administrator(blank, PersonState(), command, dock.means("station"))
    assert [event.KIND for _, event in happened] == ["person.added", "person.pin_set", "device.administrator_appointed"]
