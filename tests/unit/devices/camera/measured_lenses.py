"""What a bent lens does to a measure, and what its calibration takes away. The table of docs/measuring-damage.md:

python -m tests.unit.devices.camera.measured_lenses
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from station.domain.events.common import Lens
from tests.unit.devices.camera.board import calibrated
from tests.unit.devices.camera.measured_errors import SEED, Errors, How, errors_of, shots
from tests.unit.devices.camera.plane import FOCAL, Shot

WIDE = 780.0  # px: 79 degrees across
LENSES = ((-0.05, FOCAL), (-0.15, FOCAL), (-0.25, FOCAL), (-0.15, WIDE))


def main(count: int = 40) -> None:
    rng = np.random.default_rng(SEED)
    print("| k1, degrees across | calibrated | lengths | p50 mm | p95 mm | p95 % | within what is said |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for bends, focal in LENSES:
        found = calibrated(rng, bends, focal)
        taken = [_nearer(shot, focal) for shot in shots(rng, count, How(bends=bends))]
        across = round(2 * np.degrees(np.arctan(640 / focal)))
        _row(f"{bends}, {across}°", "no", taken, None)
        _row("", f"k1 = {found.lens.k1:.3f}, {found.error_px} px, {found.pictures} pictures", taken, found.lens)


def _nearer(shot: Shot, focal: float) -> Shot:
    """As large in the picture."""
    return replace(shot, focal=focal, distance=shot.distance * focal / FOCAL)


def _row(name: str, how: str, taken: list[Shot], lens: Lens | None) -> None:
    errors = errors_of(taken, np.random.default_rng(SEED), lens=lens)
    print(f"| {name} | {how} | {len(errors.mm)} | {_figures(errors)} |", flush=True)


def _figures(errors: Errors) -> str:
    p50, p95 = np.percentile(errors.mm, (50, 95))
    percent = np.percentile(errors.percent, 95)
    return f"{p50:.2f} | {p95:.2f} | {percent:.2f} | {100 * errors.within / len(errors.mm):.0f} %"


if __name__ == "__main__":
    main()
