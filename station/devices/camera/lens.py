"""A lens calibrated: the board's corners in several pictures give focal length, axis and distortion (Zhang's method).

For the command's process and the camera's: it takes seconds and never runs in the window's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from station.devices.camera.opencv import cv2
from station.domain.events.common import Lens
from station.domain.lens_board import ACROSS, DOWN, FIRST, MARKERS, SIDE, SQUARE
from station.errors import DeviceError

FEWEST = 12  # corners that make a picture count
CELLS = (4, 3)  # the picture is parted into so many across and down
HOW = cv2.CALIB_ZERO_TANGENT_DIST | cv2.CALIB_FIX_K3


@dataclass(frozen=True, slots=True)
class BoardSeen:
    """The board's inner corners in one picture: (n, 3) mm on the board, (n, 2) px, the first pixel's middle at 0."""

    on_board: np.ndarray
    in_picture: np.ndarray


@dataclass(frozen=True, slots=True)
class LensFound:
    """error_px: root mean square of all corners beside where they should be. unsure: the deviation of k1 as the least
    squares tell it. covered: the share of the picture's cells in which a corner was seen.
    """

    lens: Lens
    size: tuple[int, int]
    pictures: int
    error_px: Decimal
    unsure: Decimal
    covered: Decimal


def board() -> cv2.aruco.CharucoBoard:
    known = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    return cv2.aruco.CharucoBoard((ACROSS, DOWN), SQUARE, SIDE, known, np.arange(FIRST, FIRST + len(MARKERS)))


def board_of(jpeg: bytes) -> BoardSeen | None:
    grey = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    return None if grey is None else board_in(np.asarray(grey))


def board_in(grey: np.ndarray) -> BoardSeen | None:
    """None where too little of the board is seen."""
    corners, numbers, _, _ = cv2.aruco.CharucoDetector(board()).detectBoard(grey)
    if numbers is None or len(numbers) < FEWEST:
        return None
    places = np.asarray(board().getChessboardCorners(), np.float32)[np.ravel(numbers)]
    return BoardSeen(places, np.asarray(corners, np.float32).reshape(-1, 2))


def lens_of(seen: Sequence[BoardSeen], size: tuple[int, int]) -> LensFound:
    """The lens that explains the corners best; whether it is good enough is the rules' to say.

    Raises DeviceError where no lens explains them.
    """
    places, px = [one.on_board for one in seen], [one.in_picture for one in seen]
    try:
        error, camera, bends, _, _, deviations, _, _ = cv2.calibrateCameraExtended(
            places, px, size, np.eye(3), np.zeros(5), flags=HOW
        )
    except cv2.error as unsolved:
        raise DeviceError("lens.unsolved") from unsolved
    k1, k2 = np.ravel(bends)[:2]
    return LensFound(
        lens=_told(camera, float(k1), float(k2), size),
        size=size,
        pictures=len(seen),
        error_px=Decimal(f"{error:.3f}"),
        unsure=Decimal(f"{float(np.ravel(deviations)[4]):.4f}"),
        covered=Decimal(f"{_covered(seen, size):.2f}"),
    )


def _told(camera: np.ndarray, k1: float, k2: float, size: tuple[int, int]) -> Lens:
    """Per mille from the picture's corner: half a pixel before the first one's middle."""
    x, y = 1000 / size[0], 1000 / size[1]
    numbers = (camera[0, 0] * x, camera[1, 1] * y, (camera[0, 2] + 0.5) * x, (camera[1, 2] + 0.5) * y, k1, k2)
    fx, fy, cx, cy, first, second = (Decimal(f"{float(number):.6f}") for number in numbers)
    return Lens(fx=fx, fy=fy, cx=cx, cy=cy, k1=first, k2=second)


def _covered(seen: Sequence[BoardSeen], size: tuple[int, int]) -> float:
    places = np.concatenate([one.in_picture for one in seen])
    cells = np.clip((places / np.array(size) * CELLS).astype(int), 0, np.array(CELLS) - 1)
    return len(np.unique(cells, axis=0)) / (CELLS[0] * CELLS[1])
