"""The measuring card as the virtual camera sees it, drawn from what is printed on it."""

from __future__ import annotations

import numpy as np

from station.devices.camera.opencv import cv2
from station.domain.measuring_card import HEIGHT, MARKERS, RULER, RULER_AT, SIDE, WIDTH, places

PAPER, INK = 238, 28  # grey
FINE = 10  # px a millimetre while it is drawn


def card(px_per_mm: float) -> np.ndarray:
    """BGR, as large as the card is at this scale."""
    drawn = np.full((HEIGHT * FINE, WIDTH * FINE), PAPER, np.uint8)
    for number, (x, y) in places().items():
        square = drawn[int(y) * FINE : int(y + SIDE) * FINE, int(x) * FINE : int(x + SIDE) * FINE]
        square[:] = _marker(number)
    _ruler(drawn)
    size = (round(WIDTH * px_per_mm), round(HEIGHT * px_per_mm))
    small = cv2.resize(drawn, size, interpolation=cv2.INTER_AREA)
    return np.repeat(np.asarray(small)[..., None], 3, axis=2)


def _marker(number: int) -> np.ndarray:
    """Six by six modules: a black border round the marker's own bits."""
    bits = np.zeros((6, 6), np.uint8)
    bits[1:5, 1:5] = [[int(bit) for bit in row] for row in MARKERS[number]]
    modules = np.where(bits, PAPER, INK).astype(np.uint8)
    side = SIDE * FINE
    return np.asarray(cv2.resize(modules, (side, side), interpolation=cv2.INTER_NEAREST))


def _ruler(drawn: np.ndarray) -> None:
    x, y = RULER_AT[0] * FINE, RULER_AT[1] * FINE
    cv2.line(drawn, (x, y), (x + RULER * FINE, y), INK, 4)
    for mm in range(0, RULER + 1, 5):
        cv2.line(drawn, (x + mm * FINE, y - (40 if mm % 10 == 0 else 20)), (x + mm * FINE, y), INK, 4)
