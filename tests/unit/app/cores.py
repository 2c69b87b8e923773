"""A station without screen and instruments in a folder of its own, with one person of each role that tests need."""

from __future__ import annotations

import uuid
from pathlib import Path

from station.app.core import Core, build_core
from station.config import Settings, default_settings
from station.domain.agreements import Agreement
from station.domain.commands import AddPerson, Command, PublishAgreement, RegisterCustomer
from station.workflow.handlers import Accepted

PEOPLE = {"wang": "clerk", "zhao": "supervisor", "account": "account_officer", "audit": "auditor"}


def settings(folder: Path) -> Settings:
    return default_settings(folder)


def founded(folder: Path) -> Core:
    """Started for the first time: the administrator, some people, customer A with an agreement."""
    core = build_core(settings(folder))
    first = AddPerson(person="admin", badge="A1", name="系统管理员", roles=("administrator",), pin_hash="x")
    assert isinstance(core.handlers.appoint(first, "first"), Accepted)
    for person, role in PEOPLE.items():
        give(core, AddPerson(person=person, badge=f"B-{person}", name=person, roles=(role,), pin_hash="x"), "admin")
    give(core, RegisterCustomer(customer="A", name="甲客户"), "account")
    give(core, PublishAgreement(customer="A", agreement=Agreement(version=1, valid_from="2026-01-01")), "account")
    return core


def give(core: Core, command: Command, actor: str) -> None:
    result = core.handlers.dispatch(command, f"test-{uuid.uuid4()}", actor)
    assert isinstance(result, Accepted), result
