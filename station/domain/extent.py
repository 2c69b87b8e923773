"""How large a mark on a picture is in its plane: a homography of the measuring card and nothing else.

Every figure can be worked out again from the entry alone: the mark's corners and the card's eight numbers stand in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from station.domain.events.common import MeasuringCard
from station.domain.events.unit import Mark
from station.domain.measuring_card import HEIGHT, RULER, WIDTH

Point = tuple[float, float]
WHOLE = 1000  # per mille
REACH = (
    600  # mm from the card's middle: further away a small fault of its corners grows large (docs/measuring-damage.md)
)


def sides_mm(mark: Mark, card: MeasuringCard) -> tuple[int, ...]:
    """A box's two sides through its middle, an arrow's length; whole millimetres. () where the card cannot tell."""
    lines = [tuple(place(card, point) for point in line) for line in _lines(mark)] if card.to_mm else []
    if not all(_in_reach(point) for line in lines for point in line):
        return ()
    stretch = float(card.ruler_mm) / RULER
    return tuple(round(stretch * math.dist(*line)) for line in lines)


def place(card: MeasuringCard, at: Point) -> Point:
    """A point of the picture (per mille) on the card's plane, in mm as the card was drawn."""
    a, b, c, d, e, f, g, h = map(float, card.to_mm)
    depth = g * at[0] + h * at[1] + 1
    if depth <= 0:  # beyond the horizon of the plane
        return math.inf, math.inf
    return (a * at[0] + b * at[1] + c) / depth, (d * at[0] + e * at[1] + f) / depth


def _lines(mark: Mark) -> tuple[tuple[Point, Point], ...]:
    if mark.shape == "arrow":
        return (((mark.x1, mark.y1), (mark.x2, mark.y2)),)
    x, y = (mark.x1 + mark.x2) / 2, (mark.y1 + mark.y2) / 2
    return ((mark.x1, y), (mark.x2, y)), ((x, mark.y1), (x, mark.y2))


def _in_reach(at: Point) -> bool:
    return math.dist(at, (WIDTH / 2, HEIGHT / 2)) <= REACH


def in_cm(sides: Sequence[int]) -> str:
    """ "20.4 × 12.1 cm"; "" for nothing measured."""
    return " × ".join(f"{Decimal(side) / 10:.1f}" for side in sides) + " cm" if sides else ""
