"""`station import FILE…`: advance shipping notices from CSV."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from station.app.imports import fault_line, import_notices
from station.commands.office import badge_option, pin_option
from station.commands.shared import EXIT_WRONG, config_option, core_of, signed_in, told
from station.texts import LANGUAGES, Line, Texts


@click.command("import")
@config_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@badge_option
@pin_option
@told
def import_asn(config: Path | None, files: tuple[Path, ...], badge: str, pin: str) -> None:
    """Import advance shipping notices (docs/asn-csv.md). A bad file is refused whole, with every fault.

    Ends with 1 where a file was refused.
    """
    good = True
    with core_of(config) as core:
        who = signed_in(core, badge, pin)
        for done in import_notices(core, list(files), who):
            _say(done.said)
            for fault in done.faults:
                _say(fault_line(fault))
            good = good and done.good
    sys.exit(0 if good else EXIT_WRONG)


def _say(said: Line) -> None:
    for language in LANGUAGES:
        click.echo(Texts(language).say(said))
