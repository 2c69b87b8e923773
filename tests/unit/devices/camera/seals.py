"""A seal before the camera: its number in black on a bright barrel."""

from __future__ import annotations

import numpy as np

from station.devices.camera.opencv import cv2


def seal(number: str) -> bytes:
    """A JPEG of 1280 × 720; the number begins at (400, 380), 40 px high."""
    picture = np.full((720, 1280, 3), 90, np.uint8)
    cv2.rectangle(picture, (300, 270), (980, 450), (205, 210, 210), -1)
    cv2.putText(picture, number, (400, 380), cv2.FONT_HERSHEY_DUPLEX, 1.8, (25, 25, 30), 3, cv2.LINE_AA)
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])[1])
