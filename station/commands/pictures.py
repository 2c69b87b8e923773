"""`station export-pictures` and `station verify-pictures`: a delivery's pictures for somebody else, and the proof."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from station.app.exports import checked, prepare
from station.commands.office import badge_option, pin_option
from station.commands.shared import EXIT_WRONG, config_option, core_of, language_option, settings_of, signed_in, told
from station.domain.checkpoint import BadCheckpoint, VerifierKey
from station.errors import StoreError
from station.store.keys import read_verifier
from station.texts import Line, Texts


@click.command("export-pictures")
@config_option
@language_option
@click.argument("delivery")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@badge_option
@pin_option
@told
def export_pictures(delivery: str, folder: Path, badge: str, pin: str, **said: Any) -> None:
    """Copy a delivery's pictures to FOLDER/DELIVERY with a signed list of them; the export is an entry of the log."""
    texts = Texts(said["language"] or settings_of(said["config"]).language)
    with core_of(said["config"]) as core:
        parcel = prepare(core, delivery, signed_in(core, badge, pin))
        if isinstance(parcel, Line):
            click.echo(texts.say(parcel), err=True)
            sys.exit(EXIT_WRONG)
        click.echo(texts.say(parcel.write(folder)))


@click.command("verify-pictures")
@config_option
@language_option
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The station's public key (station.vkey), from somebody you trust; by default this station's own.",
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@told
def verify_pictures(config: Path | None, language: str | None, key_file: Path | None, folder: Path) -> None:
    """Say whether the pictures in FOLDER are those that the station exported: altered, missing and extra files.

    Ends with 1 where something is wrong.
    """
    settings = settings_of(config)
    try:
        key = VerifierKey.from_text(key_file.read_text("utf-8")) if key_file else read_verifier(settings.keys)
        good, said = checked(folder, key)
    except (OSError, UnicodeDecodeError, BadCheckpoint) as error:
        raise StoreError("export.unsigned", folder=str(folder), reason=str(error)) from error
    for one in said:
        click.echo(Texts(language or settings.language).say(one))
    sys.exit(0 if good else EXIT_WRONG)
