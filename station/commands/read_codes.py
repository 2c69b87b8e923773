"""`station read-codes`: the codes in picture files, as the camera would read them."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from station.commands.shared import EXIT_WRONG, say_error
from station.errors import DeviceError
from station.texts import Line


@click.command("read-codes")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--all/--live", "every", default=True, help="Every code that passes the gate, or the first in sight.")
def read_codes(files: tuple[Path, ...], every: bool) -> None:
    """Print one JSON line for each picture: its file, its codes and the time taken."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices: threads only cost
    read_file = import_module("station.devices.camera.codes.files").read_file  # OpenCV: only where it is asked for
    unreadable = False
    for file in files:
        try:
            record = read_file(file, live=not every)
        except DeviceError as error:
            unreadable = True
            say_error(Line(error.key, error.params))
            record = {"file": str(file), "error": error.key, "reason": str(error.params["reason"])}
        click.echo(json.dumps(record, ensure_ascii=False))
    sys.exit(EXIT_WRONG if unreadable else 0)
