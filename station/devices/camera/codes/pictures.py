"""A picture made grey, smaller, larger or clearer before it is shown to a decoder."""

from __future__ import annotations

import numpy as np

from station.devices.camera.opencv import cv2


def as_grey(image: np.ndarray) -> np.ndarray:
    """uint8 (height, width) of any picture; what is transparent is white paper, 16 bits lose their low byte."""
    if image.dtype == np.uint16:
        image = (image >> 8).astype(np.uint8)
    if image.ndim == 2:
        return np.ascontiguousarray(image)
    if image.shape[2] == 4:
        opaque = image[:, :, 3:].astype(np.float32) / 255
        image = (image[:, :, :3] * opaque + 255 * (1 - opaque)).astype(np.uint8)
    if image.shape[2] == 3:
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
    return np.ascontiguousarray(image[:, :, 0])


def resized(grey: np.ndarray, scale: float) -> np.ndarray:
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how))


def unsharp(grey: np.ndarray) -> np.ndarray:
    """Edges raised."""
    return np.asarray(cv2.addWeighted(grey, 2.5, cv2.GaussianBlur(grey, (0, 0), 2.0), -1.5, 0))


def levelled(grey: np.ndarray) -> np.ndarray:
    """Contrast made even, for shade and glare."""
    return np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(grey))
