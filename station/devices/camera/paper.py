"""Where a sheet of paper or a card lies in a picture, so that it can be shown straight and without its surroundings.

The picture itself is evidence and stays as it is: only the corners are told. They are found in a small copy, as the
largest four-sided outline of edges or of brightness; each side is then a line fitted to the middle of its outline, so
that the round corners of a card do not pull them in.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from station.devices.camera.opencv import cv2

WIDTH = 640  # px of the copy
SMALLEST, LARGEST = 0.12, 0.97  # share of the picture
FLATTEST = 0.80  # |cos| between neighbouring sides: a sheet seen more aslant than this is none
SIDE = 0.2  # of a side, left out at each end
STRAIGHT = 3.0  # px of the copy that the points of a side may lie off their line, in the mean

Corners = tuple[tuple[int, int], ...]


def corners_of(grey: np.ndarray) -> Corners:
    """The four corners in pixels of the picture, clockwise from the top left; () where no sheet is found."""
    scale = WIDTH / grey.shape[1]
    small = cv2.resize(grey, (WIDTH, max(1, round(grey.shape[0] * scale))), interpolation=cv2.INTER_AREA)
    found = [quad for outline in _outlines(np.asarray(small)) if (quad := _quad(outline, small.size)) is not None]
    if not found:
        return ()
    largest = max(found, key=_area)
    return tuple((round(float(x)), round(float(y))) for x, y in _clockwise(largest) / scale)


def _outlines(small: np.ndarray) -> Iterator[np.ndarray]:
    """Outlines of what is bright (paper on a table) and of what has an edge around it."""
    calm = cv2.GaussianBlur(small, (0, 0), 1.6)
    _, bright = cv2.threshold(calm, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    edges = cv2.morphologyEx(cv2.Canny(calm, 40, 120), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    for mask in (cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)), edges):
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        yield from (np.asarray(contour) for contour in contours)


def _quad(outline: np.ndarray, pixels: int) -> np.ndarray | None:
    """An outline as four corners, None where it has not the shape of a sheet."""
    hull = cv2.convexHull(outline)
    if not SMALLEST * pixels <= _area(hull) <= LARGEST * pixels:
        return None
    rough = np.asarray(cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, closed=True), closed=True))
    if len(rough) != 4:
        return None
    exact = _straightened(outline[:, 0].astype(np.float32), rough[:, 0].astype(np.float32))
    return exact if exact is not None and _is_sheet(exact) else None


def _straightened(points: np.ndarray, rough: np.ndarray) -> np.ndarray | None:
    """The corners as the crossings of lines fitted to the sides."""
    lines = [_line(points, rough[number], rough[(number + 1) % 4]) for number in range(4)]
    crossings = [_crossing(lines[number - 1], lines[number]) for number in range(4)]
    known = [crossing for crossing in crossings if crossing is not None]
    return np.array(known, np.float32) if len(known) == 4 else None


def _line(points: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray | None:
    """(direction x, y, point x, y) of the side between two corners; None where its points lie on no line."""
    along = end - begin
    length = float(np.hypot(*along)) + 1e-6
    way, off = along / length, points - begin
    share, beside = off @ way / length, np.abs(off[:, 0] * way[1] - off[:, 1] * way[0])
    near = points[(share > SIDE) & (share < 1 - SIDE) & (beside < max(6.0, 0.03 * length))]
    if len(near) < 8:
        return None
    dx, dy, x, y = (float(value[0]) for value in cv2.fitLine(near, cv2.DIST_HUBER, 0, 0.01, 0.01))
    astray = np.abs((near[:, 0] - x) * dy - (near[:, 1] - y) * dx).mean()
    return np.array([dx, dy, x, y]) if astray <= STRAIGHT else None


def _crossing(one: np.ndarray | None, other: np.ndarray | None) -> np.ndarray | None:
    if one is None or other is None:
        return None
    across = one[0] * other[1] - one[1] * other[0]
    if abs(across) < 0.1:
        return None
    apart = other[2:] - one[2:]
    return np.asarray(one[2:] + one[:2] * (apart[0] * other[1] - apart[1] * other[0]) / across)


def _is_sheet(quad: np.ndarray) -> bool:
    sides = np.roll(quad, -1, axis=0) - quad
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    if lengths.min() < WIDTH / 12 or not cv2.isContourConvex(quad):
        return False
    ways = sides / lengths[:, None]
    return bool((np.abs((ways * np.roll(ways, -1, axis=0)).sum(axis=1)) <= FLATTEST).all())


def _area(quad: np.ndarray) -> float:
    return float(cv2.contourArea(quad))


def _clockwise(quad: np.ndarray) -> np.ndarray:
    """Clockwise as the picture shows them, the corner nearest to the top left first."""
    middle = quad.mean(axis=0)
    around = np.argsort(np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0]))
    turned = quad[around]
    return np.roll(turned, -int(turned.sum(axis=1).argmin()), axis=0)
