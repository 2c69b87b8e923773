"""The corners of a sheet are found where it lies: straight, aslant, dark, with round corners, or not at all."""

from __future__ import annotations

import io
import queue

import numpy as np
import pytest

from station.config import DeviceSettings
from station.devices.camera.client import CameraClient
from station.devices.camera.codes.taken import texts_in
from station.devices.camera.opencv import cv2
from station.devices.camera.paper import corners_of
from station.devices.camera.process import CameraProcess
from station.devices.camera.protocol import read
from station.devices.camera.shot import Shot
from station.devices.sim.scenes import ASLANT as SCENE
from station.devices.sim.scenes import render
from station.domain.readings import Frame
from tests.unit.devices.camera.codes.test_watch import Nothing
from tests.unit.fake_clock import FakeClock

WIDTH, HEIGHT = 1280, 720
CARD = ((300, 160), (980, 160), (980, 590), (300, 590))
ASLANT = ((340, 130), (1010, 210), (930, 640), (250, 520))
FAR = ((420, 180), (860, 180), (1020, 620), (260, 620))
NEAR = 4  # px at 1280


def table(light: float = 1.0, seed: int = 1) -> np.ndarray:
    """A dark table top with grain."""
    chance = np.random.default_rng(seed)
    return np.clip(chance.normal(84 * light, 7, (HEIGHT, WIDTH)), 0, 255).astype(np.uint8)


def laid(corners: tuple[tuple[int, int], ...], light: float = 1.0, round_by: int = 0) -> np.ndarray:
    """A card of 856×540 with lines of print, laid onto the table at these corners."""
    card = np.full((540, 856), round(225 * light), np.uint8)
    for y in range(70, 500, 48):
        cv2.putText(card, "NAME 0123456789 ABCDEF", (40, y), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 60, 2, cv2.LINE_AA)
    cv2.rectangle(card, (600, 120), (800, 420), round(120 * light), -1)
    mask = np.full(card.shape, 255, np.uint8)
    if round_by:
        mask[:] = 0
        cv2.rectangle(mask, (round_by, 0), (855 - round_by, 539), 255, -1)
        cv2.rectangle(mask, (0, round_by), (855, 539 - round_by), 255, -1)
        for x in (round_by, 855 - round_by):
            for y in (round_by, 539 - round_by):
                cv2.circle(mask, (x, y), round_by, 255, -1)
    flat = np.array([(0, 0), (855, 0), (855, 539), (0, 539)], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
    picture, size = table(light), (WIDTH, HEIGHT)
    seen, where = cv2.warpPerspective(card, matrix, size), cv2.warpPerspective(mask, matrix, size) > 127
    picture[where] = seen[where]
    return picture


def astray(found: tuple[tuple[int, int], ...], wanted: tuple[tuple[int, int], ...]) -> float:
    """The largest distance of a corner from where it was put."""
    assert len(found) == 4, found
    return float(np.hypot(*(np.array(found, float) - np.array(wanted, float)).T).max())


@pytest.mark.parametrize("round_by", [0, 30])
@pytest.mark.parametrize("light", [1.0, 0.55])
@pytest.mark.parametrize("corners", [CARD, ASLANT, FAR])
def test_the_corners_are_found_clockwise_from_the_top_left(
    corners: tuple[tuple[int, int], ...], light: float, round_by: int
) -> None:
    assert astray(corners_of(laid(corners, light, round_by)), corners) <= NEAR


def test_a_form_rounder_than_any_card_is_rather_none_than_a_wrong_one() -> None:
    assert [corners_of(laid(corners, round_by=90)) for corners in (CARD, ASLANT, FAR)] == [(), (), ()]


def test_a_shadow_across_the_sheet_is_no_edge_of_it() -> None:
    picture = laid(CARD)
    picture[:, 640:] = (picture[:, 640:] * 0.82).astype(np.uint8)
    assert astray(corners_of(picture), CARD) <= NEAR


def test_at_another_size_they_are_told_in_that_pictures_pixels() -> None:
    large = np.asarray(cv2.resize(laid(ASLANT), (2560, 1440), interpolation=cv2.INTER_CUBIC))
    twice = tuple((2 * x, 2 * y) for x, y in ASLANT)
    assert astray(corners_of(large), twice) <= 2 * NEAR


@pytest.mark.parametrize("seed", range(5))
def test_an_empty_table_has_no_sheet(seed: int) -> None:
    assert corners_of(table(seed=seed)) == ()


def test_what_is_no_sheet_is_none() -> None:
    disc = table()
    cv2.circle(disc, (640, 360), 260, 230, -1)
    assert corners_of(disc) == ()
    small = table()
    small[100:150, 100:190] = 230
    assert corners_of(small) == ()
    assert corners_of(np.full((HEIGHT, WIDTH), 240, np.uint8)) == ()


@pytest.mark.parametrize(
    ("scene", "corners"),
    [
        ({"kind": "manifest", "code": "PO-1"}, ((370, 30), (910, 30), (910, 690), (370, 690))),
        ({"kind": "document", "title": "ID CARD"}, SCENE),
    ],
)
def test_papers_of_the_virtual_dock_are_found(scene: dict[str, str], corners: tuple[tuple[int, int], ...]) -> None:
    grey = np.asarray(cv2.cvtColor(render(scene), cv2.COLOR_BGR2GRAY))
    assert astray(corners_of(grey), corners) <= NEAR


def test_corners_go_from_the_cameras_process_to_the_frame() -> None:
    """Through the real head of the pipe; the picture itself is the camera's own bytes."""
    jpeg = bytes(cv2.imencode(".jpg", render({"kind": "document"}))[1])
    out, heard, now = io.BytesIO(), list[object](), FakeClock().monotonic
    process = CameraProcess(Nothing(), out, queue.SimpleQueue(), clock=now)
    process._obey("take t1", now())
    process._answer(Shot(now(), jpeg))
    process._answers.shutdown()
    out.seek(0)
    message = read(out)
    assert message is not None
    client = CameraClient(
        DeviceSettings("cam", "camera", "mjpeg", "http://127.0.0.1:9/", {}), heard.append, FakeClock()
    )
    client._heard(*message)
    (frame,) = heard
    assert isinstance(frame, Frame)
    assert astray(frame.corners, SCENE) <= NEAR
    assert frame.jpeg == jpeg


@pytest.mark.parametrize("number", ["HR20260117", "ZS441"])
def test_a_seal_of_the_virtual_dock_bears_its_number_as_a_code(number: str) -> None:
    grey = np.asarray(cv2.cvtColor(render({"kind": "seal", "code": number}), cv2.COLOR_BGR2GRAY))
    assert texts_in(grey) == (number,)
