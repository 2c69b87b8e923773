"""Who may give a command, and who may stand beside: the two-person rule (receiving.md §1, reliability R21, R22)."""

from __future__ import annotations

from collections.abc import Iterable

from station.domain.commands import Command, SetPin, SignIn, SignOut
from station.domain.refusal import require
from station.domain.roles import OWN_ACCOUNT, Role, may, may_alone, may_second
from station.domain.state import PersonState

# The station's own hands: what it books by itself after a person's command (a receipt, a climate minute).
STATION_ACTIONS = frozenset(
    {
        "IssueReceipt", "SignIn", "NoteClimate", "PurgeDocuments", "ArchivePictures", "NoteClipOverdue", "RecordFilm",
        "LoseFilm",
    }
)  # fmt: skip


def roles_of(person: PersonState) -> frozenset[Role]:
    return frozenset(Role(role) for role in person.roles)


def permit(command: Command, actor: PersonState | None, second: PersonState | None) -> None:
    """Refuses a command that the actor's roles do not allow, or not without somebody beside, and a second person who is
    no second person.

    actor is None for the station itself.
    """
    if actor is None:
        require(command.action in STATION_ACTIONS, "role.station", action=command.action)
    else:
        allowed = may(roles_of(actor), command.action) and _own_or_helped(command, actor)
        require(allowed, "role.not_yours", action=command.action)
        require(second is not None or may_alone(roles_of(actor), command.action), "second.missing")
    if second is not None:
        _permit_second(command, actor, second)


def _own_or_helped(command: Command, actor: PersonState) -> bool:
    """A person's account is that person's: nobody sets another's PIN but the administrator."""
    if not isinstance(command, SetPin | SignIn | SignOut) or command.person == actor.id:
        return True
    return bool(roles_of(actor) & OWN_ACCOUNT[command.action])


def _permit_second(command: Command, actor: PersonState | None, second: PersonState) -> None:
    same = actor is not None and (second.id == actor.id or second.badge == actor.badge)
    require(not same, "second.same_person")
    require(may_second(roles_of(second), command.action), "second.role", action=command.action)


def first_start(people: Iterable[PersonState]) -> bool:
    """Nobody has a PIN yet: the administrator must be made first."""
    return not any(person.has_pin for person in people)
