"""What the commands of `station cctv` share: the group, who asks, and how an answer is told."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from station.app.core import Core
from station.commands.office import badge_option, pin_option
from station.commands.shared import (
    EXIT_WRONG,
    config_option,
    core_of,
    language_option,
    say_error,
    settings_of,
    signed_in,
    told,
)
from station.domain.commands import Command
from station.domain.entry import Entry
from station.texts import Line, Texts, line
from station.workflow import cctv_times
from station.workflow.cctv_times import Local
from station.workflow.handlers import Rejected, Result


@click.group()
def cctv() -> None:
    """CCTV cameras of the site: what they saw of a delivery, and clips that are wanted of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, of which station, in which language."""

    config: Path | None
    language: str | None
    badge: str
    pin: str

    @property
    def texts(self) -> Texts:
        return Texts(self.language or settings_of(self.config).language)

    def who(self, core: Core) -> str:
        """The person's id; ends the command where badge and PIN do not fit."""
        return signed_in(core, self.badge, self.pin)

    def give(self, command: Command) -> None:
        """Carries a command out that has nothing more to tell."""
        with core_of(self.config) as core:
            result = core.handlers.dispatch(command, key(), self.who(core))
        if isinstance(result, Rejected):
            end(result.reason)
        click.echo(self.texts.say(line("cctv.done")))


def asks(command: Callable[..., Any]) -> Callable[..., Any]:
    """For commands that write: settings, language, badge and PIN come as one `Asked`, the first argument."""

    @wraps(command)
    def gathered(config: Path | None, language: str | None, badge: str, pin: str, **rest: Any) -> None:
        command(Asked(config, language, badge, pin), **rest)

    made: Callable[..., Any] = gathered
    for decorate in (told, pin_option, badge_option, language_option, config_option):
        made = decorate(made)
    return made


def key() -> str:
    """A fresh idempotency key."""
    return f"cmd-{uuid.uuid4()}"


def entry(result: Result) -> Entry:
    """The first entry of a command that always writes one; a refusal ends the command."""
    if isinstance(result, Rejected):
        end(result.reason)
    return result.entries[0]


def typed(text: str, near: str, local: Local) -> str:
    """A typed time as UTC text; what is none ends the command."""
    return cctv_times.typed(text, near, local) or end(line("cctv.no_time"))


def end(fault: Line) -> NoReturn:
    say_error(fault)
    sys.exit(EXIT_WRONG)
