"""The measuring card 量卡: four ArUco markers whose places on the paper are known, and a ruler that proves its size.

Lengths are millimetres on the card, from its upper left corner, x to the right and y down. The markers are numbers 0–3
of OpenCV's DICT_4X4_50 (four by four modules inside a black border one module wide); a module is SIDE / 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

WIDTH, HEIGHT = 160, 130
SIDE = 40  # of a marker with its black border
RULER = 100
RULER_AT = (30, 68)  # its left end
TOLERANCE = Decimal("0.02")  # a ruler that is further off was printed to fit the page: print again

# Rows of modules from the top, 1 is white.
MARKERS: tuple[tuple[str, ...], ...] = (
    ("1011", "0101", "0011", "0010"),
    ("0000", "1111", "1001", "1010"),
    ("0011", "0011", "0010", "1101"),
    ("1001", "1001", "0100", "0110"),
)
_PLACES = ((8, 8), (112, 8), (8, 82), (112, 82))

Point = tuple[float, float]


def places() -> Mapping[int, Point]:
    """The upper left corner of each marker, by its number."""
    return dict(enumerate(_PLACES))


def corners(marker: int) -> tuple[Point, Point, Point, Point]:
    """Of one marker: clockwise from the upper left, as ArUco tells them."""
    x, y = _PLACES[marker]
    return (x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE)


def true_to_size(ruler_mm: Decimal) -> bool:
    """Whether a printed ruler is as long as it says, near enough to be corrected for."""
    return abs(ruler_mm / RULER - 1) <= TOLERANCE
