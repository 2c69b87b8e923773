"""A picture of a stream: what stands as evidence, and when two are the same."""

from __future__ import annotations

import numpy as np

from station.devices.camera.opencv import cv2
from station.devices.camera.shot import Shot
from tests.unit.devices.camera.pictures import HEIGHT, WIDTH, jpeg_of, noisy

FINEST = 2  # the first luminance step of libjpeg's table at quality 95 is 16 × 0.1, rounded


def test_a_cameras_own_jpeg_stays_as_it_came() -> None:
    jpeg = jpeg_of(noisy(1))
    shot = Shot(3.0, jpeg)
    assert (shot.jpeg, shot.evidence, shot.at) == (jpeg, "device-bytes", 3.0)
    assert shot.grey is not None
    assert shot.grey.shape == (HEIGHT, WIDTH)


def test_pixels_are_encoded_once_and_finely() -> None:
    picture = noisy(1)
    shot = Shot(0.0, pixels=picture)
    first = shot.jpeg
    assert shot.evidence == "first-encoding"
    assert shot.jpeg is first
    assert quantisation(first)[0] <= FINEST < quantisation(jpeg_of(picture, 90))[0]
    back = cv2.imdecode(np.frombuffer(first, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert shot.grey is not None
    assert float(np.abs(back.astype(int) - shot.grey.astype(int)).mean()) < 2.0


def quantisation(jpeg: bytes) -> bytes:
    """The first table of DQT (ITU-T T.81 B.2.4.1)."""
    at = jpeg.index(b"\xff\xdb") + 5
    return jpeg[at : at + 64]


def test_only_identical_pictures_have_the_same_mark() -> None:
    one, other = noisy(1), noisy(2)
    assert Shot(0.0, pixels=one).mark == Shot(1.0, pixels=one.copy()).mark
    assert Shot(0.0, pixels=one).mark != Shot(0.0, pixels=other).mark
    assert Shot(0.0, jpeg_of(one)).mark != Shot(0.0, jpeg_of(other)).mark


def test_half_a_picture_is_enough_for_the_screen() -> None:
    picture = noisy(1)
    for shot in (Shot(0.0, pixels=picture), Shot(0.0, jpeg_of(picture))):
        half = shot.half()
        assert half is not None
        assert half.shape == (HEIGHT // 2, WIDTH // 2, 3)
        assert abs(float(half.mean()) - float(picture.mean())) < 2.0


def test_bytes_that_are_no_picture() -> None:
    shot = Shot(0.0, b"\xff\xd8\xff no")
    assert shot.grey is None
    assert shot.half() is None
