"""The brightness along a linear code as one row: its bands laid over each other and averaged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from station.devices.camera.codes.regions import Region
from station.devices.camera.codes.strips import patch
from station.devices.camera.opencv import cv2

BANDS = 8
PER_MODULE = 4  # samples of a profile that is matched
MARGIN = 8  # modules beside the code that are looked at
WHOLE, UPPER, LOWER = slice(0, BANDS), slice(0, BANDS // 2), slice(BANDS // 2, BANDS)
LENGTH = 900  # px of a strip that is worth while
FINEST, COARSEST = 6.0, 1.5  # px of the strip a px of the picture
REACH = 8  # px that one band may be shifted against the next
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Profile:
    """darkness: float32 along the code, shading taken off; busy: where bars begin and end; scale: samples a pixel."""

    darkness: np.ndarray
    busy: tuple[int, int]
    scale: float


def profile_of(grey: np.ndarray, region: Region, part: slice = WHOLE) -> Profile | None:
    """The profile of the region's bands, or of a part of them; None where nothing in it is as long as a code."""
    scale = max(COARSEST, min(FINEST, LENGTH / region.length))
    cut = patch(grey, region, scale)
    rows = cv2.resize(cut, (cut.shape[1], BANDS), interpolation=cv2.INTER_AREA).astype(np.float32)
    return _profile(laid_over(rows[part]), scale)


def _profile(row: np.ndarray, scale: float) -> Profile | None:
    shade = cv2.GaussianBlur(row[None], (0, 0), 60 * scale, borderType=cv2.BORDER_REPLICATE)[0]
    darkness = np.asarray(shade - row, np.float32)
    busy = _busy(darkness)
    return Profile(darkness, busy, scale) if busy else None


def laid_over(rows: np.ndarray) -> np.ndarray:
    """The mean of the bands; each is first moved onto those before it, its left and right half by themselves.

    A band that is unlike the others (print, glare, a crease) is left out.
    """
    count, length = rows.shape
    middle, places = count // 2, np.arange(length, dtype=np.float32)
    total, used = rows[middle].copy(), 1
    moved = {middle: (0, 0)}
    for number in sorted(set(range(count)) - {middle}, key=lambda number: abs(number - middle)):
        near = moved[number + 1 if number < middle else number - 1]
        left, right, alike = _shift(_edges(total / used), _edges(rows[number]), near)
        moved[number] = (left, right) if alike >= ALIKE else near
        if alike >= ALIKE:
            slope = (right - left) / (length / 2)
            total += np.interp(places + left + slope * (places - length / 4), places, rows[number])
            used += 1
    return np.asarray(total / used, np.float32)


def _edges(row: np.ndarray) -> np.ndarray:
    return np.asarray(np.gradient(cv2.GaussianBlur(row[None], (0, 0), 3)[0]))


def _shift(onto: np.ndarray, row: np.ndarray, near: tuple[int, int]) -> tuple[int, int, float]:
    """How far a row's left and right half lie off, and how alike they are then."""
    half = len(row) // 2
    left, alike_left = _best_shift(onto, row, (0, half), near[0])
    right, alike_right = _best_shift(onto, row, (half, len(row)), near[1])
    return left, right, (alike_left + alike_right) / 2


def _best_shift(onto: np.ndarray, row: np.ndarray, part: tuple[int, int], near: int) -> tuple[int, float]:
    best = (near, -1.0)
    for shift in range(near - REACH, near + REACH + 1):
        low, high = max(part[0], -shift), min(part[1], len(row) - shift)
        ours, theirs = onto[low:high], row[low + shift : high + shift]
        alike = float(ours @ theirs) / (float(np.sqrt((ours @ ours) * (theirs @ theirs))) + 1e-9)
        if alike > best[1]:
            best = (shift, alike)
    return best


def _busy(darkness: np.ndarray) -> tuple[int, int] | None:
    """The longest run of edges."""
    window = max(3, round(0.06 * len(darkness)))
    edges = cv2.blur(np.abs(np.gradient(darkness))[None].astype(np.float32), (window, 1))[0]
    strong = np.nonzero(edges > 0.35 * np.percentile(edges, 85))[0]
    if len(strong) < 2:
        return None
    run = max(np.split(strong, np.nonzero(np.diff(strong) > window // 2)[0] + 1), key=len)
    begin, end = int(run[0]) + window // 4, int(run[-1]) - window // 4
    return (begin, end) if end - begin > 24 else None


def sampled(profile: Profile, pitch: float) -> np.ndarray:
    """The darkness with PER_MODULE samples for a module of pitch samples of the profile, margins included."""
    begin, end = profile.busy
    count = round(((end - begin) / pitch + 2 * MARGIN) * PER_MODULE)
    places = begin - MARGIN * pitch + (np.arange(count) + 0.5) * (pitch / PER_MODULE)
    return np.asarray(np.interp(places, np.arange(len(profile.darkness)), profile.darkness), np.float32)


def flatness(samples: np.ndarray) -> float:
    """The deviation below which a window of sampled() holds no bars."""
    return 0.35 * float(samples[MARGIN * PER_MODULE : -MARGIN * PER_MODULE].std())


def turned(profile: Profile) -> Profile:
    """The same code read from its other end."""
    length = len(profile.darkness)
    return Profile(profile.darkness[::-1].copy(), (length - profile.busy[1], length - profile.busy[0]), profile.scale)
