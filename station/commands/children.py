"""`station camera` and `station documents`: the processes that the window starts for itself."""

from __future__ import annotations

from importlib import import_module

import click


@click.command(hidden=True)
@click.option("--device", required=True)  # for whoever looks at the list of processes; the rest comes over the pipe
def camera(device: str) -> None:
    """The process of one camera."""
    import_module("station.devices.camera.process").main()


@click.command(hidden=True)
def documents() -> None:
    """The process that renders and signs."""
    import_module("station.documents.worker").main()
