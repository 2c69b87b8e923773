"""How a module pattern looks to a camera: edges blurred by focus and motion. Templates for matching, made once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

FINE = 8  # samples a module while rendering
REACH = 5  # modules of margin while rendering, more than any blur reaches


def _kernel(focus: float, motion: float) -> np.ndarray:
    """Gaussian of sigma focus and a box of length motion, both in modules; sums to 1."""
    reach = np.arange(-3 * FINE, 3 * FINE + 1)
    gaussian = np.exp(-0.5 * (reach / (focus * FINE)) ** 2)
    count = max(1, round(motion * FINE))
    box = np.ones(count) if count % 2 else np.r_[0.5, np.ones(count - 1), 0.5]
    kernel = np.convolve(gaussian, box)
    return np.asarray(kernel / kernel.sum(), np.float32)


def wave(pattern: str, samples: int, blur: tuple[float, float], before: str, after: str) -> np.ndarray:
    """float32 (samples,) darkness over the pattern's own modules; before and after are the modules beside it."""
    beside = before[:1] * REACH + before, after + after[-1:] * REACH
    fine = np.repeat(np.array([float(module) for module in beside[0] + pattern + beside[1]], np.float32), FINE)
    seen = np.convolve(fine, _kernel(*blur), "same")
    places = len(beside[0]) * FINE + (np.arange(samples) + 0.5) * (len(pattern) * FINE / samples) - 0.5
    return np.asarray(np.interp(places, np.arange(len(seen)), seen), np.float32)


@lru_cache(maxsize=1024)
def templates(
    patterns: tuple[str, ...], samples: int, blur: tuple[float, float], before: str = "0", after: str = "1"
) -> np.ndarray:
    """float32 (samples, patterns), each of mean 0 and length 1: a product with a window is its correlation."""
    waves = np.stack([wave(pattern, samples, blur, before, after) for pattern in patterns])
    waves -= waves.mean(axis=1, keepdims=True)
    return np.ascontiguousarray((waves / np.linalg.norm(waves, axis=1, keepdims=True)).T)


def deviations(profile: np.ndarray, samples: int, least: float) -> np.ndarray:
    """The length of every window of a profile after its mean is taken off; never less than the given deviation's."""
    sums, squares = (np.r_[0.0, np.cumsum(values)] for values in (profile.astype(float), profile.astype(float) ** 2))
    total = sums[samples:] - sums[:-samples]
    power = squares[samples:] - squares[:-samples] - total * total / samples
    return np.asarray(np.sqrt(np.maximum(power, least * least * samples)), np.float32)


def correlations(profile: np.ndarray, kernels: np.ndarray, least: float) -> np.ndarray:
    """float32 (windows, patterns): how well each pattern fits at each place, -1 to 1."""
    windows = np.lib.stride_tricks.sliding_window_view(profile, kernels.shape[0])
    return np.asarray((windows @ kernels) / deviations(profile, kernels.shape[0], least)[:, None])


def widths_of(modules: int, per_module: int, slack: Sequence[float]) -> tuple[int, ...]:
    """Sample counts of a pattern that a slanted view stretches or shortens."""
    return tuple(sorted({round(modules * per_module * factor) for factor in slack}))
