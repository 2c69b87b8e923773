"""`station person …` and `station customer …`: accounts, customers and their agreements."""

from __future__ import annotations

import sys
import uuid
from pathlib import Path
from typing import Any

import click
import msgspec

from station.commands.shared import EXIT_WRONG, config_option, core_of, say_error, signed_in, told
from station.domain.agreements import Agreement
from station.domain.commands import AddPerson, Command, PublishAgreement, RegisterCustomer
from station.domain.facts import Fact
from station.domain.roles import Role
from station.errors import ConfigError
from station.texts import Line
from station.workflow.handlers import Handlers, Rejected
from station.workflow.sign_in import pin_fault, pin_hash

badge_option = click.option("--as-badge", "badge", required=True, prompt="Your badge", help="The badge of who asks.")
pin_option = click.option("--as-pin", "pin", required=True, prompt="Your PIN", hide_input=True, help="And the PIN.")


class CustomerFile(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """resources/samples/customers/*.toml: a customer and the agreement that is to be published."""

    customer: str
    name: str
    industry: str = "general"
    agreement: Agreement


@click.group()
def person() -> None:
    """Accounts of the people who work here."""


@person.command("first")
@config_option
@click.option("--id", "name_id", required=True, help="The account's id.")
@click.option("--badge", "new_badge", required=True)
@click.option("--name", required=True)
@click.option("--pin", "new_pin", required=True, prompt="New PIN", hide_input=True, confirmation_prompt=True)
@told
def first(config: Path | None, name_id: str, new_badge: str, name: str, new_pin: str) -> None:
    """Make the administrator of a station that nobody has started yet."""
    command = _account(name_id, new_badge, name, new_pin, roles=(Role.ADMINISTRATOR.value,))
    with core_of(config) as core:
        result = core.handlers.appoint(command, f"cmd-{uuid.uuid4()}")
        _end(result.reason if isinstance(result, Rejected) else None)


@person.command("add")
@config_option
@click.option("--id", "name_id", required=True, help="The account's id.")
@click.option("--badge", "new_badge", required=True)
@click.option("--name", required=True)
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice([role.value for role in Role]))
@click.option("--pin", "new_pin", required=True, prompt="New PIN", hide_input=True, confirmation_prompt=True)
@badge_option
@pin_option
@told
def add(config: Path | None, badge: str, pin: str, **account: Any) -> None:
    """Add an account; an administrator asks."""
    command = _account(**account)
    with core_of(config) as core:
        _give(core.handlers, command, signed_in(core, badge, pin))


def _account(name_id: str, new_badge: str, name: str, new_pin: str, roles: tuple[str, ...]) -> AddPerson:
    return AddPerson(person=name_id, badge=new_badge, name=name, roles=roles, pin_hash=_good(new_pin))


@click.group()
def customer() -> None:
    """Customers and their receiving agreements."""


@customer.command("add")
@config_option
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@badge_option
@pin_option
@told
def add_customer(config: Path | None, file: Path, badge: str, pin: str) -> None:
    """Register the customer of a TOML file, where new, and publish its agreement."""
    try:
        told_by = msgspec.toml.decode(file.read_bytes(), type=CustomerFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError("customer.unreadable", file=file.name, reason=str(error)) from error
    with core_of(config) as core:
        who = signed_in(core, badge, pin)
        if not core.handlers.customer(told_by.customer).id:
            register = RegisterCustomer(customer=told_by.customer, name=told_by.name, industry=told_by.industry)
            _give(core.handlers, register, who)
        _give(core.handlers, PublishAgreement(customer=told_by.customer, agreement=told_by.agreement), who)


def _good(pin: str) -> str:
    fault = pin_fault(pin)
    _end(fault)
    return pin_hash(pin)


def _give(handlers: Handlers, command: Command, who: str) -> None:
    result = handlers.dispatch(command, f"cmd-{uuid.uuid4()}", who)
    _end(result.reason if isinstance(result, Rejected) else None)


def _end(fault: Line | None) -> None:
    """Ends the command with 1 where something was refused."""
    if fault is not None:
        say_error(fault)
        sys.exit(EXIT_WRONG)
