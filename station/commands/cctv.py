"""`station cctv …`: the site's CCTV cameras, their recorders' clocks, and the clips of a delivery.

Here is what only reads, also beside a running station; what writes is in cctv_cameras and cctv_clips.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from station.clock import SystemClock, utc_text
from station.commands import cctv_cameras as _cameras  # noqa: F401 - adds its commands to the group
from station.commands import cctv_clips as _clips  # noqa: F401
from station.commands.cctv_shared import cctv, end
from station.commands.shared import config_option, language_option, settings_of, told
from station.config import Settings
from station.domain.cctv import Offset, is_old, offset_at
from station.store.queries import StoreQueries
from station.store.reader import reading
from station.texts import Line, Texts, line
from station.workflow.cctv import Look, clock_words, kept_words, looks, stands, where
from station.workflow.cctv_times import Local, span


@cctv.command("list")
@config_option
@language_option
@told
def list_cameras(config: Path | None, language: str | None) -> None:
    """List the cameras, and how their recorders' clocks stand."""
    settings = settings_of(config)
    local, say, now = _local(settings), Texts(language or settings.language).say, utc_text(SystemClock().now())
    with reading(settings.data) as db:
        queries = StoreQueries(db, SystemClock())
        spells, clocks = queries.cctv_spells(), queries.cctv_clocks()
    latest = {spell.camera: spell for spell in spells}
    for spell in latest.values():
        place = line(f"cctv.place.{spell.place}", spot=spell.spot)
        state = line("cctv.retired" if spell.until else "cctv.in_use")
        row = {"camera": spell.camera, "name": spell.name, "place": place, "recorder": spell.recorder}
        click.echo(
            say(Line("cctv.list_row", {**row, "channel": spell.channel, "days": spell.keep_days, "state": state}))
        )
        if not spell.until:
            offset = offset_at(clocks, spell.recorder, now)
            click.echo("  " + " ".join(map(say, _clock(offset, now, settings.cctv_clock_days, local))))
    if not latest:
        click.echo(say(line("cctv.none")))


def _clock(offset: Offset | None, now: str, days: int, local: Local) -> tuple[Line, ...]:
    old = (line("cctv.old", days=days),) if offset and is_old(offset.measured_at, now, days) else ()
    return (*clock_words(offset, local), *old)


@cctv.command()
@config_option
@language_option
@click.argument("delivery")
@told
def spans(config: Path | None, language: str | None, delivery: str) -> None:
    """Print where a delivery is to be seen: camera by camera, in the recorder's own time, and until when."""
    settings = settings_of(config)
    local, say, now = _local(settings), Texts(language or settings.language).say, utc_text(SystemClock().now())
    with reading(settings.data) as db:
        queries = StoreQueries(db, SystemClock())
        stay, clips = queries.stay(delivery), queries.clips(delivery)
        spells, clocks = queries.cctv_spells(), queries.cctv_clocks()
    if stay is None:
        end(line("cctv.no_delivery", delivery=delivery))
        return
    found = looks(stay, settings.dock, spells, clocks, now)
    for look in found:
        _print_look(look, say, now, local)
    if not found:
        click.echo(say(line("cctv.empty")))
    for clip in clips:
        state = say(line(f"cctv.state.{stands(clip)}"))
        click.echo(f"{clip.number}: {clip.camera} {span(clip.since, clip.until, local)} · {state} · {clip.reason}")


def _print_look(look: Look, say: Callable[[Line], str], now: str, local: Local) -> None:
    spell = look.spell
    place = line(f"cctv.place.{spell.place}", spot=spell.spot)
    when = span(look.since, look.until, local)
    click.echo(say(line("cctv.span_row", camera=spell.camera, name=spell.name, place=place, span=when)))
    said = (where(look, local), *clock_words(look.offset, local), kept_words(look, now, local)[0])
    click.echo("  " + " ".join(map(say, said)))


def _local(settings: Settings) -> Local:
    zone = ZoneInfo(settings.timezone)
    return lambda moment: moment.astimezone(zone)
