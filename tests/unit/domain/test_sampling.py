"""The draw: its size exact, the same for everybody who recomputes it, and nobody's choice."""

from __future__ import annotations

import hashlib
import math
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.sampling import commitment, draw, extend, sample_size, seed

RATES = st.fractions(Fraction(1, 20), 1, max_denominator=1000)
SEEDS = st.binary(min_size=32, max_size=32)
UNITS = st.lists(st.integers(1, 9999).map(str), unique=True, max_size=200)


@pytest.mark.parametrize(
    ("rate", "units", "size"),
    [
        ("1/20", 1, 1), ("1/20", 20, 1), ("1/20", 21, 2), ("1/20", 40, 2), ("1/20", 41, 3), ("1/20", 24, 2),
        ("1/10", 10, 1), ("1/10", 11, 2), ("0.05", 40, 2), ("1/1", 7, 7), ("7/100", 100, 7), ("1/20", 0, 1),
    ],
)  # fmt: skip
def test_the_size_is_rounded_up_exactly_and_at_least_one(rate: str, units: int, size: int) -> None:
    assert sample_size(Fraction(rate), units) == size


def test_a_float_would_open_one_carton_too_many() -> None:
    """Why the rate is a fraction: 0.07 x 100 is 7.000000000000001."""
    assert math.ceil(0.07 * 100) == 8
    assert sample_size(Fraction(7, 100), 100) == 7


@given(rate=RATES, units=st.integers(1, 100_000))
def test_the_size_is_the_smallest_that_reaches_the_rate(rate: Fraction, units: int) -> None:
    size = sample_size(rate, units)
    assert size >= rate * units
    assert size == 1 or size - 1 < rate * units


@given(seed_bytes=SEEDS, units=UNITS, size=st.integers(0, 50))
def test_a_draw_is_a_choice_of_the_units_and_the_same_in_any_order(
    seed_bytes: bytes, units: list[str], size: int
) -> None:
    drawn = draw(seed_bytes, units, size)
    assert len(drawn) == len(set(drawn)) == min(size, len(units))
    assert set(drawn) <= set(units)
    assert drawn == draw(seed_bytes, reversed(units), size) == draw(seed_bytes, sorted(units), size)


@given(seed_bytes=SEEDS, units=UNITS, size=st.integers(1, 50))
def test_a_smaller_draw_is_the_beginning_of_a_larger_one(seed_bytes: bytes, units: list[str], size: int) -> None:
    assert draw(seed_bytes, units, size)[: size - 1] == draw(seed_bytes, units, size - 1)


@given(seed_bytes=SEEDS, units=UNITS, late=UNITS, rate=RATES)
def test_late_units_extend_the_draw_to_the_rate(
    seed_bytes: bytes, units: list[str], late: list[str], rate: Fraction
) -> None:
    drawn = draw(seed_bytes, units, sample_size(rate, len(units)))
    new = [unit for unit in late if unit not in units]
    everything = len(units) + len(new)
    more = extend(seed_bytes, drawn, late=[*new, *drawn], rate=rate, all_units=everything)
    assert not set(more) & set(drawn)
    assert len(drawn) + len(more) <= max(sample_size(rate, everything), len(drawn))


def test_the_seed_hangs_on_nonce_root_and_delivery() -> None:
    one = seed(b"\x01" * 32, b"\x02" * 32, "D1")
    assert one == hashlib.sha256(b"station-draw-v1" + b"\x01" * 32 + b"\x02" * 32 + b"D1").digest()
    assert len({one, seed(b"\x03" * 32, b"\x02" * 32, "D1"), seed(b"\x01" * 32, b"\x03" * 32, "D1")}) == 3
    assert one != seed(b"\x01" * 32, b"\x02" * 32, "D2")


def test_a_draw_written_down_once_and_for_all() -> None:
    """Computed with sha256sum: an auditor's own program has to give the same."""
    seed_bytes = seed(bytes(32), bytes(32), "IN20261124-0001")
    assert seed_bytes.hex() == "7a065461e75786381f025174449ff00e20fb5561ca652cb3bd128f88972d31f6"
    assert draw(seed_bytes, map(str, range(1, 25)), 2) == ("21", "12")


def test_the_commitment_is_the_plain_hash_of_the_nonce() -> None:
    assert commitment(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_no_unit_is_favoured(rng: random.Random) -> None:
    """Each of 20 units is drawn first about equally often over 4,000 nonces (chi-square, 19 degrees, p < 1e-6)."""
    units = [str(number) for number in range(1, 21)]
    counts = dict.fromkeys(units, 0)
    for _ in range(4000):
        counts[draw(rng.randbytes(32), units, 1)[0]] += 1
    assert sum((count - 200) ** 2 / 200 for count in counts.values()) < 65
