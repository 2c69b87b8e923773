"""`station cctv request|import|review|withdraw`: clips that somebody wants of a delivery."""

from __future__ import annotations

from pathlib import Path

import click

from station.app.cctv import book, hindrance, keep
from station.clock import utc_text
from station.commands.cctv_shared import Asked, asks, cctv, end, entry, key, typed
from station.commands.shared import core_of
from station.domain.commands import RequestClip, ReviewClip, WithdrawClip
from station.texts import line
from station.workflow.cctv_times import stamp
from station.workflow.copying import Copying


@cctv.command()
@click.argument("delivery")
@click.argument("camera")
@click.option("--from", "since", required=True, help="Station time: 10:41:20 or '2026-11-24 10:41:20'.")
@click.option("--until", required=True)
@click.option("--reason", required=True)
@asks
def request(asked: Asked, delivery: str, since: str, until: str, **wanted: str) -> None:
    """Ask for what a camera saw; the answer is the number of the clip and until when the recorder has it."""
    with core_of(asked.config) as core:
        near = utc_text(core.clock.now())
        begin = typed(since, near, core.local)
        command = RequestClip(delivery=delivery, since=begin, until=typed(until, begin, core.local), **wanted)
        written = entry(core.handlers.dispatch(command, key(), asked.who(core)))
        at = stamp(written.data["deadline"], core.local)[:16]
    said = line("cctv.requested", at=at)
    click.echo(f"{written.data['number']}: {asked.texts.say(said)}")


@cctv.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--delivery", required=True)
@click.option("--request", "number", type=int, required=True, help="The number of the clip.")
@asks
def import_clip(asked: Asked, file: Path, delivery: str, number: int) -> None:
    """Keep the file that a recorder has exported for a request, under its SHA-256."""
    with core_of(asked.config) as core:
        who = asked.who(core)
        refused = hindrance(core.handlers, delivery, number, who)
        if refused is not None:
            end(refused)
        kept = keep(core.store.files, file, Copying())
        entry(book(core.handlers, delivery, number, kept, who))
    click.echo(f"{kept.sha256}  {kept.name}  {kept.size}")


@cctv.command()
@click.argument("delivery")
@click.option("--request", "number", type=int, required=True)
@click.option("--finding", required=True, help="What is to be seen, in words.")
@asks
def review(asked: Asked, delivery: str, number: int, finding: str) -> None:
    """Write down what a clip shows."""
    asked.give(ReviewClip(delivery=delivery, number=number, finding=finding))


@cctv.command()
@click.argument("delivery")
@click.option("--request", "number", type=int, required=True)
@click.option("--reason", required=True)
@asks
def withdraw(asked: Asked, delivery: str, number: int, reason: str) -> None:
    """Take a request back."""
    asked.give(WithdrawClip(delivery=delivery, number=number, reason=reason))
