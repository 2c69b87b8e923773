"""How large a mark on a picture is in its plane: a homography of the measuring card and nothing else.

Every figure can be worked out again from the entry alone: the mark's corners and the card's eight numbers stand in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from station.domain.events.common import MeasuringCard
from station.domain.events.unit import Mark
from station.domain.lens import straight
from station.domain.measuring_card import HEIGHT, RULER, WIDTH

Point = tuple[float, float]
WHOLE = 1000  # per mille
REACH = (
    600  # mm from the card's middle: further away a small fault of its corners grows large (docs/measuring-damage.md)
)

FIXED, SHARE = 1.5, 0.01  # mm, of the length: 95 of 100 are better with a calibrated lens (docs/measuring-damage.md)
BENT = 2.5  # of the length, by the squared distance from the card in widths of the picture: a lens nobody calibrated
_MIDDLE = (WIDTH / 2, HEIGHT / 2)
STEP = 5.0  # per mille, either way: the scale beside the card's middle


def sides_mm(mark: Mark, card: MeasuringCard) -> tuple[int, ...]:
    """A box's two sides through its middle, an arrow's length; whole millimetres. () where the card cannot tell."""
    lines = [tuple(place(card, point) for point in line) for line in _lines(mark)] if card.to_mm else []
    if not all(_in_reach(point) for line in lines for point in line):
        return ()
    stretch = float(card.ruler_mm) / RULER
    return tuple(round(stretch * math.dist(*line)) for line in lines)


def place(card: MeasuringCard, at: Point) -> Point:
    """A point of the picture (per mille) on the card's plane, in mm as the card was drawn."""
    if card.lens is not None:
        at = straight(card.lens, at)
        if math.isinf(at[0]) or math.isinf(at[1]):
            return math.inf, math.inf
    a, b, c, d, e, f, g, h = map(float, card.to_mm)
    depth = g * at[0] + h * at[1] + 1
    if depth <= 0:  # beyond the horizon of the plane
        return math.inf, math.inf
    return (a * at[0] + b * at[1] + c) / depth, (d * at[0] + e * at[1] + f) / depth


def within_mm(mark: Mark, card: MeasuringCard) -> int:
    """By how much the longest side may be wrong, whole millimetres rounded up; 0 where nothing was measured.

    Without a calibrated lens it grows with the distance from the card, as docs/measuring-damage.md says.
    """
    sides = sides_mm(mark, card)
    if not sides:
        return 0
    far = 0.0 if card.lens is not None else _furthest(mark, card) / _width(card)
    return math.ceil(FIXED + max(sides) * (SHARE + BENT * far**2))


def _furthest(mark: Mark, card: MeasuringCard) -> float:
    """mm from the card's middle to the mark's furthest end."""
    ends = (place(card, point) for line in _lines(mark) for point in line)
    return max(math.dist(end, _MIDDLE) for end in ends)


def _width(card: MeasuringCard) -> float:
    """How many millimetres wide the picture would be at the scale that it has where the card lies. No lens asked."""
    a, b, c, d, e, f, g, h = map(float, card.to_mm)
    x, y = _MIDDLE  # solved for the place in the picture: two equations in two unknowns
    ax, bx, rx, ay, by, ry = a - g * x, b - h * x, x - c, d - g * y, e - h * y, y - f
    det = ax * by - bx * ay
    at = (rx * by - bx * ry) / det, (ax * ry - rx * ay) / det
    one, other = (place(card, (at[0] + step, at[1])) for step in (-STEP, STEP))
    return math.dist(one, other) * WHOLE / (2 * STEP)


def _lines(mark: Mark) -> tuple[tuple[Point, Point], ...]:
    if mark.shape == "arrow":
        return (((mark.x1, mark.y1), (mark.x2, mark.y2)),)
    x, y = (mark.x1 + mark.x2) / 2, (mark.y1 + mark.y2) / 2
    return ((mark.x1, y), (mark.x2, y)), ((x, mark.y1), (x, mark.y2))


def _in_reach(at: Point) -> bool:
    return math.dist(at, _MIDDLE) <= REACH


def in_cm(sides: Sequence[int], within: int = 0) -> str:
    """ "20.4 × 12.1 ± 0.9 cm"; "" for nothing measured, and no ± where none is known (entries from before it was)."""
    doubt = f" ± {_cm(within)}" if within else ""
    return f"{' × '.join(map(_cm, sides))}{doubt} cm" if sides else ""


def _cm(mm: int) -> str:
    return f"{Decimal(mm) / 10:.1f}"
