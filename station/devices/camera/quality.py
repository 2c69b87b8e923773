"""What is measured on a picture before it may stand as evidence (devices.md §5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from station.devices.camera.opencv import cv2

WIDTH = 640  # sharpness is compared at one width, whatever the camera delivers
SHOWN_QUALITY = 75  # of a JPEG for the screen
BURNT = 250  # grey from which a pixel has lost its detail


@dataclass(frozen=True, slots=True)
class Quality:
    """width and height of the picture itself; sharpness, brightness and burnt as readings.Frame has them."""

    width: int
    height: int
    sharpness: float
    brightness: float
    burnt: float


def decoded(jpeg: bytes) -> np.ndarray | None:
    """The picture in grey; None where it is no picture."""
    grey = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    return None if grey is None else np.asarray(grey)


def measured(grey: np.ndarray) -> Quality:
    """Variance of the Laplacian, mean grey 0–255, share of burnt pixels 0–1."""
    height, width = grey.shape
    small = cv2.resize(grey, (WIDTH, max(1, round(height * WIDTH / width))), interpolation=cv2.INTER_AREA)
    return Quality(
        width=width,
        height=height,
        sharpness=float(cv2.Laplacian(small, cv2.CV_64F).var()),
        brightness=float(small.mean()),
        burnt=float((small >= BURNT).mean()),
    )


def reduced(jpeg: bytes) -> np.ndarray | None:
    """The picture at half its size, BGR, for whoever only looks at it; None where it is no picture."""
    half = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_REDUCED_COLOR_2)
    return None if half is None else np.asarray(half)


def scaled(picture: np.ndarray, width: int) -> np.ndarray:
    """A picture of this width in its own proportions."""
    size = (width, max(1, round(picture.shape[0] * width / picture.shape[1])))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))


def encoded(picture: np.ndarray) -> bytes:
    """A JPEG for the screen; never evidence."""
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, SHOWN_QUALITY])[1])
