"""`station archive`: the oldest pictures go to a second place; and the process that does it beside the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from station.app.archiving import archive_of, mover_of, place_of, policy_of, prepare, teller
from station.clock import SystemClock
from station.commands.shared import EXIT_WRONG, config_option, core_of, language_option, settings_of, signed_in, told
from station.config import Settings
from station.platform import step_back
from station.store.archive.check import check
from station.store.archive.mover import Progress
from station.store.archive.plan import Lot, due
from station.store.reader import reading
from station.texts import Line, Texts, line

EVERY = 50  # pictures between two lines of progress


@click.command()
@config_option
@language_option
@click.option("--dry-run", is_flag=True, help="Only say what would move, delivery by delivery, and how much it is.")
@click.option("--check", "checking", is_flag=True, help="Read every picture at the archive that is plugged in.")
@click.option("--prepare", "name", default="", metavar="NAME", help="Make the folder an archive of this name.")
@click.option("--as-badge", "badge", default="", help="The administrator's badge, with --prepare.")
@click.option("--as-pin", "pin", default="", help="And the PIN; asked for where it is not given.")
@told
def archive(config: Path | None, language: str | None, dry_run: bool, checking: bool, name: str, **who: str) -> None:
    """Copy the pictures of the oldest signed deliveries to the archive, read them back there, and only then remove them
    here; each step is an entry of the log. May be stopped at any moment and started again.

    The window does the same by itself, every hour. Nothing is ever removed from the archive.
    """
    settings = settings_of(config)
    say = Texts(language or settings.language).say
    if name:
        _prepare(config, name, who["badge"], who["pin"], say)
    elif dry_run:
        _would(settings, say)
    elif checking:
        _check(settings, say)
    else:
        step_back()
        _move(config, say)


@click.command(hidden=True)
@click.option("--config", type=click.Path(path_type=Path), required=True)
def archiver(config: Path) -> None:
    """The process that moves pictures for the window."""
    import_module("station.app.archiver").main(settings_of(config))


Say = Callable[[Line], str]


def _prepare(config: Path | None, name: str, badge: str, pin: str, say: Say) -> None:
    badge = badge or click.prompt("Your badge")
    pin = pin or click.prompt("Your PIN", hide_input=True)
    with core_of(config) as core:
        made = prepare(core, name, signed_in(core, badge, pin))
    if isinstance(made, Line):
        click.echo(say(made), err=True)
        sys.exit(EXIT_WRONG)
    click.echo(say(line("archive.prepared", name=made.name, place=made.place[:8])))


def _would(settings: Settings, say: Say) -> None:
    """Works beside a running station, and without the archive's disk."""
    with reading(settings.data) as db:
        lots = due(db, policy_of(archive_of(settings)), SystemClock().now())
    for lot in lots:
        click.echo(say(_told(lot)))
    click.echo(say(line("archive.would", count=sum(lot.count for lot in lots), megabytes=_megabytes(lots))))


def _told(lot: Lot) -> Line:
    shown = {"delivery": lot.delivery, "signed": lot.signed_at[:10], "count": lot.count}
    return line("archive.lot", megabytes=_megabytes((lot,)), **shown)


def _megabytes(lots: tuple[Lot, ...]) -> str:
    return f"{sum(lot.size for lot in lots) / 1_000_000:.1f}"


def _check(settings: Settings, say: Say) -> None:
    """Works beside a running station."""
    place = place_of(settings)
    with reading(settings.data) as db:
        good, lines = check(db, place)
    for said in lines:
        click.echo(say(said))
    sys.exit(0 if good else EXIT_WRONG)


def _move(config: Path | None, say: Say) -> None:
    with core_of(config) as core:

        def show(progress: Progress) -> None:
            if progress.moved % EVERY == 0:
                click.echo(say(line("archive.progress", moved=progress.moved, count=progress.count)), err=True)

        lots = due(core.store.db, policy_of(archive_of(core.settings)), core.clock.now())
        done = mover_of(core, teller(core), show).run(lots)
    click.echo(say(line("archive.done", moved=done.moved, megabytes=f"{done.size / 1_000_000:.1f}")))
    if done.unread:
        click.echo(say(line("archive.unread", count=done.unread)), err=True)
        sys.exit(EXIT_WRONG)
