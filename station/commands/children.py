"""`station camera` and `station documents`: the processes that the window starts for itself."""

from __future__ import annotations

from importlib import import_module

import click


@click.command(hidden=True)
@click.option("--device", required=True)
@click.option("--url", required=True)
@click.option("--codes", is_flag=True)
def camera(device: str, url: str, codes: bool) -> None:
    """The process of one camera."""
    import_module("station.devices.camera.process").main(device, url, codes)


@click.command(hidden=True)
def documents() -> None:
    """The process that renders and signs."""
    import_module("station.documents.worker").main()
