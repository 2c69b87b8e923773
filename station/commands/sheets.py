"""`station control-sheet`, `measuring-card`, `lens-board`, `badges`: what has to be printed before the first truck."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from station.commands.office import badge_option, pin_option
from station.commands.shared import EXIT_WRONG, config_option, core_of, say_error, signed_in, told
from station.documents.control_sheet import badge_cards
from station.documents.control_sheet import control_sheet as draw_control_sheet
from station.documents.lens_board import lens_board as draw_lens_board
from station.documents.measuring_card import measuring_card as draw_measuring_card
from station.documents.test_card import camera_card
from station.domain.roles import Role
from station.texts import Line

out_option = click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The PDF.")


@click.command("control-sheet")
@out_option
@told
def control_sheet(out: Path) -> None:
    """Write the control sheet: every control code as a large QR."""
    out.write_bytes(draw_control_sheet())
    click.echo(str(out))


@click.command("measuring-card")
@click.argument("out", metavar="FILE.pdf", type=click.Path(path_type=Path, dir_okay=False))
@told
def measuring_card(out: Path) -> None:
    """Write the measuring card: print it at actual size and measure its ruler."""
    out.write_bytes(draw_measuring_card())
    click.echo(str(out))


@click.command("lens-board")
@click.argument("out", metavar="FILE.pdf", type=click.Path(path_type=Path, dir_okay=False))
@told
def lens_board(out: Path) -> None:
    """Write the lens board that `station calibrate-lens` wants before the camera."""
    out.write_bytes(draw_lens_board())
    click.echo(str(out))


@click.command("test-card")
@out_option
@told
def test_card(out: Path) -> None:
    """Write the test card that `station calibrate-camera` wants before the camera."""
    out.write_bytes(camera_card())
    click.echo(str(out))


@click.command()
@config_option
@out_option
@badge_option
@pin_option
@told
def badges(config: Path | None, out: Path, badge: str, pin: str) -> None:
    """Write a badge card for every account; an administrator asks."""
    with core_of(config) as core:
        who = signed_in(core, badge, pin)
        if Role.ADMINISTRATOR.value not in core.handlers.person(who).roles:
            say_error(Line("refusal.role.not_yours", {"action": "Badges"}))
            sys.exit(EXIT_WRONG)
        named = [(core.store.reveal(row.name_record) or row.id, row.badge) for row in core.queries.people()]
    out.write_bytes(badge_cards(named))
    click.echo(str(out))
