"""Mean kinetic temperature: the sheet's vectors, and what must hold for any temperatures."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.kinetic_temperature import mean_kinetic_temperature

CELSIUS = st.decimals(min_value=-40, max_value=60, places=1)


@pytest.mark.parametrize(
    ("temperatures", "mean"),
    [((5, 5, 5, 5), "5.000"), ((2, 4, 6, 8), "5.302"), ((5, 5, 5, 15), "8.786"), ((25, 25, 30), "26.970")],
)
def test_the_vectors_of_the_sheet(temperatures: tuple[int, ...], mean: str) -> None:
    assert mean_kinetic_temperature([Decimal(celsius) for celsius in temperatures]) == Decimal(mean)


def test_weights_are_the_time_at_each() -> None:
    assert mean_kinetic_temperature([Decimal(5), Decimal(15)], [Decimal(3), Decimal(1)]) == Decimal("8.786")


@given(st.lists(CELSIUS, min_size=1, max_size=20))
def test_it_lies_between_the_mean_and_the_warmest(temperatures: list[Decimal]) -> None:
    kinetic = mean_kinetic_temperature(temperatures)
    thousandth = Decimal("0.001")
    assert sum(temperatures) / len(temperatures) - thousandth <= kinetic <= max(temperatures) + thousandth


@given(st.lists(CELSIUS, min_size=1, max_size=20))
def test_floating_point_says_the_same(temperatures: list[Decimal]) -> None:
    ratio = 83.144 / 0.0083144
    harm = sum(math.exp(-ratio / (float(celsius) + 273.15)) for celsius in temperatures) / len(temperatures)
    assert float(mean_kinetic_temperature(temperatures)) == pytest.approx(ratio / -math.log(harm) - 273.15, abs=0.002)


@pytest.mark.parametrize(("temperatures", "weights"), [([], None), ([5], []), ([5], [0]), ([5, 5], [2, -1])])
def test_nothing_has_no_mean(temperatures: list[int], weights: list[int] | None) -> None:
    with pytest.raises(ValueError, match="weights"):
        mean_kinetic_temperature(
            [Decimal(celsius) for celsius in temperatures], None if weights is None else list(map(Decimal, weights))
        )
