"""`station rehearse`: the robot clerk plays the sample's visits in the real window."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from station.devices.sim.rehearsal.play import Rehearsal
from station.devices.sim.rehearsal.summary import as_text

NO_DISPLAY = "No display. Run scripts/run, which brings a virtual one, or set DISPLAY."


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("out"), show_default=True)
@click.option("--deliveries", type=click.IntRange(min=1), default=None, help="Play the first trucks only.")
@click.option("--keep", is_flag=True, help="Leave the window open after the last visit, until Ctrl+C.")
def rehearse(out: Path, deliveries: int | None, keep: bool) -> None:
    """Play the sample's visits in the real window; receipts, pictures and a summary are left in OUT.

    Ends with 1 unless every visit was played, the log verifies and shows each refusal of the sample.
    """
    if not os.environ.get("DISPLAY"):
        sys.exit(NO_DISPLAY)
    began = time.monotonic()

    def tell(said: str) -> None:
        click.echo(f"{time.monotonic() - began:6.1f} s  {said}")

    summary = Rehearsal(out, deliveries, tell).run(_until_interrupted if keep else _at_once)
    click.echo(as_text(summary), nl=False)
    sys.exit(0 if summary.good else 1)


def _at_once() -> None:
    pass


def _until_interrupted() -> None:
    click.echo("The window stays open; Ctrl+C ends the rehearsal.")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return
