"""A played cv2.VideoCapture: what is set is written down, frames come as they are laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np


class PlayedCapture:
    """values: what the driver has. fixed: properties that it refuses to set. deaf: those that it takes and ignores."""

    def __init__(
        self,
        frames: Callable[[int], np.ndarray | None],
        values: Mapping[int, float] | None = None,
        fixed: tuple[int, ...] = (),
        deaf: tuple[int, ...] = (),
        on_grab: Callable[[], None] = lambda: None,
    ) -> None:
        self.values = dict(values or {})
        self.sets: list[tuple[int, float]] = []
        self.released = False
        self.grabbed = 0
        self._frames, self._fixed, self._deaf, self._on_grab = frames, fixed, deaf, on_grab

    def isOpened(self) -> bool:
        return not self.released

    def get(self, what: int) -> float:
        return self.values.get(what, 0.0)

    def set(self, what: int, value: float) -> bool:
        if what in self._fixed:
            return False
        self.sets.append((what, value))
        if what not in self._deaf:
            self.values[what] = value
        return True

    def grab(self) -> bool:
        self._on_grab()
        self.grabbed += 1
        return self._frames(self.grabbed) is not None

    def retrieve(self) -> tuple[bool, np.ndarray | None]:
        frame = self._frames(self.grabbed)
        return frame is not None, frame

    def release(self) -> None:
        self.released = True
