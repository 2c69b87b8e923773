"""Picture files read for their codes: one plain record each, as `station read-codes` prints them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np

from station.devices.camera.codes.ladder import all_codes, first_code
from station.devices.camera.codes.pictures import as_grey
from station.devices.camera.codes.read import CodeRead
from station.devices.camera.opencv import cv2
from station.errors import DeviceError

PADDING = bytes(64)  # OpenCV refuses a WebP shorter than its longest header


def read_file(file: Path, live: bool) -> dict[str, Any]:
    """file, codes and ms (of reading, the file's decoding apart). Raises DeviceError where it is no picture."""
    image = _image(file)
    began = time.perf_counter()
    codes = first_code(as_grey(image)) if live else all_codes(image)
    taken = (time.perf_counter() - began) * 1000
    return {"file": str(file), "codes": [_record(code) for code in codes], "ms": round(taken, 1)}


def _image(file: Path) -> np.ndarray:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise DeviceError("picture.unreadable", file=str(file), reason=error.strerror or str(error)) from error
    try:
        image = cv2.imdecode(np.frombuffer(data + PADDING, np.uint8), cv2.IMREAD_UNCHANGED) if data else None
    except cv2.error as error:
        raise DeviceError("picture.unreadable", file=str(file), reason=error.err) from error
    if image is None or image.dtype not in (np.uint8, np.uint16):
        raise DeviceError("picture.unreadable", file=str(file), reason="JPEG, PNG, WebP, BMP, TIFF")
    return np.asarray(image)


def _record(code: CodeRead) -> dict[str, Any]:
    corners = [[round(x, 1), round(y, 1)] for x, y in code.corners]
    return {"symbology": code.symbology, "text": code.text, "corners": corners}
