"""A linear code cut out straight: bars upright, rows averaged into a few bands, which takes away most of the noise."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin

import numpy as np

from station.devices.camera.codes.read import Corners
from station.devices.camera.codes.regions import Region
from station.devices.camera.opencv import cv2

MARGIN = 0.14  # of the length, on each side: the quiet zone, and what the coarse grid missed
MIDDLE = 0.7  # of the height: the ends may be print
LONGEST = 6000  # px


@dataclass(frozen=True, slots=True)
class Strip:
    """rows: float32 (bands, length); each pixel is 1/scale of a picture's pixel along the code."""

    rows: np.ndarray
    scale: float
    region: Region

    def corners(self, left: float, right: float) -> Corners:
        """The corners in the picture of what lies between two columns."""
        half = self.rows.shape[1] / 2
        return self.region.part((left - half) / self.scale, (right - half) / self.scale)


def patch(grey: np.ndarray, region: Region, scale: float) -> np.ndarray:
    """uint8 picture of the region, turned upright and scaled along the code."""
    length, height = region.length * (1 + 2 * MARGIN), region.height * MIDDLE
    width, rows = min(LONGEST, max(16, int(length * scale))), max(8, int(height))
    kx, ky = length / width, height / rows
    c, s = cos(region.angle), sin(region.angle)
    across, down = np.array([c, s]) * kx, np.array([-s, c]) * ky
    origin = np.array([region.x, region.y]) - across * (width / 2) - down * (rows / 2)
    matrix = np.array([[across[0], down[0], origin[0]], [across[1], down[1], origin[1]]], np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped = cv2.warpAffine(grey, matrix, (width, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped)


def strip_of(grey: np.ndarray, region: Region, scale: float, bands: int) -> Strip:
    """The region's rows averaged into bands and freed of shading: 1 is the mean of the neighbourhood."""
    cut = patch(grey, region, scale)
    rows = cv2.resize(cut, (cut.shape[1], bands), interpolation=cv2.INTER_AREA).astype(np.float32)
    shade = cv2.GaussianBlur(rows, (0, 0), 20.0 * scale, sigmaY=0.01)
    return Strip(rows / np.maximum(shade, 1.0), scale, region)
