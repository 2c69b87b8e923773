"""Who may do what: the whole table, role by role and action by action, through the handlers as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from station.domain import commands as c
from station.domain.decide import RULES
from station.domain.permit import STATION_ACTIONS, permit
from station.domain.refusal import Refusal
from station.domain.roles import ACTIONS, OWN_ACCOUNT, SECONDS, Role, may, may_second
from station.domain.state import PersonState
from station.workflow.handlers import Accepted, Handlers, Rejected
from tests.golden.every_kind import _sample
from tests.unit.fake_clock import FakeClock
from tests.unit.workflow.memory_store import MemoryStore

GOLDEN = Path(__file__).with_name("roles.txt")
NAMES = {command.__name__: command for command in RULES}


def table() -> str:
    """One line an action: acting roles | roles of the second person."""
    lines = []
    for action in NAMES:
        acting = " ".join(role.value for role in Role if may(frozenset({role}), action))
        second = " ".join(role.value for role in Role if may_second(frozenset({role}), action))
        lines.append(f"{action}: {acting or '-'} | {second or '-'}")
    return "\n".join(lines) + "\n"


def test_the_table_is_the_golden_one() -> None:
    assert table() == GOLDEN.read_text(encoding="utf-8")


def test_every_command_has_a_rule_and_every_action_is_a_command() -> None:
    commands = {name for name, kind in vars(c).items() if isinstance(kind, type) and _is_command(kind)}
    assert set(NAMES) == commands
    assert set(ACTIONS) | STATION_ACTIONS == commands
    assert set(SECONDS) <= commands
    assert set(OWN_ACCOUNT) <= commands


def _is_command(kind: type) -> bool:
    bases = (
        c.Command,
        c.VisitCommand,
        c.DeliveryCommand,
        c.UnitCommand,
        c.PaperCommand,
        c.DeviceCommand,
        c.CctvCommand,
    )
    return issubclass(kind, c.Command) and kind not in bases


def filled(kind: type[c.Command]) -> c.Command:
    """A command with something in every field."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return msgspec.convert({field.encode_name: _sample(field.type, field.name) for field in info.fields}, kind)


@pytest.mark.parametrize("role", list(Role))
def test_every_action_through_the_handlers_for_every_role(role: Role) -> None:
    """Whoever may not is told so; whoever may is judged by the rule itself."""
    store = MemoryStore(FakeClock())
    handlers = Handlers(store, FakeClock(), chance=bytes)
    appointed = handlers.appoint(
        c.AddPerson(person="admin", badge="A1", name="系统管理员", roles=("administrator",), pin_hash="x"), "first"
    )
    assert isinstance(appointed, Accepted)
    account = c.AddPerson(person="me", badge="M1", name="我", roles=(role.value,))
    assert isinstance(handlers.dispatch(account, "me", "admin"), Accepted)
    for action, kind in NAMES.items():
        result = handlers.dispatch(_own(filled(kind), role), f"do-{action}", "me")
        barred = isinstance(result, Rejected) and result.reason.key == "refusal.role.not_yours"
        assert barred == (role not in ACTIONS.get(action, frozenset())), (role, action, result)


def _own(command: c.Command, role: Role) -> c.Command:
    return msgspec.structs.replace(command, person="me") if hasattr(command, "person") else command  # type: ignore[type-var]


def person(name: str, *roles: str, badge: str = "") -> PersonState:
    return PersonState(id=name, badge=badge or name, roles=roles)


def refused(command: c.Command, actor: PersonState | None, second: PersonState | None = None) -> str:
    try:
        permit(command, actor, second)
    except Refusal as refusal:
        return refusal.code
    return ""


WAIVE = filled(c.WaiveFace)


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (person("wang", "clerk"), "second.same_person"),
        (person("li", "clerk", badge="W1"), "second.same_person"),  # two accounts, one badge
        (person("li", "clerk"), ""),
        (person("li", "clerk", badge="L1"), ""),
        (person("chen", "inspector"), "second.role"),
        (person("admin", "administrator"), "second.role"),
        (person("nobody"), "second.role"),
    ],
)
def test_the_second_person_is_another_person_of_a_fitting_role(second: PersonState, code: str) -> None:
    assert refused(WAIVE, person("wang", "clerk", badge="W1"), second) == code


SWAP = filled(c.AcceptSwap)


@pytest.mark.parametrize(
    ("actor", "second", "code"),
    [
        (person("zhao", "supervisor"), None, ""),  # a supervisor answers for it alone
        (person("wang", "clerk"), None, "second.missing"),
        (person("wang", "clerk"), person("zhao", "supervisor"), ""),
        (person("wang", "clerk"), person("li", "clerk"), "second.role"),
        (person("wang", "clerk"), person("chen", "inspector"), "second.role"),
        (person("wang", "clerk"), person("admin", "administrator"), "second.role"),
        (person("wang", "clerk"), person("wang", "clerk"), "second.same_person"),
        (person("wang", "clerk", badge="Z1"), person("zhao", "supervisor", badge="Z1"), "second.same_person"),
        (person("chen", "inspector"), person("zhao", "supervisor"), "role.not_yours"),
        (person("admin", "administrator"), person("zhao", "supervisor"), "role.not_yours"),
    ],
)
def test_another_instrument_takes_a_supervisor_alone_or_beside_a_clerk(
    actor: PersonState, second: PersonState | None, code: str
) -> None:
    assert refused(SWAP, actor, second) == code


def test_where_no_second_person_belongs_none_is_taken() -> None:
    assert refused(filled(c.SignOff), person("wang", "clerk"), person("zhao", "supervisor")) == "second.role"


def test_several_roles_add_up() -> None:
    both = person("sun", "clerk", "inspector")
    assert [refused(filled(kind), both) for kind in (c.RecordSample, c.OpenVisit, c.ResumeUnloading)] == [
        "", "", "role.not_yours",
    ]  # fmt: skip


@pytest.mark.parametrize("action", sorted(NAMES))
def test_the_station_itself_does_its_own_things_only(action: str) -> None:
    assert refused(filled(NAMES[action]), None) == ("" if action in STATION_ACTIONS else "role.station")


FORBIDDEN: dict[str, set[str]] = {
    "administrator": {
        "ResumeUnloading", "AcceptChange", "SignOff", "CheckSeal", "WeighUnit", "AddAuditNote", "ViewDocument",
        "PurgeDocuments", "AcceptSwap", "RequestClip", "ImportClip", "ReviewClip", "WithdrawClip",
    },
    "auditor": set(NAMES) - {"AddAuditNote", "ViewDocument", "ExportPictures", "SetPin", "SignIn", "SignOut"},
    "management": set(NAMES) - {"SetPin", "SignIn", "SignOut"},
}  # fmt: skip


@pytest.mark.parametrize("role", sorted(FORBIDDEN))
def test_what_a_role_must_never_do(role: str) -> None:
    me: Any = person("me", role)
    for action in FORBIDDEN[role]:
        command = _own(filled(NAMES[action]), Role(role))
        assert refused(command, me) == "role.not_yours", action
