"""`station calibrate-lens`: how a camera's lens bends straight lines, found with the lens board and kept in the log."""

from __future__ import annotations

import sys
import uuid
from pathlib import Path

import click

from station.commands.calibrate import ask, camera_of, say
from station.commands.office import badge_option, pin_option
from station.commands.shared import EXIT_WRONG, core_of, say_error, signed_in, told
from station.config import DeviceSettings, Settings
from station.devices.camera.lens import BoardSeen, LensFound, board_of, lens_of
from station.devices.camera.options import without_password
from station.devices.camera.sitting import Sitting, sitting
from station.domain.commands import CalibrateLens
from station.texts import line
from station.workflow.handlers import Rejected

TRIES = 3  # times the pictures that are wanted


@click.command("calibrate-lens")
@click.argument("device")
@click.option("--config", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The settings file.")
@click.option("--pictures", default=15, show_default=True, type=click.IntRange(10, 60), help="Of the lens board.")
@badge_option
@pin_option
@told
def calibrate_lens(device: str, config: Path, pictures: int, badge: str, pin: str) -> None:
    """Calibrate a camera's lens with the lens board; a supervisor or an administrator asks."""
    settings = camera_of(Settings.from_file(config), device)
    with core_of(config) as core:
        who = signed_in(core, badge, pin)
        with sitting(settings) as camera:
            found = _found(camera, pictures)
        result = core.handlers.dispatch(_command(settings, found), f"cmd-{uuid.uuid4()}", who)
    if isinstance(result, Rejected):
        say_error(result.reason)
        sys.exit(EXIT_WRONG)
    say(line("lens.kept", error=found.error_px, k1=found.lens.k1, device=device))


def _found(camera: Sitting, wanted: int) -> LensFound:
    """From pictures that show the board, one for each Enter."""
    seen: list[BoardSeen] = []
    size = (0, 0)
    for _ in range(TRIES * wanted):
        ask(line("lens.show", number=len(seen) + 1, of=wanted))
        (frame,), _ = camera.pictures(1)
        size = (frame.width, frame.height)
        board = board_of(frame.jpeg)
        if board is None:
            say(line("lens.not_seen"))
        else:
            seen.append(board)
        if len(seen) == wanted:
            return lens_of(seen, size)
    say_error(line("refusal.lens.few", pictures=len(seen), least=wanted))
    sys.exit(EXIT_WRONG)


def _command(settings: DeviceSettings, found: LensFound) -> CalibrateLens:
    return CalibrateLens(
        device=settings.id,
        camera=without_password(settings.url),
        width=found.size[0],
        height=found.size[1],
        lens=found.lens,
        pictures=found.pictures,
        error_px=found.error_px,
        unsure=found.unsure,
        covered=found.covered,
    )
