"""The measuring card in a picture: four ArUco markers give the homography of the plane it lies in (devices.md §5).

Nothing is said of a plane where the card could not carry it: a marker is missing, too small or seen too obliquely, or
the paper is bent.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from station.devices.camera.opencv import cv2
from station.devices.camera.protocol import CardSeen
from station.domain.events.common import Lens
from station.domain.lens import straight
from station.domain.measuring_card import MARKERS, corners

SMALLEST = 32.0  # px: a marker's mean side
MOST_OBLIQUE = 50.0  # degrees between the plane and the picture
MOST_BENT = 1.5  # mm: root mean square of the corners beside the plane that fits best
PER_MILLE = 1000.0


def card_in(grey: np.ndarray, lens: Lens | None = None) -> CardSeen:
    """What a grey picture shows of the card; the lens is taken out of the corners' places, never out of the picture."""
    found = _found(grey)
    if len(found) < len(MARKERS):
        return CardSeen(refused="partly" if found else "absent")
    on_paper = np.array([point for number in sorted(found) for point in corners(number)], np.float64)
    in_picture = np.concatenate([found[number] for number in sorted(found)])
    if min(map(_mean_side, found.values())) < SMALLEST:
        return CardSeen(refused="small")
    if lens is not None:
        in_picture = _straightened(in_picture, lens, grey.shape)
    to_px, _ = cv2.findHomography(on_paper, in_picture, 0)
    seen = CardSeen(refused="bent") if to_px is None else _judged(to_px, on_paper, in_picture, grey.shape)
    return seen if seen.refused else replace(seen, lens=lens)


def _straightened(points: np.ndarray, lens: Lens, shape: tuple[int, ...]) -> np.ndarray:
    """Corners in px, as a lens without distortion would show them."""
    size = np.array([shape[1], shape[0]]) / PER_MILLE
    per_mille = [straight(lens, (float(x), float(y))) for x, y in (points + 0.5) / size]
    return np.asarray(np.array(per_mille) * size - 0.5)


def _found(grey: np.ndarray) -> dict[int, np.ndarray]:
    """The card's own markers, each once: (4, 2) corners in px, the first pixel's middle at 0."""
    places, found, _ = _detector().detectMarkers(grey)
    numbers = [] if found is None else [int(number) for number in np.ravel(found)]
    return {
        number: np.asarray(place, np.float64).reshape(4, 2)
        for place, number in zip(places, numbers, strict=True)
        if number < len(MARKERS) and numbers.count(number) == 1
    }


def _detector() -> cv2.aruco.ArucoDetector:
    how = cv2.aruco.DetectorParameters()
    how.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    return cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50), how)


def _mean_side(marker: np.ndarray) -> float:
    return float(np.linalg.norm(marker - np.roll(marker, 1, axis=0), axis=1).mean())


def _judged(to_px: np.ndarray, on_paper: np.ndarray, in_picture: np.ndarray, shape: tuple[int, ...]) -> CardSeen:
    """The way back from the picture, where the card lies flat and not too obliquely."""
    if _tilt(to_px, on_paper.mean(axis=0)) > MOST_OBLIQUE:
        return CardSeen(refused="oblique")
    to_mm = np.linalg.inv(to_px)
    beside = cv2.perspectiveTransform(in_picture[:, None], to_mm)[:, 0] - on_paper
    if float(np.sqrt((beside**2).sum(axis=1).mean())) > MOST_BENT:
        return CardSeen(refused="bent")
    size = np.array([shape[1], shape[0]]) / PER_MILLE
    from_per_mille = np.array([[size[0], 0, -0.5], [0, size[1], -0.5], [0, 0, 1]])
    whole = to_mm @ from_per_mille
    return CardSeen(tuple(float(number) for number in (whole / whole[2, 2]).ravel()[:8]))


def _tilt(to_px: np.ndarray, at: np.ndarray) -> float:
    """Degrees: how much shorter the plane is one way than the other at a point is the cosine (weak perspective)."""
    x, y, depth = to_px @ np.array([*at, 1.0])
    here = np.array([x, y]) / depth
    bent = (to_px[:2, :2] - here[:, None] * to_px[2, :2][None]) / depth
    long, short = np.linalg.svd(bent, compute_uv=False)
    return float(np.degrees(np.arccos(np.clip(short / long, 0, 1))))
