"""Whether a picture was shown before: the same bytes, encoded anew, or cropped a little (reliability R25).

Pictures of a dock are alike: the same floor, the same cartons, another label. So a perceptual hash only chooses whom to
look at; then one picture is laid over the other. A copy lies exactly within its original, unturned and undistorted,
which another shot of the same carton hardly does; and every part of it that has anything in it has to agree.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from station.devices.camera.opencv import cv2
from station.devices.camera.quality import decoded

COARSE, WIDTH, FINE = 80, 320, 640  # px of the pictures that are compared first, laid over, and looked at in detail
KEPT = 85  # JPEG quality of the fine picture, which is kept encoded: some 40 KB
HASH_SIDE, HASHED = 32, 8  # a DCT of 32 x 32, of which 8 x 8 coefficients count (pHash, Zauner 2010)
FAR = 26  # of 64 bits: a twentieth cropped away changes up to 20
CROPS = (1.0, 0.975, 0.95, 0.925, 0.9)  # shares of the width that may be left
ROUGHLY = 0.8  # correlation of the coarse pictures
CELLS = (16, 9)  # parts of the fine picture across and down; they overlap by half, so that no word hides on an edge
TEXTURED, NOISE, SHADING = 12.0, 4.0, 4.0  # variances in squared grey levels, coarse shading (px) taken off
FOREIGN = 0.45  # share of a part's texture: 99 of 100 copies have 0.31 at most
CLEAR = 0.3  # no other carton's picture was ever so near: the nearest has 0.38, where one figure of a label differs
TURNED, STRETCHED, OUTSIDE = 0.1, 0.004, 1.5  # degrees, share, px: as exactly as a copy is found again
ITERATIONS = 40


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """sha256 of the file, 64 bits of perceptual hash, grey uint8 (height, WIDTH), and a JPEG of the width FINE."""

    sha256: str
    bits: int
    small: np.ndarray
    fine: bytes


def fingerprint(jpeg: bytes) -> Fingerprint | None:
    """Of a picture file; None where it is no picture."""
    grey = decoded(jpeg)
    if grey is None:
        return None
    height = max(CELLS[1], round(grey.shape[0] * WIDTH / grey.shape[1]))
    small, fine = (_sized(grey, times * WIDTH, times * height) for times in (1, FINE // WIDTH))  # the same shape twice
    kept = bytes(cv2.imencode(".jpg", fine, [cv2.IMWRITE_JPEG_QUALITY, KEPT])[1])
    return Fingerprint(hashlib.sha256(jpeg).hexdigest(), _hash(small), small, kept)


def shown_before(new: Fingerprint, old: Fingerprint) -> bool:
    """Whether the one is a copy of the other; symmetric, because either may be the cropped one."""
    return foreign(new, old) <= FOREIGN


def foreign(new: Fingerprint, old: Fingerprint) -> float:
    """How much of a copy is another's where it is most: 0 for the same bytes, infinite where neither lies in the other.

    A share of texture; more than 1 where a part looks like the other's negative.
    """
    if new.sha256 == old.sha256:
        return 0.0
    if (new.bits ^ old.bits).bit_count() > FAR:
        return math.inf
    here = _within(new, old)
    return here if here < math.inf else _within(old, new)


def original(new: Fingerprint, candidates: Iterable[Fingerprint]) -> str:
    """The SHA-256 of the picture that a new one is a copy of, "" for none.

    Cartons of one delivery differ by a figure of their label, which a crop at quality 60 hardly shows: so the nearest
    of all candidates is named, not the first that is near enough. One that is clearly the original ends the search.
    """
    best, named = FOREIGN, ""
    for old in candidates:
        share = foreign(new, old)
        if share <= best:
            best, named = share, old.sha256
        if share <= CLEAR:
            break
    return named


def _sized(grey: np.ndarray, width: int, height: int) -> np.ndarray:
    return np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA))


def _hash(small: np.ndarray) -> int:
    square = cv2.resize(small, (HASH_SIDE, HASH_SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(square)[:HASHED, :HASHED].ravel()
    return int.from_bytes(np.packbits(low > np.median(low)).tobytes(), "big")


def _within(part: Fingerprint, whole: Fingerprint) -> float:
    """How foreign a picture is to the other one with at most a tenth of it cropped away; infinite where it lies not."""
    roughly = _roughly(part.small, whole.small)
    exact = None if roughly is None else _placed(part.small, whole.small, roughly)
    if exact is None:
        return math.inf
    ours, theirs = decoded(part.fine), decoded(whole.fine)
    if ours is None or theirs is None:
        return math.inf
    return _most_foreign(ours, _laid_over(ours, theirs, exact))


def _roughly(part: np.ndarray, whole: np.ndarray) -> np.ndarray | None:
    """Part's pixels in the whole's as a 2 x 3 matrix, to a coarse pixel; None where it is nowhere."""
    shrink = COARSE / WIDTH
    around = cv2.copyMakeBorder(_shrunk(whole, shrink), 2, 2, 2, 2, cv2.BORDER_REPLICATE)
    best = (ROUGHLY, np.zeros((2, 3), np.float32))
    for left in CROPS:
        template = _shrunk(part, shrink * left)
        if template.shape[0] > around.shape[0] or template.shape[1] > around.shape[1]:
            continue
        _, alike, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(around, template, cv2.TM_CCOEFF_NORMED))
        if alike > best[0]:
            shift = np.array([x - 2, y - 2]) / shrink
            best = (alike, np.array([[left, 0, shift[0]], [0, left, shift[1]]], np.float32))
    return best[1] if best[0] > ROUGHLY else None


def _shrunk(picture: np.ndarray, scale: float) -> np.ndarray:
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _placed(part: np.ndarray, whole: np.ndarray, roughly: np.ndarray) -> np.ndarray | None:
    """Part's pixels in the whole's to a fraction of a pixel; None where it is no crop. Halves first: most end there."""
    little_part, little_whole = _shrunk(part, 0.5), _shrunk(whole, 0.5)
    half = _exactly(little_part, little_whole, roughly * (1, 1, 0.5))
    if half is None or not _lies_within(half, little_part, little_whole):
        return None
    exact = _exactly(part, whole, half * (1, 1, 2))
    return exact if exact is not None and _lies_within(exact, part, whole) else None


def _exactly(part: np.ndarray, whole: np.ndarray, roughly: np.ndarray) -> np.ndarray | None:
    """A better placement (ECC, Evangelidis & Psarakis 2008); None where nothing fits."""
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, ITERATIONS, 1e-5)
    everywhere = np.full(whole.shape, 255, np.uint8)
    try:
        _, exact = cv2.findTransformECC(part, whole, roughly.astype(np.float32), cv2.MOTION_AFFINE, stop, everywhere, 3)
    except cv2.error:
        return None
    return np.asarray(exact)


def _laid_over(part: np.ndarray, whole: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """The whole as the part shows it, both of the width FINE; exact is for pictures of WIDTH."""
    ratio, matrix = FINE / WIDTH, exact.copy()
    matrix[:, 2] = exact[:, 2] * ratio + (ratio - 1) / 2 * (1 - exact[:, :2].sum(axis=1))
    size, how = (part.shape[1], part.shape[0]), cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(whole, matrix, size, flags=how, borderMode=cv2.BORDER_REPLICATE))


def _lies_within(exact: np.ndarray, part: np.ndarray, whole: np.ndarray) -> bool:
    """Whether a placement is that of a crop."""
    across, down = np.hypot(exact[0, 0], exact[1, 0]), np.hypot(exact[0, 1], exact[1, 1])
    turned = np.degrees(np.arctan2(exact[1, 0] - exact[0, 1], exact[0, 0] + exact[1, 1]))
    first, last = exact[:, 2], exact @ np.array([part.shape[1], part.shape[0], 1.0])
    out = max(-first.min(), (last - whole.shape[::-1]).max())
    return bool(abs(turned) <= TURNED and abs(across - down) <= STRETCHED and out <= OUTSIDE)


def _most_foreign(one: np.ndarray, other: np.ndarray) -> float:
    """The share of its texture that is another's (noise taken off), of the part in which it is most."""
    one, other = _unshaded(one), _unshaded(other)
    ours, theirs = _varies(one, one), _varies(other, other)
    texture = np.maximum(ours, theirs)
    common = _varies(one, other) / np.sqrt(np.maximum(ours * theirs, 1e-9))
    shares = (1 - common - NOISE / np.maximum(texture, TEXTURED))[texture >= TEXTURED]
    return float(shares.max()) if shares.size else math.inf


def _varies(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The covariance of two pictures in each part."""
    return np.asarray(_mean(one * other) - _mean(one) * _mean(other))


def _mean(picture: np.ndarray) -> np.ndarray:
    """Of each part, float32 (rows, columns)."""
    width, height = picture.shape[1] // CELLS[0], picture.shape[0] // CELLS[1]
    means = cv2.boxFilter(picture, -1, (width, height))
    inside = means[height // 2 : means.shape[0] - (height - 1) // 2, width // 2 : means.shape[1] - (width - 1) // 2]
    return np.asarray(inside[:: height // 2, :: width // 2])


def _unshaded(picture: np.ndarray) -> np.ndarray:
    grey = picture.astype(np.float32)
    return np.asarray(grey - cv2.GaussianBlur(grey, (0, 0), SHADING))
