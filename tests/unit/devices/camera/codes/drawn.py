"""Pictures with codes in them, made by zxing-cpp's writer and spoilt like a camera spoils them."""

from __future__ import annotations

import numpy as np
import zxingcpp

from station.devices.camera.opencv import cv2

LINEAR = ("Code128", "Code39", "EAN13", "EAN8", "ITF")


def code(symbology: str, text: str, module: int = 4) -> np.ndarray:
    """uint8 grey: the code with its quiet zone, so many pixels a module, linear ones 60 modules high."""
    made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(symbology))
    fine = np.array(made.to_image(scale=1, add_quiet_zones=True))
    if symbology in LINEAR:
        fine = np.repeat(fine[fine.shape[0] // 2][None], 60, axis=0)
    return np.kron(fine, np.ones((module, module), np.uint8))


def on_label(picture: np.ndarray, width: int = 1280, height: int = 720, angle: float = 0.0) -> np.ndarray:
    """The code turned in the middle of a grey wall, on white paper."""
    paper = np.pad(picture, 30, constant_values=255)
    turn = cv2.getRotationMatrix2D((paper.shape[1] / 2, paper.shape[0] / 2), angle, 1.0)
    turn[:, 2] += (width / 2 - paper.shape[1] / 2, height / 2 - paper.shape[0] / 2)
    return np.asarray(cv2.warpAffine(paper, turn, (width, height), borderValue=110))


def moved(picture: np.ndarray, length: float, angle: float = 0.0) -> np.ndarray:
    """Motion blur of a length in pixels."""
    size = 2 * int(length) + 3
    kernel = np.zeros((size, size), np.float32)
    step = np.array([np.cos(np.radians(angle)), -np.sin(np.radians(angle))]) * length / 2
    for share in np.linspace(-1, 1, 20 * size):
        x, y = np.rint(size // 2 + share * step).astype(int)
        kernel[y, x] += 1
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()))


def noisy(picture: np.ndarray, sigma: float, seed: int, gain: float = 1.0) -> np.ndarray:
    """Low light: less contrast and a sensor's noise."""
    noise = np.random.default_rng(seed).normal(0, sigma, picture.shape)
    return np.clip(picture * gain + noise, 0, 255).astype(np.uint8)


def clutter(seed: int, width: int = 1280, height: int = 720) -> np.ndarray:
    """Boxes, print and stripes, but no code."""
    chance = np.random.default_rng(seed)
    picture = np.full((height, width), 120, np.uint8)
    for _ in range(25):
        corner = chance.integers(0, (width, height))
        size = chance.integers(20, 300, 2)
        box = cv2.boxPoints((tuple(map(float, corner)), tuple(map(float, size)), float(chance.uniform(0, 180))))
        cv2.fillPoly(picture, [box.astype(np.int32)], int(chance.integers(20, 235)), cv2.LINE_AA)
    for _ in range(4):
        x, y, pitch = (int(n) for n in chance.integers((0, 0, 4), (width, height, 24)))
        for number in range(int(chance.integers(5, 40))):
            thick = max(1, int(pitch * chance.uniform(0.2, 0.7)))
            cv2.line(
                picture, (x + number * pitch, y), (x + number * pitch, y + 150), int(chance.integers(0, 80)), thick
            )
    return noisy(picture, 4, seed)
