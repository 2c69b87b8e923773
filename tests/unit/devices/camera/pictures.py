"""Pictures for the camera's tests: rendered scenes with a sensor's noise, as JPEGs and as video files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from station.devices.camera.opencv import cv2
from station.devices.sim.scenes import render

WIDTH, HEIGHT, RATE = 1280, 720, 25
CODE = "SF1026804100037"


@cache
def noisy(number: int) -> np.ndarray:
    """A carton; each number gives another noise."""
    noise = np.random.default_rng(number).integers(0, 8, (HEIGHT, WIDTH, 3), np.uint8)
    return np.asarray(cv2.add(_carton(), noise))


@cache
def _carton() -> np.ndarray:
    return np.asarray(render({"kind": "carton", "code": CODE}))


def jpeg_of(picture: np.ndarray, quality: int = 88) -> bytes:
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def video(file: Path, codec: str, frames: int = 20) -> Path:
    """A video file of so many pictures, RATE a second."""
    writer = cv2.VideoWriter(str(file), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*codec), RATE, (WIDTH, HEIGHT))
    assert writer.isOpened()
    for number in range(frames):
        writer.write(noisy(number))
    writer.release()
    return file
