"""A carton's side with the measuring card on it, as a camera of known place sees it: the truth for what is measured.

The plane is drawn at PX pixels a millimetre; its origin is the card's upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from station.devices.camera.opencv import cv2
from station.domain.measuring_card import HEIGHT, MARKERS, SIDE, WIDTH, places

PX = 3
PLANE = (900, 700)  # mm
CARD_AT = (370, 280)  # mm: where the card lies on the drawn plane
SIZE = (1280, 720)
FOCAL = 1100.0  # px: 60 degrees across
DOUBLE = 2  # drawn twice as large and made small, as a sensor's pixel gathers light


@dataclass(frozen=True)
class Shot:
    """The camera looks at the point `at` (mm on the plane, from the card) from a distance in mm, turned by angles."""

    distance: float = 800.0
    tilt: float = 0.0  # degrees about the vertical
    nod: float = 0.0  # degrees about the horizontal
    roll: float = 0.0
    at: tuple[float, float] = (WIDTH / 2, HEIGHT / 2)
    blur: float = 0.6  # px
    noise: float = 3.0  # grey levels
    bends: float = 0.0  # radial distortion k1 of the lens
    focal: float = FOCAL  # px

    def to_px(self) -> np.ndarray:
        """The homography from mm (from the card's corner) to pixels, without the lens's distortion."""
        turned = _about("z", self.roll) @ _about("x", self.nod) @ _about("y", self.tilt)
        camera = np.array([[self.focal, 0, (SIZE[0] - 1) / 2], [0, self.focal, (SIZE[1] - 1) / 2], [0, 0, 1]])
        middle = np.array([[1, 0, -self.at[0]], [0, 1, -self.at[1]], [0, 0, 1.0]])
        seen = np.column_stack([turned[:, 0], turned[:, 1], [0, 0, self.distance]])
        return np.asarray(camera @ seen @ middle)

    def sees(self, at: np.ndarray) -> np.ndarray:
        """Points in mm, (n, 2), as pixels."""
        points = cv2.perspectiveTransform(np.asarray(at, np.float64)[:, None], self.to_px())[:, 0]
        return bent(points, self.bends, self.focal)


def bent(points: np.ndarray, bends: float, focal: float = FOCAL) -> np.ndarray:
    middle = (np.array(SIZE) - 1) / 2
    away = (points - middle) / focal
    return np.asarray(middle + away * (1 + bends * (away**2).sum(axis=1, keepdims=True)) * focal)


def picture(shot: Shot, rng: np.random.Generator, plane: np.ndarray | None = None) -> np.ndarray:
    """Grey, SIZE, after a JPEG's way there and back."""
    drawn = card_on_cardboard() if plane is None else plane
    to_mm = np.array([[1 / PX, 0, 0.5 / PX - CARD_AT[0]], [0, 1 / PX, 0.5 / PX - CARD_AT[1]], [0, 0, 1]])
    large = np.array([[DOUBLE, 0, (DOUBLE - 1) / 2], [0, DOUBLE, (DOUBLE - 1) / 2], [0, 0, 1.0]])
    size = (SIZE[0] * DOUBLE, SIZE[1] * DOUBLE)
    warped = cv2.warpPerspective(drawn, large @ shot.to_px() @ to_mm, size, flags=cv2.INTER_LINEAR, borderValue=90)
    small = cv2.resize(_through_lens(warped, shot), SIZE, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), shot.blur) if shot.blur else small
    noisy = np.clip(soft + rng.normal(0, shot.noise, soft.shape), 0, 255).astype(np.uint8)
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 90])[1], 0))


def _through_lens(warped: np.ndarray, shot: Shot) -> np.ndarray:
    if not shot.bends:
        return warped
    x, y = _sources(shot.bends, shot.focal)
    return np.asarray(cv2.remap(warped, x, y, cv2.INTER_LINEAR))


@lru_cache(maxsize=2)
def _sources(bends: float, focal: float) -> tuple[np.ndarray, np.ndarray]:
    """Where each pixel of the bent picture lies in the straight one, both DOUBLE as large."""
    y, x = np.indices((SIZE[1] * DOUBLE, SIZE[0] * DOUBLE), np.float64)
    goal = np.column_stack([x.ravel(), y.ravel()])
    middle = (np.array(SIZE) * DOUBLE - 1) / 2
    away = (goal - middle) / (focal * DOUBLE)
    straight = away.copy()
    for _ in range(25):  # the wide-angle ones bend so much that a few steps are not enough
        straight = away / (1 + bends * (straight**2).sum(axis=1, keepdims=True))
    source = (middle + straight * focal * DOUBLE).astype(np.float32).reshape(*x.shape, 2)
    return source[..., 0].copy(), source[..., 1].copy()


@lru_cache(maxsize=1)
def card_on_cardboard() -> np.ndarray:
    """The plane from above: fibres, and the card as it is printed."""
    rng = np.random.default_rng(3)
    plane = np.clip(rng.normal(150, 9, (PLANE[1] * PX, PLANE[0] * PX)), 0, 255).astype(np.uint8)
    plane = np.asarray(cv2.GaussianBlur(plane, (0, 0), 1.5))
    left, top = CARD_AT[0] * PX, CARD_AT[1] * PX
    plane[top : top + HEIGHT * PX, left : left + WIDTH * PX] = card()
    return plane


def card(px: int = PX) -> np.ndarray:
    """White paper with its markers, drawn by OpenCV itself."""
    paper = np.full((HEIGHT * px, WIDTH * px), 235, np.uint8)
    known = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    for number, (x, y) in places().items():
        marker = cv2.aruco.generateImageMarker(known, number, 6 * 10)
        marker = cv2.resize(marker, (SIDE * px, SIDE * px), interpolation=cv2.INTER_AREA)
        paper[y * px : (y + SIDE) * px, x * px : (x + SIDE) * px] = np.clip(marker, 25, 235)
    assert len(MARKERS) == len(places())
    return paper


def _about(axis: str, degrees: float) -> np.ndarray:
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return {
        "x": np.array([[1, 0, 0], [0, cos, -sin], [0, sin, cos]]),
        "y": np.array([[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]]),
        "z": np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]]),
    }[axis]
