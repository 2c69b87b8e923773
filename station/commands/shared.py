"""What the commands share: settings, how errors are told, and who is asking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from station.app.core import Core, open_core
from station.config import Settings, default_settings
from station.errors import OperatorError
from station.platform import data_dir
from station.texts import LANGUAGES, Line, Texts
from station.workflow.sign_in import Attempt

EXIT_WRONG = 1  # what was asked about is wrong, or was refused
EXIT_UNABLE = 2  # the command could not be carried out

config_option = click.option(
    "--config", "config", type=click.Path(path_type=Path, dir_okay=False), help="The settings file (docs/settings.md)."
)
language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), default=None, help="Of what is printed; the settings' by default."
)


def settings_of(config: Path | None) -> Settings:
    """The settings of a file, or those of a station that has none. Raises ConfigError."""
    return Settings.from_file(config) if config else default_settings(data_dir())


def told(command: Callable[..., Any]) -> Callable[..., Any]:
    """Says an expected error as a sentence in both languages and ends with 2; a bug keeps its traceback."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except OperatorError as error:
            say_error(Line(error.key, error.params))
            sys.exit(EXIT_UNABLE)

    return wrapped


def say_error(what: Line) -> None:
    """On standard error, Chinese and English: at this moment nobody knows who reads it."""
    for language in LANGUAGES:
        click.echo(Texts(language).say(what), err=True)


@contextmanager
def core_of(config: Path | None) -> Iterator[Core]:
    with open_core(settings_of(config)) as core:
        yield core


def signed_in(core: Core, badge: str, pin: str) -> str:
    """Who asks: the person's id after badge and PIN; ends the command where they do not fit."""
    attempt = core.sign_in.begin(badge)
    who = attempt if isinstance(attempt, Line) else _finished(core, attempt, pin)
    if isinstance(who, Line):
        say_error(who)
        sys.exit(EXIT_WRONG)
    return who


def _finished(core: Core, attempt: Attempt, pin: str) -> str | Line:
    return core.sign_in.finish(attempt, core.sign_in.fits(attempt, pin))
