"""R25: a stream that stands still or is black is told from a live one."""

from __future__ import annotations

import numpy as np

from station.devices.camera.opencv import cv2
from station.devices.camera.watchdog import BLACK_AFTER, FROZEN_AFTER, Watchdog, is_black
from tests.unit.devices.camera.pictures import noisy

TENTH = 0.1


def shown(dog: Watchdog, marks: list[bytes], start: float = 0.0) -> str:
    for number, mark in enumerate(marks):
        dog.seen(mark, start + number * TENTH)
    return dog.verdict


def test_a_still_scene_with_a_sensors_noise_is_live() -> None:
    assert shown(Watchdog(), [b"%d" % number for number in range(100)]) == ""


def test_two_pictures_in_turn_are_live_as_far_as_anybody_can_say() -> None:
    assert shown(Watchdog(), [b"%d" % (number % 2) for number in range(100)]) == ""


def test_identical_pictures_are_frozen_after_their_time_and_the_first_other_one_is_live() -> None:
    dog, still = Watchdog(), round(FROZEN_AFTER / TENTH)
    assert shown(dog, [b"a"] * (still + 1)) == ""
    assert shown(dog, [b"a"], start=FROZEN_AFTER + 2 * TENTH) == "camera.frozen"
    assert dog.seen(b"b", FROZEN_AFTER + 3 * TENTH)
    assert dog.verdict == ""


def test_a_picture_that_came_before_is_no_new_one() -> None:
    dog = Watchdog()
    assert [dog.seen(mark, 0.0) for mark in (b"a", b"a", b"b")] == [False, False, True]


def test_black_for_a_while_is_black_and_a_flicker_is_not() -> None:
    dog, at = Watchdog(), 0.0
    for number, black in enumerate((True, True, False, True)):
        at = number * BLACK_AFTER
        dog.seen(b"%d" % number, at)
        dog.looked(black, at)
        assert dog.verdict == ""
    dog.seen(b"later", at + BLACK_AFTER + TENTH)
    dog.looked(True, at + BLACK_AFTER + TENTH)
    assert dog.verdict == "camera.black"


def test_a_frozen_camera_is_no_live_one_after_a_pause() -> None:
    dog = Watchdog()
    shown(dog, [b"a"] * 40)
    assert not dog.seen(b"a", 60.0)
    assert dog.verdict == "camera.frozen"
    assert dog.seen(b"b", 60.1)
    assert dog.verdict == ""


def test_black_with_a_clock_in_it_is_black_and_a_dark_dock_is_none() -> None:
    covered = np.random.default_rng(1).integers(0, 8, (270, 480, 3), np.uint8)
    cv2.putText(covered, "2026-11-24 10:00:00", (4, 264), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (255, 255, 255), 1)
    assert is_black(covered)
    assert not is_black((noisy(1) * 0.25).astype(np.uint8))
