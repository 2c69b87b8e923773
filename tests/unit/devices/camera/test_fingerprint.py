"""A picture shown before is found again, however it was saved; another label on the same carton is another picture."""

from __future__ import annotations

import numpy as np
import pytest

from station.devices.camera.fingerprint import CLEAR, Fingerprint, fingerprint, foreign, original, shown_before
from station.devices.camera.opencv import cv2
from station.devices.sim.scenes import render


def shot(code: str = "SF0000010000001", seed: int = 1, turn: float = 0.0) -> np.ndarray:
    picture = render({"kind": "carton", "code": code})
    noise = np.random.default_rng(seed).normal(0, 3, picture.shape)
    matrix = cv2.getRotationMatrix2D((640, 360), turn, 1.0)
    return cv2.warpAffine(np.clip(picture + noise, 0, 255).astype(np.uint8), matrix, (1280, 720), borderMode=1)


def taken(picture: np.ndarray, quality: int = 90) -> Fingerprint:
    made = fingerprint(bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]))
    assert made is not None
    return made


ORIGINAL = shot()


@pytest.mark.parametrize(
    "copy",
    [
        ORIGINAL,
        ORIGINAL[36:],
        ORIGINAL[:, 64:],
        ORIGINAL[18:702, 32:1248],
        cv2.resize(ORIGINAL, (960, 540), interpolation=cv2.INTER_AREA),
        cv2.convertScaleAbs(ORIGINAL, alpha=0.9, beta=8),
    ],
    ids=["as it was", "top off", "left off", "all round", "smaller", "paler"],
)
@pytest.mark.parametrize("quality", [55, 90])
def test_copies_are_found_in_both_directions(copy: np.ndarray, quality: int) -> None:
    assert shown_before(taken(copy, quality), taken(ORIGINAL))
    assert shown_before(taken(ORIGINAL), taken(copy, quality))


@pytest.mark.parametrize(
    "other",
    [shot("SF0000010000002"), shot("SF0000010000017", seed=2), shot(turn=1.0), np.full((720, 1280, 3), 90, np.uint8)],
    ids=["next label, same place", "other label", "same carton turned", "nothing"],
)
def test_other_pictures_are_not(other: np.ndarray) -> None:
    assert not shown_before(taken(other), taken(ORIGINAL))
    assert not shown_before(taken(ORIGINAL), taken(other))


def test_of_two_that_are_near_enough_the_nearer_one_is_the_original() -> None:
    crop, whole = taken(ORIGINAL[18:702, 32:1248], 60), taken(ORIGINAL)
    near = taken(cv2.addWeighted(ORIGINAL, 0.3, shot("SF0000010000002", seed=2), 0.7, 0))
    assert foreign(crop, near) > CLEAR
    assert shown_before(crop, near)
    assert original(crop, [near, whole]) == original(crop, [whole, near]) == whole.sha256
    assert original(crop, [taken(shot("SF0000010000017", seed=2))]) == ""


def test_a_clear_original_ends_the_search() -> None:
    left = iter([taken(ORIGINAL), taken(ORIGINAL[36:])])
    assert original(taken(ORIGINAL, 60), left) == taken(ORIGINAL).sha256
    assert len(list(left)) == 1


def test_the_same_bytes_need_no_texture() -> None:
    flat = np.zeros((720, 1280, 3), np.uint8)
    assert shown_before(taken(flat), taken(flat))


def test_what_is_no_picture_has_no_fingerprint() -> None:
    assert fingerprint(b"\xff\xd8\xff no") is None
