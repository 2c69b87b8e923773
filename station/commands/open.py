"""`station open`: the window."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from station.commands.shared import config_option, settings_of, told
from station.ui.features import use_none


@click.command("open")
@config_option
@click.option("--rehearsal-socket", default="", hidden=True, help="Where the rehearsal's eyes look through.")
@told
def open_station(config: Path | None, rehearsal_socket: str) -> None:
    """Open the station's window."""
    use_none()
    from station.app.window import run_window  # noqa: PLC0415 - Qt is loaded only for a window

    sys.exit(run_window(settings_of(config), rehearsal_socket))
