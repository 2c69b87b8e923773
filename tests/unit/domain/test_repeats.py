"""One scan is one scan, however often the gun says it."""

from __future__ import annotations

import pytest

from station.domain.readings import Scan
from station.domain.repeats import WITHIN, Repeats


def heard(*sights: tuple[float, str]) -> list[bool]:
    repeats = Repeats()
    return [repeats.fresh(Scan("gun", at, b"", text)) for at, text in sights]


@pytest.mark.parametrize(("later", "fresh"), [(0.0, False), (0.5, False), (WITHIN - 0.01, False), (1.0, True)])
def test_the_same_code_within_a_moment(later: float, fresh: bool) -> None:
    assert heard((10.0, "A"), (10.0 + later, "A")) == [True, fresh]


def test_a_code_that_stays_in_sight_is_one_scan() -> None:
    assert heard(*((10.0 + number / 10, "A") for number in range(50)), (16.0, "A")) == [True] + [False] * 49 + [True]


def test_other_codes_in_between_and_another_instrument() -> None:
    assert heard((10.0, "A"), (10.1, "B"), (10.2, "A"), (10.3, "B"), (10.4, "C")) == [True, True, False, False, True]
    repeats = Repeats()
    assert repeats.fresh(Scan("gun", 1.0, b"", "A", "C0"))
    assert not repeats.fresh(Scan("camera", 1.2, b"", "A", ""))


def test_within_is_between_half_a_second_and_a_second() -> None:
    assert 0.5 <= WITHIN <= 1.0
