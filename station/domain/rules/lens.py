"""A lens's calibration is kept only where it can be relied upon all over the picture."""

from __future__ import annotations

from decimal import Decimal

from station.domain.case import Happening, Means
from station.domain.commands import CalibrateLens
from station.domain.events.site import LensCalibrated
from station.domain.refusal import require
from station.domain.state import DeviceState

FEWEST = 10  # pictures
COVERED = Decimal("0.75")  # of the picture's cells: what no corner touched is guessed
WORST = Decimal("1.0")  # px: a board that is not flat, or one that moved
UNSURE = Decimal("0.02")  # of k1: the board was only ever held square to the camera


def calibrate_lens(state: DeviceState, command: CalibrateLens, means: Means) -> list[Happening]:
    """The latest calibration holds, until another camera takes this one's place."""
    require(command.pictures >= FEWEST, "lens.few", pictures=command.pictures, least=FEWEST)
    require(command.covered >= COVERED, "lens.cover", covered=round(100 * command.covered))
    require(command.error_px <= WORST, "lens.error", error=command.error_px, most=WORST)
    require(command.unsure <= UNSURE, "lens.unsure")
    found = LensCalibrated(
        camera=command.camera,
        width=command.width,
        height=command.height,
        lens=command.lens,
        pictures=command.pictures,
        error_px=command.error_px,
        unsure=command.unsure,
        covered=command.covered,
    )
    return [Happening(f"device/{command.device}", found)]
