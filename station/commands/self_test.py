"""`station self-test`: what an installed program can check of itself without instruments and without a screen."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from station.app.core import build_core
from station.assets import resource
from station.commands.shared import EXIT_WRONG
from station.config import default_settings
from station.devices.registry import driver_class, drivers
from station.domain import aggregates
from station.errors import StationError
from station.platform import cjk_font_folders
from station.store import projections
from station.store.verify import verify
from station.texts import catalogue
from station.workflow.loader import load_checklist


@click.command("self-test")
def self_test() -> None:
    """Check resources, database, drivers and font; ends with 1 and names what is wrong."""
    checks: dict[str, Callable[[], str]] = {
        "texts": lambda: f"{len(catalogue())} sentences",
        "checklist": lambda: f"{len(load_checklist(resource('checklists', 'standard.toml')).steps)} steps",
        "icons and sounds": _files,
        "drivers": _drivers,
        "database": _database,
        "Chinese font": _font,
    }
    good = True
    for name, check in checks.items():
        try:
            click.echo(f"{name:18} ok    {check()}")
        except (StationError, OSError, ImportError, LookupError) as error:
            good = False
            click.echo(f"{name:18} WRONG {error}")
    sys.exit(0 if good else EXIT_WRONG)


def _files() -> str:
    icons, sounds = list(resource("icons").glob("*.svg")), list(resource("sounds").glob("*.wav"))
    if not icons or not sounds:
        raise FileNotFoundError(str(resource("icons")))
    return f"{len(icons)} icons, {len(sounds)} sounds"


def _drivers() -> str:
    return ", ".join(sorted(name for name in drivers() if driver_class(name)))


def _database() -> str:
    """A new one, its first entries, and their verification."""
    with tempfile.TemporaryDirectory() as name:
        settings = default_settings(Path(name))
        build_core(settings).close()
        report = verify(settings.data, settings.keys, aggregates, projections, lambda said: None)
    if not report.good:
        raise LookupError(report.lines[0].key)
    return "made, written, verified"


def _font() -> str:
    folders = cjk_font_folders()
    if not folders:
        raise FileNotFoundError("Noto Sans CJK SC")
    return str(folders[0])
