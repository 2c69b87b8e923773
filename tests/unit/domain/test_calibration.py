"""Thresholds from pictures of a test card and of plain goods, and why some pictures calibrate nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from station.domain.calibration import RESTLESS, card_fault, found, plain_fault
from station.domain.release import STILL


@dataclass(frozen=True)
class Picture:
    sharpness: float = 500.0
    brightness: float = 120.0
    burnt: float = 0.0


GOOD = [Picture(sharpness) for sharpness in (490.0, 500.0, 510.0, 505.0)]


def test_the_limit_is_a_share_of_the_plainest_goods() -> None:
    result = found(GOOD, [0.4, 0.9, 1.6])
    assert (result.reference, result.sharpness, result.still) == (502.5, 201.0, 3.2)


def test_rest_is_never_stricter_than_the_rule_and_never_a_shaking_mount() -> None:
    assert found(GOOD, []).still == STILL
    assert found(GOOD, [0.1]).still == STILL
    assert found(GOOD, [4.0]).still == RESTLESS


def test_a_good_card_and_good_goods_have_no_fault() -> None:
    assert card_fault(GOOD, read=4) == ""
    assert card_fault(GOOD, read=3) == ""
    assert plain_fault(GOOD, [1.0, 2.0, 9.0]) == ""


@pytest.mark.parametrize(
    ("pictures", "read", "fault"),
    [
        (GOOD, 2, "calibrate.no_card"),
        ([*GOOD, Picture(brightness=30.0)], 5, "camera.dark"),
        ([*GOOD, Picture(brightness=220.0)], 5, "camera.bright"),
        ([*GOOD, Picture(burnt=0.06)], 5, "camera.burnt"),
        ([*GOOD, Picture(sharpness=300.0)], 5, "calibrate.hunting"),
    ],
)
def test_what_is_wrong_with_a_card(pictures: list[Picture], read: int, fault: str) -> None:
    assert card_fault(pictures, read) == fault


@pytest.mark.parametrize(
    ("pictures", "motions", "fault"),
    [
        (GOOD, [6.0, 7.0, 8.0], "calibrate.restless"),
        ([Picture(brightness=30.0)], [], "camera.dark"),
        ([*GOOD, Picture(sharpness=300.0)], [], "calibrate.hunting"),
        ([Picture(sharpness=90.0)] * 3, [], "calibrate.soft"),
    ],
)
def test_what_is_wrong_with_plain_goods(pictures: list[Picture], motions: list[float], fault: str) -> None:
    assert plain_fault(pictures, motions) == fault
