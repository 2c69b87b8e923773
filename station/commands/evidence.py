"""`station verify`, `station replay`, `station sampling`: for whoever does not believe it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from station.app.archiving import archive_of
from station.commands.shared import EXIT_WRONG, config_option, language_option, settings_of, told
from station.domain import aggregates
from station.store import projections
from station.store.draws import recompute
from station.store.reader import reading
from station.store.replay import dump, replayed
from station.store.verify import verify as verify_store
from station.texts import LANGUAGES, Texts


@click.command()
@config_option
@language_option
@click.option(
    "--checkpoint",
    "witnesses",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A signed head that somebody else has kept: a receipt's QR as a text file. May be given more than once.",
)
@click.option("--archive", is_flag=True, help="Read every picture at the archive that is plugged in, too.")
@told
def verify(config: Path | None, language: str | None, witnesses: tuple[Path, ...], archive: bool) -> None:
    """Check the log's tree, its checkpoints, the projections against a replay, and every picture and PDF by its hash.

    Ends with 1 and names the first bad thing where something is wrong. Works beside a running station. A history that
    was rewritten by somebody who has the station's key is found by a checkpoint from outside only.
    """
    settings = settings_of(config)
    texts = Texts(language or settings.language)
    place = archive_of(settings).folder if archive else None
    report = verify_store(
        settings.data,
        settings.keys,
        aggregates,
        projections,
        progress=lambda said: click.echo(texts.say(said), err=True),
        witnesses={file.name: file.read_bytes() for file in witnesses},
        archive=place,
    )
    for said in report.lines:
        click.echo(texts.say(said))
    sys.exit(0 if report.good else EXIT_WRONG)


@click.command()
@config_option
@click.option("--dump", "dumped", is_flag=True, required=True, help="Print the tables that a replay of the log gives.")
@click.option("--live", is_flag=True, help="Print the tables as they are instead.")
@told
def replay(config: Path | None, dumped: bool, live: bool) -> None:
    """Print every projection table, rows by primary key, as canonical JSON lines."""
    with reading(settings_of(config).data) as db:
        source = db if live else replayed(db, aggregates, projections)
        dump(source, projections, sys.stdout.buffer)


@click.command()
@config_option
@click.argument("delivery")
@told
def sampling(config: Path | None, delivery: str) -> None:
    """Recompute the draw of a delivery from the log alone and compare it with what was recorded."""
    texts = Texts(LANGUAGES[1])
    with reading(settings_of(config).data) as db:
        found = recompute(db, delivery)
    for said in found.lines:
        click.echo(texts.say(said))
    sys.exit(0 if found.good else EXIT_WRONG)
