"""Bit noise: every bit turns at a rate. The places are drawn as gaps, so a quiet line costs nothing."""

from __future__ import annotations

import math
import random


class Noise:
    """A line that turns bits. rate: of a bit, above 0 and below 1."""

    def __init__(self, rate: float, chance: random.Random) -> None:
        self._scale = 1.0 / math.log1p(-rate)
        self._chance = chance
        self._left = self._gap()  # bits that pass before the next one turns

    def over(self, data: bytes) -> bytes:
        """The bytes as they arrive."""
        bits = 8 * len(data)
        if self._left >= bits:
            self._left -= bits
            return data
        noisy = bytearray(data)
        at = self._left
        while at < bits:
            noisy[at >> 3] ^= 1 << (at & 7)
            at += 1 + self._gap()
        self._left = at - bits
        return bytes(noisy)

    def _gap(self) -> int:
        """Geometric: how many bits in a row stay as they are."""
        return int(math.log(1.0 - self._chance.random()) * self._scale)
