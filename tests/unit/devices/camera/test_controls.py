"""Focus and exposure through a played driver: what it allows holds, what it refuses is told."""

from __future__ import annotations

import pytest

from station.devices.camera.controls import Control, controls
from station.devices.camera.opencv import cv2
from tests.unit.devices.camera.playing import PlayedCapture

FOCUS, AUTOFOCUS = cv2.CAP_PROP_FOCUS, cv2.CAP_PROP_AUTOFOCUS
EXPOSURE, AUTO_EXPOSURE = cv2.CAP_PROP_EXPOSURE, cv2.CAP_PROP_AUTO_EXPOSURE


def control(name: str, backend: int = cv2.CAP_V4L2) -> Control:
    return next(one for one in controls(backend) if one.name == name)


def driver(*fixed: int, deaf: tuple[int, ...] = (), **values: float) -> PlayedCapture:
    return PlayedCapture(lambda number: None, {FOCUS: 42.0, EXPOSURE: 156.0}, fixed, deaf)


def test_a_number_switches_the_automatic_off_and_is_held() -> None:
    camera = driver()
    assert control("focus").apply(camera, "30")
    assert control("exposure").apply(camera, "78")
    assert camera.sets == [(AUTOFOCUS, 0.0), (FOCUS, 30.0), (AUTO_EXPOSURE, 1.0), (EXPOSURE, 78.0)]


def test_what_was_found_is_frozen() -> None:
    camera = driver()
    assert control("focus").apply(camera, "freeze")
    assert camera.sets == []
    assert control("focus").freeze(camera)
    assert camera.sets == [(AUTOFOCUS, 0.0), (FOCUS, 42.0)]


@pytest.mark.parametrize("backend", [cv2.CAP_V4L2, cv2.CAP_DSHOW])
def test_automatic(backend: int) -> None:
    camera = driver()
    assert control("exposure", backend).apply(camera, "auto")
    assert camera.values[AUTO_EXPOSURE] == (3.0 if backend == cv2.CAP_V4L2 else 0.75)


def test_nothing_is_touched_where_nothing_is_wished() -> None:
    camera = driver()
    assert control("exposure").apply(camera, "")
    assert camera.sets == []


def test_a_lens_without_motor_has_no_automatic_to_switch_off_and_may_refuse_a_number() -> None:
    assert control("focus").apply(driver(AUTOFOCUS), "30")
    assert not control("focus").apply(driver(AUTOFOCUS, FOCUS), "30")
    assert not control("focus").apply(driver(AUTOFOCUS), "auto")
    assert not control("focus").freeze(driver(AUTOFOCUS))


def test_a_driver_that_says_yes_and_does_nothing_is_found_out() -> None:
    assert not control("exposure").apply(driver(deaf=(EXPOSURE,)), "78")
