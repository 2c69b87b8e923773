"""No wrong weight is booked over a bad line, in any family (reliability R15, its short form; the long one: torture)."""

from __future__ import annotations

import os
import random

import pytest

from tests.torture.families import FAMILIES
from tests.torture.noise import Noise
from tests.torture.weights import ERROR_RATES, weighings

WEIGHINGS = int(os.environ.get("STATION_TEST_WEIGHINGS", "60"))


@pytest.mark.parametrize("rate", ERROR_RATES)
@pytest.mark.parametrize("name", FAMILIES)
def test_nothing_is_booked_that_did_not_lie_there(name: str, rate: float, rng: random.Random) -> None:
    good, wrong = weighings(name, rate, WEIGHINGS, rng)
    assert wrong == 0
    assert good > (WEIGHINGS // 4 if rate < 5e-3 else -1)


@pytest.mark.parametrize("rate", ERROR_RATES)
def test_the_noise_has_its_rate(rate: float, rng: random.Random) -> None:
    noise, size, rounds = Noise(rate, rng), 1000, 200
    turned = sum(int.from_bytes(noise.over(bytes(size))).bit_count() for _ in range(rounds))
    expected = rate * 8 * size * rounds
    assert abs(turned - expected) < 6 * expected**0.5


def test_a_rule_that_takes_the_first_frame_would_be_caught(rng: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop itself: with one frame for a window wrong weights come through, and it says so."""
    monkeypatch.setattr("station.domain.scale_profile.ScaleProfile.window", 0.0)
    monkeypatch.setattr("station.domain.weighing.EQUAL_FRAMES", 1)
    _, wrong = weighings("cas 10", 1e-2, 100, rng)
    assert wrong > 0
