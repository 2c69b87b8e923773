"""The lens board found, and a lens calibrated from it, against a camera whose lens is known."""

from __future__ import annotations

import io
import queue
import random
from dataclasses import replace
from decimal import Decimal

import msgspec
import numpy as np
import pytest

from station.config import DeviceSettings
from station.devices.camera.card import card_in
from station.devices.camera.lens import FEWEST, BoardSeen, board, board_in, lens_of
from station.devices.camera.opencv import cv2
from station.devices.camera.options import camera_order
from station.devices.camera.process import CameraProcess
from station.devices.camera.protocol import CardSeen
from station.domain.events.common import Lens
from station.domain.lens_board import ACROSS, DOWN, FIRST, MARKERS, SQUARE, marker_places
from station.domain.rules.lens import COVERED
from station.domain.state import LensState
from station.errors import DeviceError
from tests.unit.devices.camera.board import MIDDLE, board_on_wall, held
from tests.unit.devices.camera.codes.test_watch import Nothing
from tests.unit.devices.camera.measured_errors import How, errors_of, shots
from tests.unit.devices.camera.plane import SIZE, Shot, picture

BENDS = -0.15
BENT = Lens(
    fx=Decimal("859.375"), fy=Decimal("1527.778"), cx=Decimal(500), cy=Decimal(500),
    k1=Decimal("-0.15"), k2=Decimal(0),
)  # fmt: skip


def test_the_board_is_opencvs_own() -> None:
    known = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    for number, rows in enumerate(MARKERS, FIRST):
        drawn = cv2.aruco.generateImageMarker(known, number, 6)[1:5, 1:5]
        assert " ".join("".join("01"[int(bit > 0)] for bit in row) for row in drawn) == rows
    corners = [tuple(map(round, of[0][:2].tolist())) for of in board().getObjPoints()]
    assert corners == list(marker_places())


def test_its_corners_are_found_where_they_are() -> None:
    shot = Shot(distance=600, at=MIDDLE, tilt=20, nod=-15, bends=BENDS)
    seen = board_in(picture(shot, np.random.default_rng(1), board_on_wall()))
    assert seen is not None
    assert len(seen.on_board) == (ACROSS - 1) * (DOWN - 1)
    beside = np.linalg.norm(seen.in_picture - shot.sees(seen.on_board[:, :2]), axis=1)
    assert beside.max() < 0.5


def test_where_there_is_no_board_nothing_is_found() -> None:
    assert board_in(picture(Shot(), np.random.default_rng(1))) is None, "the measuring card is none"


def test_the_lens_that_bent_the_pictures_is_found(rng: random.Random) -> None:
    chance = np.random.default_rng(rng.randrange(2**32))
    views = [_seen(shot, chance) for shot in held(chance, BENDS)]
    found = lens_of([view for view in views if len(view.on_board) >= FEWEST], SIZE)
    assert float(found.lens.k1) == pytest.approx(BENDS, abs=0.02)
    assert float(found.lens.fx) == pytest.approx(float(BENT.fx), rel=0.01)
    assert found.size == SIZE
    assert found.pictures >= 8
    assert found.error_px < Decimal("0.3")
    assert found.unsure < Decimal("0.02")
    assert found.covered >= COVERED


def test_a_board_that_stays_in_the_middle_covers_little() -> None:
    chance = np.random.default_rng(3)
    middle = [replace(shot, at=MIDDLE, distance=1400.0) for shot in held(chance, BENDS)]
    assert lens_of([_seen(shot, chance) for shot in middle], SIZE).covered < COVERED


def test_pictures_that_settle_nothing_are_told_in_words() -> None:
    line = BoardSeen(np.array([(x, 0, 0) for x in range(4)], np.float32), np.zeros((4, 2), np.float32))
    with pytest.raises(DeviceError, match=r"lens\.unsolved"):
        lens_of([line], SIZE)


def _seen(shot: Shot, chance: np.random.Generator) -> BoardSeen:
    """The corners that lie in the picture, a fifth of a pixel beside their places."""
    places = np.array([(x * SQUARE, y * SQUARE, 0) for y in range(1, DOWN) for x in range(1, ACROSS)], np.float32)
    px = shot.sees(places[:, :2]) + chance.normal(0, 0.2, (len(places), 2))
    inside = (px >= 0).all(axis=1) & (px < np.array(SIZE)).all(axis=1)
    return BoardSeen(places[inside], px[inside].astype(np.float32))


def test_a_calibrated_lens_measures_like_a_straight_one(rng: random.Random) -> None:
    seed = rng.randrange(2**32)
    chance = np.random.default_rng(seed)
    taken = shots(chance, 6, How(bends=BENDS))
    without = errors_of(taken, np.random.default_rng(seed))
    with_it = errors_of(taken, np.random.default_rng(seed), lens=BENT)
    assert np.percentile(with_it.mm, 95) < 3.0
    assert np.median(with_it.mm) < np.median(without.mm)
    assert with_it.within >= 0.9 * len(with_it.mm), "as sure as the station says"


# Which lens is taken


def _kept(size: tuple[int, int] = SIZE) -> LensState:
    return LensState(camera="http://camera/video", width=size[0], height=size[1], lens=BENT, at="")


def _card_by(lens: LensState | None) -> CardSeen:
    process = CameraProcess(Nothing(), io.BytesIO(), queue.SimpleQueue(), lens=lens)
    grey = picture(Shot(bends=BENDS), np.random.default_rng(2))
    return card_in(grey, process._lens(grey))


def test_a_lens_that_was_calibrated_for_another_size_is_not_taken() -> None:
    assert _card_by(_kept()).lens == BENT
    assert _card_by(_kept((640, 480))).lens is None
    assert _card_by(None).lens is None


def test_a_lens_is_for_the_camera_that_it_was_calibrated_at() -> None:
    own = DeviceSettings("cam-1", "camera", "mjpeg", "http://user:secret@camera/video", {})
    kept = msgspec.structs.replace(_kept(), camera="http://•••@camera/video")
    assert camera_order(own, kept).lens == kept
    assert camera_order(own, msgspec.structs.replace(kept, camera="http://another/video")).lens is None


def test_the_lens_goes_over_the_pipe_as_it_is() -> None:
    seen = CardSeen((1.0,) * 8, lens=BENT)
    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(seen)), CardSeen) == seen
