"""`station cctv add|change|retire|compare`: cameras registered, and their recorders' clocks compared."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from station.app.core import Core
from station.clock import utc_text
from station.commands.cctv_shared import Asked, asks, cctv, entry, key, typed
from station.commands.shared import core_of
from station.domain.cctv import PLACES
from station.domain.commands import ChangeCctv, CompareCctvClock, RegisterCctv, RetireCctv
from station.texts import Texts, line
from station.workflow.cctv_times import stamp


def _camera(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that describe a camera."""
    options = (
        click.option("--name", required=True, help="What people call it."),
        click.option("--place", type=click.Choice(PLACES), default=PLACES[0], show_default=True),
        click.option("--spot", required=True, help="The door's number, or the name of the staging area."),
        click.option("--recorder", required=True, help="The recorder's name, the same for every camera on it."),
        click.option("--channel", required=True, help="The camera's number on the recorder."),
        click.option("--keep-days", type=int, required=True, help="After how many days the recorder overwrites."),
    )
    for decorate in reversed(options):
        command = decorate(command)
    return command


@cctv.command()
@click.argument("camera")
@_camera
@asks
def add(asked: Asked, camera: str, **its: Any) -> None:
    """Register a camera; an administrator asks."""
    asked.give(RegisterCctv(camera=camera, **its))


@cctv.command()
@click.argument("camera")
@_camera
@click.option("--reason", required=True)
@asks
def change(asked: Asked, camera: str, **its: Any) -> None:
    """Another place, recorder or number of days, from now on."""
    asked.give(ChangeCctv(camera=camera, **its))


@cctv.command()
@click.argument("camera")
@click.option("--reason", required=True)
@asks
def retire(asked: Asked, camera: str, reason: str) -> None:
    """A camera that looks at nothing any more."""
    asked.give(RetireCctv(camera=camera, reason=reason))


@cctv.command()
@click.argument("camera")
@click.option(
    "--shown", help="What the recorder showed: 10:41:20. Without it the moment is stamped when you press Enter."
)
@click.option("--station-time", help="What the station showed in the same photo: 10:40:43.")
@click.option("--photo", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A JPEG with both clocks.")
@click.option("--uncertainty", default="1", show_default=True, help="Seconds that the reading may be wrong by.")
@asks
def compare(asked: Asked, camera: str, uncertainty: str, **read: Any) -> None:
    """Compare a recorder's clock with the station's: at a moment that is stamped now, or read from a photo."""
    unsure = _seconds(uncertainty)
    if bool(read["photo"] or read["shown"]) != bool(read["station_time"]):
        raise click.UsageError("--shown with --station-time; or neither")
    texts = asked.texts
    with core_of(asked.config) as core:
        who = asked.who(core)
        at, shown = (_from_photo if read["station_time"] else _stamped)(core, texts, read)
        photo = core.store.evidence.put(read["photo"].read_bytes(), "jpg") if read["photo"] else ""
        command = CompareCctvClock(
            camera=camera,
            station_at=at,
            shown=stamp(shown, core.local).replace(" ", "T"),
            shown_at=shown,
            uncertainty_s=unsure,
            how="photo" if read["station_time"] else "typed",
            photo=photo,
        )
        written = entry(core.handlers.dispatch(command, key(), who))
    click.echo(texts.say(line("cctv.compared", seconds=f"{Decimal(written.data['offset_s']):+f}")))


def _seconds(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise click.UsageError("--uncertainty 1") from error


def _stamped(core: Core, texts: Texts, read: Any) -> tuple[str, str]:
    click.prompt(texts.say(line("cctv.press")), default="", show_default=False, prompt_suffix="")
    at = utc_text(core.clock.now())
    return at, typed(click.prompt(texts.say(line("cctv.field.shown"))), at, core.local)


def _from_photo(core: Core, texts: Texts, read: Any) -> tuple[str, str]:
    at = typed(read["station_time"], utc_text(core.clock.now()), core.local)
    return at, typed(read["shown"] or click.prompt(texts.say(line("cctv.field.shown"))), at, core.local)
