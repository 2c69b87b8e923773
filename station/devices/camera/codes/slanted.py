"""Stacked codes on a slant: PDF417 is read row by row, so the picture is turned until its rows lie level."""

from __future__ import annotations

from math import degrees, hypot

import numpy as np

from station.devices.camera.codes.engines import STACKED, zxing
from station.devices.camera.codes.read import CodeRead
from station.devices.camera.codes.regions import Region
from station.devices.camera.opencv import cv2

LEVEL = 4.0  # degrees that need no turning
ALIKE = 3.0  # degrees between two directions that are one


def slants(regions: list[Region], most: int) -> list[float]:
    """The directions of the strongest regions in degrees, those that are level left out."""
    found: list[float] = []
    for region in regions:
        angle = degrees(region.angle)
        if LEVEL < abs(angle) < 90 - LEVEL and all(abs(angle - other) > ALIKE for other in found):
            found.append(angle)
    return found[:most]


def slanted_reads(grey: np.ndarray, angle: float) -> list[CodeRead]:
    """Codes in the picture turned back by an angle in degrees, with their corners in the picture as it is."""
    height, width = grey.shape
    side = round(hypot(width, height))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turn[:, 2] += (side - width) / 2, (side - height) / 2
    level = cv2.warpAffine(grey, turn, (side, side), flags=cv2.INTER_LINEAR, borderValue=128)
    back = cv2.invertAffineTransform(turn)
    return [_turned(read, back) for read in zxing(level, STACKED)]


def _turned(read: CodeRead, back: np.ndarray) -> CodeRead:
    corners = np.array(read.corners) @ back[:, :2].T + back[:, 2]
    return CodeRead(read.symbology, read.text, tuple((float(x), float(y)) for x, y in corners), read.aim, "slanted")
