"""R25: a picture that was shown before is found again; pictures of other cartons are not taken for it."""

from __future__ import annotations

import random

import numpy as np

from station.devices.camera.fingerprint import Fingerprint, fingerprint, shown_before
from station.devices.camera.opencv import cv2
from station.devices.sim.scenes import render

FACES = ("front", "back", "left", "right", "top")


def r25(count: int, seed: int) -> str:
    """Pictures of cartons (N): each shown again, encoded anew, cropped, and held against all before it."""
    chance = random.Random(seed)
    known: list[Fingerprint] = []
    flagged, found = 0, dict.fromkeys(("same bytes", "encoded anew", "cropped"), 0)
    for number in range(count):
        shot = _shot(chance, number)
        jpeg = _jpeg(shot, 90)
        print_ = _fingerprint(jpeg)
        flagged += any(shown_before(print_, old) for old in known)
        known.append(print_)
        again = {
            "same bytes": jpeg,
            "encoded anew": _jpeg(cv2.imdecode(np.frombuffer(jpeg, np.uint8), 1), chance.randint(50, 85)),
            "cropped": _jpeg(_cropped(shot, chance), 85),
        }
        for how, copy in again.items():
            found[how] += shown_before(_fingerprint(copy), print_)
    told = ", ".join(f"{how} {100 * times / count:.1f} %" for how, times in found.items())
    return f"{count} pictures: found again {told}; falsely flagged {flagged} ({100 * flagged / count:.2f} %)"


def _shot(chance: random.Random, number: int) -> np.ndarray:
    """Five faces of one carton after another, seldom laid down at quite the same place or in the same light."""
    code = f"SF{1:06}{number // len(FACES) + 1:07}"
    light = chance.uniform(0.85, 1.1)
    picture = render({"kind": "carton", "code": code, "face": FACES[number % len(FACES)], "light": light})
    turn = cv2.getRotationMatrix2D((640, 360), chance.uniform(-2, 2), chance.uniform(0.97, 1.03))
    turn[:, 2] += chance.uniform(-15, 15), chance.uniform(-10, 10)
    moved = cv2.warpAffine(picture, turn, (1280, 720), borderMode=cv2.BORDER_REPLICATE)
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, 3, moved.shape)
    return np.clip(moved + noise, 0, 255).astype(np.uint8)


def _cropped(picture: np.ndarray, chance: random.Random) -> np.ndarray:
    """A twentieth of width and height taken away, somewhere at the edges."""
    height, width = picture.shape[:2]
    high, wide = round(height * 0.95), round(width * 0.95)
    top, left = chance.randint(0, height - high), chance.randint(0, width - wide)
    return picture[top : top + high, left : left + wide]


def _jpeg(picture: np.ndarray, quality: int) -> bytes:
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def _fingerprint(jpeg: bytes) -> Fingerprint:
    made = fingerprint(jpeg)
    assert made is not None
    return made
