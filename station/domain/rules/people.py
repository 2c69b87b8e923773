"""Accounts and sign-in. The PIN itself is checked outside (argon2id takes its time); its result is judged here."""

from __future__ import annotations

from station.domain.case import Happening, Means
from station.domain.commands import AddPerson, SetPin, SignIn, SignOut
from station.domain.events.person import PersonAdded, PinSet, SignedIn, SignedOut
from station.domain.events.site import AdministratorAppointed
from station.domain.refusal import Refusal, require
from station.domain.roles import Role
from station.domain.state import DeviceState, PersonState


def person_stream(person: str) -> str:
    return f"person/{person}"


def add_person(state: PersonState, command: AddPerson, means: Means) -> list[Happening]:
    """A new account with its badge."""
    require(not state.id, "person.known", person=command.person)
    require(command.name.strip(), "person.name")
    require(command.badge.strip(), "person.badge")
    require(not means.holder(command.badge.strip()), "person.badge_taken", badge=command.badge.strip())
    known = {role.value for role in Role}
    require(command.roles and set(command.roles) <= known, "person.roles", roles=", ".join(command.roles))
    name = means.seal(f"person:{command.person}:name", command.name.strip())
    added = PersonAdded(badge=command.badge.strip(), name=name, roles=command.roles)
    stream = person_stream(command.person)
    pin = [Happening(stream, PinSet())] if command.pin_hash else []
    return [Happening(stream, added), *pin]


def appoint_administrator(state: DeviceState, person: PersonState, command: AddPerson, means: Means) -> list[Happening]:
    """The first start: nobody is there who could allow it, so it happens once in the life of a log."""
    require(not state.administrator, "person.first_only")
    require(command.pin_hash, "person.pin")
    appointed = Happening(f"device/{state.id}", AdministratorAppointed(person=command.person))
    return [*add_person(person, command, means), appointed]


def set_pin(state: PersonState, command: SetPin, means: Means) -> list[Happening]:
    """One's own PIN, or the administrator's for somebody who forgot it."""
    require(state.id, "person.unknown")
    return [Happening(person_stream(command.person), PinSet())]


def sign_in(state: PersonState, command: SignIn, means: Means) -> list[Happening]:
    """The result of badge and PIN."""
    if command.refused:  # first: an unknown badge has no account, and its own sentence
        raise Refusal(f"sign_in.{command.refused}", seconds=command.wait_s)
    require(state.id, "person.unknown")
    return [Happening(person_stream(command.person), SignedIn())]


def sign_out(state: PersonState, command: SignOut, means: Means) -> list[Happening]:
    require(state.id, "person.unknown")
    return [Happening(person_stream(command.person), SignedOut())] if state.signed_in else []
