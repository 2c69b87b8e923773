"""How large a mark is: the homography turned into millimetres, without OpenCV."""

from __future__ import annotations

import math
import random
from decimal import Decimal

import numpy as np
import pytest

from station.domain.events.common import MeasuringCard
from station.domain.events.unit import Mark
from station.domain.extent import REACH, in_cm, place, sides_mm, within_mm
from station.domain.measuring_card import HEIGHT, WIDTH, true_to_size
from tests.unit.domain.lenses import BENT

FLAT = ("1", "0", "0", "0", "1", "0", "0", "0")


def card(numbers: tuple[str, ...] = FLAT, ruler: str = "100") -> MeasuringCard:
    return MeasuringCard(to_mm=tuple(map(Decimal, numbers)), ruler_mm=Decimal(ruler))


def box(x1: int, y1: int, x2: int, y2: int) -> Mark:
    return Mark(shape="box", x1=x1, y1=y1, x2=x2, y2=y2)


@pytest.mark.parametrize(
    ("mark", "ruler", "sides"),
    [
        (box(10, 20, 210, 140), "100", (200, 120)),
        (box(210, 140, 10, 20), "100", (200, 120)),
        (box(10, 20, 210, 140), "98.5", (197, 118)),
        (Mark(shape="arrow", x1=0, y1=0, x2=30, y2=40), "100", (50,)),
        (Mark(shape="arrow", x1=30, y1=40, x2=0, y2=0), "102", (51,)),
    ],
)
def test_a_flat_plane_is_measured_by_its_scale(mark: Mark, ruler: str, sides: tuple[int, ...]) -> None:
    assert sides_mm(mark, card(ruler=ruler)) == sides


def test_any_plane_gives_back_the_points_it_was_drawn_with(rng: random.Random) -> None:
    for _ in range(200):
        to_mm = np.array([[rng.uniform(0.2, 1), rng.uniform(-0.3, 0.3), rng.uniform(-300, 300)],
                          [rng.uniform(-0.3, 0.3), rng.uniform(0.2, 1), rng.uniform(-300, 300)],
                          [rng.uniform(-3e-4, 3e-4), rng.uniform(-3e-4, 3e-4), 1]])  # fmt: skip
        numbers = tuple(f"{number:.10f}" for number in to_mm.ravel()[:8])
        at = (rng.uniform(0, 1000), rng.uniform(0, 1000))
        x, y, depth = to_mm @ np.array([*at, 1])
        assert place(card(numbers), at) == pytest.approx((x / depth, y / depth), abs=1e-3)


def test_what_lies_beyond_the_reach_of_the_card_or_its_horizon_is_not_measured() -> None:
    edge = round(WIDTH / 2 + REACH)
    middle = HEIGHT // 2
    assert sides_mm(Mark(shape="arrow", x1=80, y1=middle, x2=edge, y2=middle), card()) == (REACH,)
    assert sides_mm(Mark(shape="arrow", x1=80, y1=middle, x2=edge + 1, y2=middle), card()) == ()
    steep = card((*FLAT[:6], "-0.0020000000", "0"))
    assert sides_mm(box(600, 10, 900, 20), steep) == ()


def test_a_card_that_was_refused_measures_nothing() -> None:
    assert sides_mm(box(0, 0, 9, 9), MeasuringCard(refused="small")) == ()
    assert in_cm(()) == ""
    assert within_mm(box(0, 0, 9, 9), MeasuringCard(refused="small")) == 0
    assert in_cm((204, 121)) == "20.4 × 12.1 cm"
    assert in_cm((204, 121), 9) == "20.4 × 12.1 ± 0.9 cm"


def test_without_a_calibrated_lens_a_size_is_the_less_sure_the_further_it_lies_from_the_card() -> None:
    """A picture 1 m wide: 300 mm beside the card the lens may take 2.5 · 0.09 of the length."""
    near = within_mm(Mark(shape="arrow", x1=30, y1=65, x2=130, y2=65), card())
    far = within_mm(Mark(shape="arrow", x1=280, y1=65, x2=380, y2=65), card())
    assert (near, far) == (math.ceil(1.5 + 100 * (0.01 + 2.5 * 0.05**2)), math.ceil(1.5 + 100 * (0.01 + 2.5 * 0.3**2)))
    calibrated = MeasuringCard(to_mm=card().to_mm, lens=BENT)
    [length] = sides_mm(Mark(shape="arrow", x1=280, y1=65, x2=380, y2=65), calibrated)
    assert within_mm(Mark(shape="arrow", x1=280, y1=65, x2=380, y2=65), calibrated) == math.ceil(1.5 + length * 0.01)


def test_the_distance_is_told_in_widths_of_the_picture_wherever_the_card_lies_and_however_it_is_turned() -> None:
    """The same plane at half the scale, turned by a quarter: twice as wide, so half as far."""
    turned = ("0", "-2", "1000", "2", "0", "-500", "0", "0")
    at = Mark(shape="arrow", x1=round((65 + 500) / 2), y1=460, x2=round((65 + 500) / 2), y2=310)
    [length] = sides_mm(at, card(turned))
    assert within_mm(at, card(turned)) == math.ceil(1.5 + length * (0.01 + 2.5 * (300 / 2000) ** 2))


@pytest.mark.parametrize(
    ("ruler", "good"), [("100", True), ("98", True), ("102.0", True), ("97.9", False), ("102.1", False)]
)
def test_a_ruler_more_than_two_percent_off_is_no_measure(ruler: str, good: bool) -> None:
    assert true_to_size(Decimal(ruler)) == good
