"""A lens's radial distortion taken out of a place in the picture, in plain arithmetic: no OpenCV, nothing to install.

The model is Brown's with two terms, as OpenCV's `calibrateCamera` finds it: what would be seen at the radius r without
the lens (in focal lengths from its axis) is seen at r · (1 + k1·r² + k2·r⁴).
"""

from __future__ import annotations

import math

from station.domain.events.common import Lens

Point = tuple[float, float]
STEPS = 20  # of Newton's; four are enough where the lens can be undone
FOLDS = 0.1  # how fast the seen radius still has to grow with the true one: below, two places would look the same
CLOSE = 1e-9  # focal lengths


def straight(lens: Lens, at: Point) -> Point:
    """Where a place (per mille) would be seen by a lens that keeps straight lines straight; infinity where none is."""
    fx, fy, cx, cy = map(float, (lens.fx, lens.fy, lens.cx, lens.cy))
    x, y = (at[0] - cx) / fx, (at[1] - cy) / fy
    seen = math.hypot(x, y)
    if not seen:
        return at
    stretch = _radius(seen, float(lens.k1), float(lens.k2)) / seen
    return cx + fx * x * stretch, cy + fy * y * stretch


def _radius(seen: float, k1: float, k2: float) -> float:
    """The radius without the lens, on the branch that begins on its axis; infinity beyond where that branch ends."""
    r = 0.0
    for _ in range(STEPS):
        slope = 1 + 3 * k1 * r**2 + 5 * k2 * r**4
        if slope < FOLDS:
            return math.inf
        step = (r * (1 + k1 * r**2 + k2 * r**4) - seen) / slope
        r -= step
        if abs(step) < CLOSE:
            return r if 1 + 3 * k1 * r**2 + 5 * k2 * r**4 >= FOLDS else math.inf
    return math.inf
