"""`station camera`, `documents`, `recall` and `numbers`: the processes that the window starts for itself."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

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


@click.command(hidden=True)
@click.option("--file", type=click.Path(path_type=Path), required=True)
@click.option("--evidence", type=click.Path(path_type=Path), required=True)
def recall(file: Path, evidence: Path) -> None:
    """The process that remembers every picture of the last 90 days."""
    import_module("station.devices.camera.recall_process").main(file, evidence)


@click.command(hidden=True)
@click.option("--evidence", type=click.Path(path_type=Path), required=True)
def numbers(evidence: Path) -> None:
    """The process that reads the numbers on seals; needs the extra "ocr"."""
    import_module("station.devices.camera.numbers_process").main(evidence)
