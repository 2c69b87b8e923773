"""Errors of what the card measures, against planes and cameras that are known. The table of docs/measuring-damage.md:

python -m tests.unit.devices.camera.measured_errors
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from station.devices.camera.card import card_in
from station.domain.events.common import Lens, MeasuringCard
from station.domain.events.unit import Mark
from station.domain.extent import place, sides_mm, within_mm
from tests.unit.devices.camera.plane import SIZE, Shot, picture

LENS_BENDS = -0.05
Line = tuple[tuple[float, float], tuple[float, float]]
SEED = 20261124


@dataclass
class Errors:
    """mm and percent of each length that was in the picture; how many pictures were refused."""

    mm: list[float] = field(default_factory=list)
    percent: list[float] = field(default_factory=list)
    refused: int = 0
    within: int = 0  # lengths no further off than the station says


@dataclass(frozen=True)
class How:
    """Ranges: degrees about an axis of chance, mm, px, grey levels; bends is the lens's k1."""

    angle: tuple[float, float] = (0, 45)
    distance: tuple[float, float] = (400, 1000)
    blur: tuple[float, float] = (0.3, 1.4)
    noise: tuple[float, float] = (1, 6)
    bends: float = 0.0


def shots(rng: np.random.Generator, count: int, how: How = How()) -> list[Shot]:
    return [_shot(rng, how) for _ in range(count)]


def _shot(rng: np.random.Generator, how: How) -> Shot:
    turned, about = rng.uniform(*how.angle), rng.uniform(0, 2 * np.pi)
    return Shot(
        distance=rng.uniform(*how.distance),
        tilt=turned * np.cos(about),
        nod=turned * np.sin(about),
        roll=rng.uniform(-20, 20),
        at=(80 + rng.uniform(-80, 80), 65 + rng.uniform(-60, 60)),
        blur=rng.uniform(*how.blur),
        noise=rng.uniform(*how.noise),
        bends=how.bends,
    )


def errors_of(
    taken: Iterable[Shot], rng: np.random.Generator, lines: Sequence[Line] = (), lens: Lens | None = None
) -> Errors:
    """Each picture with four lengths of 50–300 mm at places of chance up to 250 mm beside the card, or with `lines`."""
    errors = Errors()
    for shot in taken:
        seen = card_in(picture(shot, rng), lens)
        if seen.refused:
            errors.refused += 1
            continue
        card = MeasuringCard(to_mm=tuple(Decimal(f"{number:.10f}") for number in seen.to_mm), lens=seen.lens)
        for line in lines or [_length(rng) for _ in range(4)]:
            _compare(errors, shot, card, line)
    return errors


def _length(rng: np.random.Generator) -> Line:
    middle = np.array([80, 65]) + rng.uniform(-250, 250, 2)
    way, half = rng.uniform(0, np.pi), rng.uniform(25, 150)
    arm = half * np.array([np.cos(way), np.sin(way)])
    one, other = middle - arm, middle + arm
    return (float(one[0]), float(one[1])), (float(other[0]), float(other[1]))


def _compare(errors: Errors, shot: Shot, card: MeasuringCard, line: Line) -> None:
    """Ends as a clerk could point at them: whole per mille of the picture."""
    px = shot.sees(np.array(line))
    if (px < 0).any() or (px > np.array(SIZE) - 1).any():
        return
    (x1, y1), (x2, y2) = np.rint((px + 0.5) / np.array(SIZE) * 1000).astype(int).tolist()
    mark = Mark(shape="arrow", x1=x1, y1=y1, x2=x2, y2=y2)
    if not sides_mm(mark, card):
        return
    truth = float(np.hypot(line[0][0] - line[1][0], line[0][1] - line[1][1]))
    one, other = place(card, (x1, y1)), place(card, (x2, y2))
    error = abs(float(np.hypot(one[0] - other[0], one[1] - other[1])) - truth)
    errors.mm.append(error)
    errors.within += error <= within_mm(mark, card)
    errors.percent.append(100 * error / truth)


ROWS: dict[str, How] = {
    "from the front, 0–10°": How(angle=(0, 10)),
    "10–30°": How(angle=(10, 30)),
    "30–45°": How(angle=(30, 45)),
    "45–55°": How(angle=(45, 55)),
    "near, 0.4–0.6 m": How(distance=(400, 600)),
    "far, 0.9–1.2 m": How(distance=(900, 1200)),
    "soft, blur 1.5–2.5 px": How(blur=(1.5, 2.5)),
    "dark, noise 8–15 grey levels": How(noise=(8, 15)),
    "a lens that bends (k1 = −0.05)": How(bends=LENS_BENDS),
    "a wide-angle lens (k1 = −0.2)": How(bends=-0.2),
    "all together, 0–45°": How(),
}


def main(count: int = 100) -> None:
    rng = np.random.default_rng(SEED)
    print("| | lengths | refused | p50 mm | p95 mm | p50 % | p95 % |\n| --- | --- | --- | --- | --- | --- | --- |")
    for name, how in ROWS.items():
        errors = errors_of(shots(rng, count, how), rng)
        figures = [f"{np.percentile(values, q):.2f}" for values in (errors.mm, errors.percent) for q in (50, 95)]
        print(f"| {name} | {len(errors.mm)} | {errors.refused} of {count} | {' | '.join(figures)} |", flush=True)


if __name__ == "__main__":
    main()
