"""The lens board 镜头标定板: a chessboard with markers (ChArUco) whose corners tell how a lens bends straight lines.

Lengths are millimetres on the board, from its upper left corner, x to the right and y down. Squares are black and white
by turns, the upper left one is black; in the white ones stand markers 4–27 of OpenCV's DICT_4X4_50, row by row, so that
none is the measuring card's. Its printed size does not matter: only that it is flat and nowhere stretched.
"""

from __future__ import annotations

from collections.abc import Iterator

ACROSS, DOWN = 6, 8  # squares
SQUARE, SIDE = 30, 22  # mm: of a square, of a marker with its black border
FIRST = 4  # number of the first marker

# Rows of modules from the top, 1 is white.
MARKERS: tuple[str, ...] = (
    "0101 0100 1001 1110",
    "0111 1001 1100 1101",
    "1001 1110 0010 1110",
    "1100 0100 1111 0010",
    "1111 1110 1101 1010",
    "1100 1111 0101 0110",
    "1111 1001 1001 0001",
    "0001 0001 1010 0111",
    "0000 1110 1011 0111",
    "0010 1010 0000 1111",
    "0010 0100 1011 0001",
    "0010 0110 0011 1110",
    "0100 0110 0110 0101",
    "0110 0110 0000 0000",
    "0110 1100 0101 1110",
    "0111 0110 1010 1111",
    "1000 0110 1000 1011",
    "1011 0000 0010 1011",
    "1100 1100 1101 0101",
    "1101 1101 1000 0010",
    "1111 1110 0100 0111",
    "1001 0100 0111 0001",
    "1010 1100 1110 0100",
    "1010 0101 0101 0100",
)

Place = tuple[int, int]


def black_squares() -> Iterator[Place]:
    """Upper left corners."""
    return ((x * SQUARE, y * SQUARE) for y in range(DOWN) for x in range(ACROSS) if (x + y) % 2 == 0)


def marker_places() -> Iterator[Place]:
    """Upper left corners of the markers, in their order."""
    edge = (SQUARE - SIDE) // 2
    return ((x * SQUARE + edge, y * SQUARE + edge) for y in range(DOWN) for x in range(ACROSS) if (x + y) % 2)
