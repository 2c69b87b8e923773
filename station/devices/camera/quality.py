"""What is measured on a picture before it may stand as evidence (devices.md §5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from station.devices.camera.opencv import cv2

WIDTH = 640  # sharpness is compared at one width, whatever the camera delivers
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


def halved(jpeg: bytes) -> np.ndarray | None:
    """The picture in colour at half its size, which saves three quarters of the work; None where it is none."""
    half = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_REDUCED_COLOR_2)
    return None if half is None else np.asarray(half)


def preview(jpeg: bytes, width: int) -> bytes | None:
    """A small picture for the screen."""
    half = halved(jpeg)
    return None if half is None else shrunk(half, width)


def shrunk(half: np.ndarray, width: int) -> bytes | None:
    """A JPEG of this width for the screen, never evidence."""
    size = (width, max(1, round(half.shape[0] * width / half.shape[1])))
    small = cv2.resize(half, size, interpolation=cv2.INTER_AREA)
    encoded, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 75])
    return bytes(data) if encoded else None
