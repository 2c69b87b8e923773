"""`station cameras`: which cameras there are, and what to write into the settings for each."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import import_module

import click

from station.commands.shared import say_error
from station.texts import Line


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON line a camera.")
def cameras(as_json: bool) -> None:
    """List the cameras of this machine: number, name, address for the settings, sizes of the picture.

    Names and sizes are told by Linux; on other systems each camera is switched on for a moment.
    """
    found = import_module("station.devices.camera.seen").cameras()
    for camera in found:
        if as_json:
            told = {name: value for name, value in asdict(camera).items() if name != "owner"}  # a matter of the window
            click.echo(json.dumps(told, ensure_ascii=False))
        else:
            sizes = " ".join(f"{width}x{height}" for width, height in camera.sizes)
            click.echo(f"{camera.index:<3} {camera.name or '-':32} {camera.url}  {sizes}".rstrip())
    if not found and not as_json:
        say_error(Line("cameras.none"))
