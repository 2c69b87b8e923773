"""Badge and PIN, as everybody at the dock signs in, switches and vouches."""

from __future__ import annotations

import msgspec

from station.devices.sim.robot.clerk import BADGE, Clerk


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who works here in the rehearsal, and only there."""

    badge: str
    pin: str
    name: str
    roles: tuple[str, ...]
    shown: str = ""  # how the screen's head names the person, where it is not the name


def sign_in(clerk: Clerk, person: Person) -> None:
    """Scans the badge, enters the PIN, waits until the head of the window names the person."""
    clerk.dock.scan(BADGE + person.badge)
    clerk.await_("the field for the PIN", lambda sight: sight.focused == PIN)
    clerk.hands.type(person.pin)
    clerk.hands.key("Return")
    shown = person.shown or person.name
    clerk.await_(f"{shown} signed in", lambda sight: shown in sight.text("person") and sight.focused != PIN)


PIN = "field.sign_in.pin"
