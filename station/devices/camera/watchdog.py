"""Whether a stream shows this moment: a picture that stands still or has gone black is no evidence (reliability R25).

A sensor's noise makes every picture another one, even of an empty floor, so byte-identical pictures come from a driver,
a player or a camera that has hung.
"""

from __future__ import annotations

import numpy as np

FROZEN_AFTER = 2.0  # seconds of byte-identical pictures
BLACK_AFTER = 1.0  # seconds of black pictures
BLACK, SHOWN = 16, 0.02  # grey up to which a pixel is black; the share of others that makes a picture


class Watchdog:
    """Told of every picture; says what is wrong with the stream.

    It goes on over a new connection: a camera that has hung sends the same picture there.
    """

    def __init__(self) -> None:
        self._last = b""
        self._changed_at = self._seen_at = float("-inf")
        self._black_since: float | None = None

    def seen(self, mark: bytes, at: float) -> bool:
        """Takes a picture's mark; whether the stream has moved: it is another one than the picture before.

        Of the first picture nobody knows.
        """
        first, changed = not self._last, mark != self._last
        if changed:
            self._last, self._changed_at = mark, at
        self._seen_at = at
        return changed and not first

    def looked(self, black: bool, at: float) -> None:
        """Takes whether a picture was black; not every one needs to be looked at."""
        if not black:
            self._black_since = None
        elif self._black_since is None:
            self._black_since = at

    @property
    def verdict(self) -> str:
        """What is wrong, as a key below "fault."; "" where the stream is live."""
        if self._seen_at - self._changed_at > FROZEN_AFTER:
            return "camera.frozen"
        if self._black_since is not None and self._seen_at - self._black_since > BLACK_AFTER:
            return "camera.black"
        return ""


def is_black(picture: np.ndarray) -> bool:
    """Whether hardly a pixel is brighter than the noise of a covered sensor; a camera's clock may stand in it."""
    return bool((picture > BLACK).mean() < SHOWN)
