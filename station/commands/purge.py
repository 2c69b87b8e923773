"""`station purge`: destroys the keys of personal papers whose last day is over."""

from __future__ import annotations

from pathlib import Path

import click

from station.commands.shared import config_option, core_of, told
from station.texts import LANGUAGES, Texts, line
from station.workflow.purging import purge_due


@click.command()
@config_option
@click.option("--dry-run", is_flag=True, help="Only count them.")
@told
def purge(config: Path | None, dry_run: bool) -> None:
    """Destroy the keys of sealed pictures and files whose last day is over; each visit's is an entry of the log.

    The window does the same by itself, at its start and every hour. Nothing that is not due can be destroyed.
    """
    with core_of(config) as core:
        papers = core.queries.papers_due()
        gone = len(papers) if dry_run else purge_due(core.handlers, dict.fromkeys(paper.stream for paper in papers))
    said = line("purge.would" if dry_run else "purge.done", count=gone)
    for language in LANGUAGES:
        click.echo(Texts(language).say(said))
