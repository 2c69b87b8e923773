"""The lens board as a camera of known lens sees it, from many sides."""

from __future__ import annotations

import numpy as np

from station.devices.camera.lens import LensFound, board, board_in, lens_of
from station.domain.lens_board import ACROSS, DOWN, SQUARE
from tests.unit.devices.camera.plane import CARD_AT, FOCAL, PLANE, PX, SIZE, Shot, picture

MIDDLE = (ACROSS * SQUARE / 2, DOWN * SQUARE / 2)
PLACES = [(x, y) for y in (-0.25, 0, 0.25) for x in (-0.34, -0.12, 0.12, 0.34)]  # of the picture's width and height


def board_on_wall() -> np.ndarray:
    plane = np.full((PLANE[1] * PX, PLANE[0] * PX), 170, np.uint8)
    drawn = board().generateImage((ACROSS * SQUARE * PX, DOWN * SQUARE * PX))
    left, top = CARD_AT[0] * PX, CARD_AT[1] * PX
    plane[top : top + drawn.shape[0], left : left + drawn.shape[1]] = np.clip(drawn, 25, 235)
    return plane


def held(rng: np.random.Generator, bends: float, focal: float = FOCAL, tilted: float = 30.0) -> list[Shot]:
    """Twice in each part of the picture, as a person holds it; tilted another way each time."""
    shots = []
    for number, (x, y) in enumerate(PLACES * 2):
        distance = rng.uniform(560, 700) * focal / FOCAL
        about = rng.uniform(0, 2 * np.pi)
        off = np.array([x * SIZE[0], y * SIZE[1]]) * distance / focal
        at = (float(MIDDLE[0] - off[0]), float(MIDDLE[1] - off[1]))
        tilt, nod = tilted * np.cos(about), tilted * np.sin(about)
        roll = 90.0 * (number % 2) if tilted else 0.0
        shots.append(Shot(distance, float(tilt), float(nod), roll + rng.uniform(-8, 8), at, bends=bends, focal=focal))
    return shots


def calibrated(rng: np.random.Generator, bends: float, focal: float = FOCAL, tilted: float = 30.0) -> LensFound:
    """As the command does it."""
    wall = board_on_wall()
    seen = [board_in(picture(shot, rng, wall)) for shot in held(rng, bends, focal, tilted)]
    return lens_of([one for one in seen if one is not None], SIZE)
