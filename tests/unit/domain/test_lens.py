"""A lens taken out of a place in the picture, against the model it is the inverse of."""

from __future__ import annotations

import math
import random
from decimal import Decimal

import pytest

from station.domain.events.common import Lens
from station.domain.lens import straight

SIZE = (1280, 720)
FOCAL = 1100.0


def lens(k1: float, k2: float = 0.0) -> Lens:
    told = {"fx": FOCAL / 1.28, "fy": FOCAL / 0.72, "cx": 510.0, "cy": 480.0, "k1": k1, "k2": k2}
    return Lens(**{name: Decimal(f"{value:.9f}") for name, value in told.items()})


def bent(of: Lens, at: tuple[float, float]) -> tuple[float, float]:
    x, y = (at[0] - float(of.cx)) / float(of.fx), (at[1] - float(of.cy)) / float(of.fy)
    square = x * x + y * y
    more = 1 + float(of.k1) * square + float(of.k2) * square**2
    return float(of.cx) + float(of.fx) * x * more, float(of.cy) + float(of.fy) * y * more


def test_places_come_back_to_where_a_straight_lens_shows_them(rng: random.Random) -> None:
    for _ in range(300):
        bends = lens(rng.uniform(-0.3, 0.2), rng.uniform(-0.02, 0.08))
        at = (rng.uniform(0, 1000), rng.uniform(0, 1000))
        assert straight(bends, bent(bends, at)) == pytest.approx(at, abs=1e-4)


def test_on_the_axis_nothing_moves_and_a_barrel_is_pulled_outwards() -> None:
    assert straight(lens(-0.2), (510.0, 480.0)) == (510.0, 480.0)
    assert straight(lens(-0.2), (950.0, 480.0))[0] > 950


def test_where_two_places_would_look_the_same_there_is_none() -> None:
    """With k1 = −0.9 the picture folds back on itself at 0.6 focal lengths; nothing is seen beyond 0.41 of them."""
    x, _ = straight(lens(-0.9), (1000.0, 1000.0))
    assert math.isinf(x)
