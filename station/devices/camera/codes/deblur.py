"""Blur taken back along the code: Wiener filters for motion of a known length, and plain sharpening for none."""

from __future__ import annotations

import numpy as np

from station.devices.camera.opencv import cv2

NOISE = 0.05  # power of the noise against the signal's; larger is gentler
FOCUS = 0.5  # px of Gaussian blur that every lens has


def sharpened(rows: np.ndarray, scale: float) -> np.ndarray:
    """Twice the rows less their blurred copy."""
    return np.asarray(2 * rows - cv2.GaussianBlur(rows, (0, 0), 1.5 * scale, sigmaY=0.01))


def unmoved(rows: np.ndarray, length: float, scale: float) -> np.ndarray:
    """Rows float32 without the motion blur of a length in picture pixels."""
    count = rows.shape[1]
    frequency = np.fft.rfftfreq(count)
    spread = np.exp(-2 * (np.pi * frequency * FOCUS * scale) ** 2)
    passed = np.sinc(frequency * length * scale) * spread
    filtered = np.fft.rfft(rows - rows.mean(axis=1, keepdims=True), axis=1) * (passed / (passed * passed + NOISE))
    return np.fft.irfft(filtered, n=count, axis=1).astype(np.float32)


def as_picture(rows: np.ndarray, repeat: int) -> np.ndarray:
    """uint8, each row repeated: what a decoder of pictures wants to see."""
    low, high = np.percentile(rows, (2, 98))
    grey = (np.clip(rows, low, high) - low) * (255.0 / max(1e-6, float(high - low)))
    return np.repeat(grey.astype(np.uint8), repeat, axis=0)
