"""What is measured on the small live pictures, so that the screen can say what is missing before one is taken.

Cheap on purpose: the preview's own half-size picture, some half a millisecond of one core. Only where that cannot be
brought to the width of the measures without losing edges (1080p, small cameras) the picture is decoded whole.
"""

from __future__ import annotations

import numpy as np

from station.devices.camera.opencv import cv2
from station.devices.camera.quality import BURNT, WIDTH
from station.devices.camera.shot import Shot

CELLS = (64, 36)  # motion is compared in cells of this many by so many: a sensor's noise is averaged away
MOVED_SHARE = 10  # one cell in so many: a hand at the edge is motion too
LOOK = (16, 9)  # the picture as so few greys that it can be kept and compared


class LiveMeasures:
    """One camera's live pictures, in their order."""

    def __init__(self) -> None:
        self._before: np.ndarray | None = None

    def of(self, shot: Shot, half: np.ndarray) -> dict[str, float | str]:
        """sharpness, brightness and burnt as of an evidence picture; motion in grey levels; look as hex.

        half: the shot's picture at half size, uint8 BGR (height, width, 3). motion is the mean change of the most
        changed tenth of all cells against the picture before, light that changes everywhere left out; 0 for the first.
        """
        grey = _grey(shot, half)
        height, width = grey.shape
        small = cv2.resize(grey, (WIDTH, max(1, round(height * WIDTH / width))), interpolation=cv2.INTER_AREA)
        cells = np.asarray(cv2.resize(small, CELLS, interpolation=cv2.INTER_AREA), np.float32)
        motion = 0.0 if self._before is None else changed(self._before, cells)
        self._before = cells
        _, deviation = cv2.meanStdDev(cv2.Laplacian(small, cv2.CV_16S))
        return {
            "sharpness": round(float(deviation[0, 0]) ** 2, 1),
            "brightness": round(float(small.mean()), 1),
            "burnt": round(float((small >= BURNT).mean()), 4),
            "motion": round(motion, 2),
            "look": np.asarray(cv2.resize(small, LOOK, interpolation=cv2.INTER_AREA)).tobytes().hex(),
        }


def _grey(shot: Shot, half: np.ndarray) -> np.ndarray:
    whole = shot.grey if half.shape[1] % WIDTH else None
    return np.asarray(cv2.cvtColor(half, cv2.COLOR_BGR2GRAY)) if whole is None else whole


def changed(before: np.ndarray, now: np.ndarray) -> float:
    """The mean change of the most changed cells, in grey levels; a lamp that flickers changes all cells alike."""
    difference = now - before
    away = np.abs(difference - np.median(difference)).ravel()
    most = away.size // MOVED_SHARE
    return float(np.partition(away, away.size - most)[-most:].mean())
