"""The sketch of a picture: 640 bits by which copies of it are found among half a million (reliability R25).

A sketch is made of the middle of a picture, which a copy still has when a tenth of it was cropped away at any side. So
old pictures are kept with one sketch each, and the new one is sketched once for every way in which it may have been
cropped, or in which it may be the whole of what was shown cropped before. Signs of a DCT stand encoding and light.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from station.devices.camera.opencv import cv2

MIDDLE = 0.8  # share of width and height that is sketched
SIDE = 32  # of the square that the middle becomes
COARSE, FINE = 8, 24  # coefficients across and down: 64 bits that choose roughly, 576 that rank
WORDS = (COARSE * COARSE + FINE * FINE) // 64
SIZES = (1.0, 0.975, 0.95, 0.925, 0.9)  # what cropping may have left of the width
STEP = 0.0125  # of the width, between two places where a crop may lie
SPARSE = 2  # every how many steps the rough choice looks


class Place(NamedTuple):
    """Where the middle of an old picture would lie in a new one, in shares of its width and height."""

    left: float
    top: float
    size: float
    sparse: bool

    def within(self) -> tuple[bool, float, float, float]:
        """Whether the new one lies in the old (else the old in the new), and how: size, left, top in shares."""
        rim = (1 - MIDDLE) / 2
        size = MIDDLE / self.size
        if size <= 1:
            return True, size, rim - self.left * size, rim - self.top * size
        size = self.size / MIDDLE
        return False, size, self.left - rim * size, self.top - rim * size


def sketch(small: np.ndarray) -> np.ndarray:
    """Of a grey picture (height, width): uint64 (WORDS,), the first word the rough one."""
    rim = (1 - MIDDLE) / 2
    return _sketch(small, Place(rim, rim, MIDDLE, True))


def guesses(small: np.ndarray) -> tuple[np.ndarray, tuple[Place, ...]]:
    """A new picture's sketches as a copy might have been made: uint64 (n, WORDS), and the place of each."""
    places = tuple(_places())
    return np.stack([_sketch(small, place) for place in places]), places


def _places() -> Iterator[Place]:
    """The new one may be cut out of the old (its middle then lies larger), or the old one out of the new."""
    for size in SIZES:
        steps = round((1 - size) / STEP)
        for down in range(steps + 1):
            for across in range(steps + 1):
                left, top = STEP * across, STEP * down
                sparse = across % SPARSE == down % SPARSE == steps % SPARSE == 0
                yield _of_crop(left, top, size, sparse)
                if size < 1:
                    yield _of_whole(left, top, size, sparse)


def _of_crop(left: float, top: float, size: float, sparse: bool) -> Place:
    rim = (1 - MIDDLE) / 2
    return Place((rim - left) / size, (rim - top) / size, MIDDLE / size, sparse)


def _of_whole(left: float, top: float, size: float, sparse: bool) -> Place:
    rim = (1 - MIDDLE) / 2
    return Place(left + rim * size, top + rim * size, MIDDLE * size, sparse)


def _sketch(small: np.ndarray, place: Place) -> np.ndarray:
    height, width = small.shape
    rows = slice(round(place.top * height), round((place.top + place.size) * height))
    columns = slice(round(place.left * width), round((place.left + place.size) * width))
    square = cv2.resize(small[rows, columns], (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    waves = cv2.dct(square)
    rough, fine = waves[:COARSE, :COARSE].ravel(), waves[:FINE, :FINE].ravel()
    bits = np.concatenate([rough > np.median(rough), fine > 0])
    return np.packbits(bits).view(np.uint64)
