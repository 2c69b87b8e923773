"""Round figures for axes: five steps for a value, local times for the bottom."""

from __future__ import annotations

import math

STEPS = 5  # both axes have as many, so that they share their lines
_VALUES = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
_TIMES = (300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 2 * 86400, 4 * 86400, 7 * 86400)


def value_scale(low: float, high: float) -> tuple[float, float]:
    """Bottom and step of a scale of STEPS round steps that holds both values."""
    for step in _VALUES:
        bottom = math.floor(low / step) * step
        if bottom + STEPS * step >= high:
            return _centred(bottom, low, high, step), step
    step = (high - low) / STEPS
    return low, step


def _centred(bottom: float, low: float, high: float, step: float) -> float:
    """As much room above as below, in whole steps."""
    spare = bottom + STEPS * step - high
    below = low - bottom
    return bottom - step * max(0, math.floor((spare - below) / (2 * step)))


def time_ticks(since: float, until: float, offset: float, most: int) -> list[float]:
    """At most `most` epoch seconds in [since, until] that are round in a local time `offset` ahead of UTC."""
    step = next((step for step in _TIMES if (until - since) / step <= most), _TIMES[-1])
    first = math.ceil((since + offset) / step) * step - offset
    return [first + number * step for number in range(int((until - first) // step) + 1)]
