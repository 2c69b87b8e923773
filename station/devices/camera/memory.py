"""Everything that was photographed lately: whom of half a million a new picture has to be compared with.

Three sieves, each finer and slower than the one before (docs/pictures-as-evidence.md has the figures): 64 bits of a
sketch against all, 576 bits against whoever is left, and the small pictures laid over one another, which throws out
cartons that are alike but do not lie exactly alike. Only the handful that comes through is compared in detail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from station.devices.camera.opencv import cv2
from station.devices.camera.sketch import WORDS, Place, guesses, sketch

TINY = (80, 45)  # px of the pictures that are laid over one another
ROUGH = 10  # of 64 bits: copies cropped by a tenth change 6 at most
LIKE = 150  # of 576 bits: the same copies 102 at most; another place has 288
ROUGHLY_ALIKE, ALIKE = 4096, 384  # how many may come through the first and the second sieve
ROUNDS = 6
TURNED, STRETCHED = 0.2, 0.006  # degrees and share that so small a picture may be off; a copy is neither
BLUR = 1  # none: what ECC would blur at the edges of so small a picture stretches it
GROWS_BY = 4096

RECORD = np.dtype(
    [("sha256", "u1", 32), ("at", "<i8"), ("sketch", "<u8", WORDS), ("tiny", "u1", (TINY[1], TINY[0]))], align=False
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture as it is remembered: SHA-256, epoch second, sketch and a small grey picture."""

    sha256: bytes
    at: int
    sketch: np.ndarray
    tiny: np.ndarray


def seen(sha256: str, at: int, small: np.ndarray) -> Seen:
    """Of a grey picture some 320 px wide."""
    return Seen(bytes.fromhex(sha256), at, sketch(small), _tiny(small))


class Memory:
    """Pictures in no order. Records of a file may be given at once; `add` takes one more."""

    def __init__(self, records: np.ndarray | None = None) -> None:
        known = np.zeros(0, RECORD) if records is None else records
        self._size = len(known)
        self._records = known
        self._rough = np.ascontiguousarray(known["sketch"][:, 0])
        self._at = np.ascontiguousarray(known["at"])
        self._places = {bytes(sha): place for place, sha in enumerate(known["sha256"])}

    def __len__(self) -> int:
        return self._size

    def __contains__(self, sha256: str) -> bool:
        return bytes.fromhex(sha256) in self._places

    def add(self, picture: Seen) -> np.ndarray:
        """Remembers a picture and gives its record, shape (1,), for a file."""
        record = np.zeros(1, RECORD)
        record["sha256"] = np.frombuffer(picture.sha256, np.uint8)
        record["at"], record["sketch"], record["tiny"] = picture.at, picture.sketch, picture.tiny
        if self._size == len(self._records):
            self._grow()
        self._records[self._size] = record[0]
        self._rough[self._size], self._at[self._size] = picture.sketch[0], picture.at
        self._places[picture.sha256] = self._size
        self._size += 1
        return record

    def alike(self, small: np.ndarray, since: int, until: int, without: Collection[str] = ()) -> Iterator[str]:
        """The SHA-256 of whatever may be the same picture, the likeliest first; taken in [since, until]."""
        made, guessed = guesses(small)
        sparse = np.array([guess.sparse for guess in guessed])
        places = self._roughly(made[sparse, 0], since, until, without)
        tiny = _tiny(small) if len(places) else small
        for place, best in self._rather(made[:, 1:], places) if len(places) else ():
            if _laid_over(tiny, self._records["tiny"][place], guessed[best]):
                yield bytes(self._records["sha256"][place]).hex()

    def _roughly(self, looked_for: np.ndarray, since: int, until: int, without: Collection[str]) -> np.ndarray:
        rough, at = self._rough[: self._size], self._at[: self._size]
        distance = np.full(self._size, 64, np.uint8)
        for one in np.unique(looked_for):
            np.minimum(distance, np.bitwise_count(rough ^ one), out=distance)
        distance[(at < since) | (at > until)] = 64
        for sha in without:
            place = self._places.get(bytes.fromhex(sha))
            if place is not None:
                distance[place] = 64
        return _nearest(distance, ROUGH, ROUGHLY_ALIKE)

    def _rather(self, looked_for: np.ndarray, places: np.ndarray) -> Sequence[tuple[int, int]]:
        """Those that are alike in detail, and the guess by which each is."""
        fine = self._records["sketch"][places, 1:]
        distance, best = np.full(len(places), 1 << 15, np.int32), np.zeros(len(places), np.int32)
        for number, one in enumerate(looked_for):
            found = np.bitwise_count(fine ^ one).sum(axis=1, dtype=np.int32)
            closer = found < distance
            distance[closer], best[closer] = found[closer], number
        return [(int(places[near]), int(best[near])) for near in _nearest(distance, LIKE, ALIKE)]

    def _grow(self) -> None:
        room = np.zeros(max(GROWS_BY, self._size // 2), RECORD)
        self._records = np.concatenate([self._records, room])
        self._rough = np.ascontiguousarray(self._records["sketch"][:, 0])
        self._at = np.ascontiguousarray(self._records["at"])


def _tiny(small: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.resize(small, TINY, interpolation=cv2.INTER_AREA))


def _nearest(distance: np.ndarray, farthest: int, most: int) -> np.ndarray:
    """Places of the smallest distances, smallest first."""
    places = np.flatnonzero(distance <= farthest)
    return places[np.argsort(distance[places], kind="stable")[:most]]


def _laid_over(new: np.ndarray, old: np.ndarray, guess: Place) -> bool:
    """Whether one lies in the other, about as guessed, without being turned or stretched."""
    new_in_old, size, left, top = guess.within()
    part, whole = (new, old) if new_in_old else (old, new)
    begin = np.array([[size, 0, left * TINY[0]], [0, size, top * TINY[1]]], np.float32)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, ROUNDS, 1e-6)
    everywhere = np.full(whole.shape, 255, np.uint8)
    try:
        _, found = cv2.findTransformECC(part, whole, begin, cv2.MOTION_AFFINE, stop, everywhere, BLUR)
    except cv2.error:
        return False
    across, down = np.hypot(found[0, 0], found[1, 0]), np.hypot(found[0, 1], found[1, 1])
    turned = np.degrees(np.arctan2(found[1, 0] - found[0, 1], found[0, 0] + found[1, 1]))
    return bool(abs(turned) <= TURNED and abs(across - down) <= STRETCHED and across <= 1 + STRETCHED)
