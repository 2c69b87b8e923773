"""Focus and exposure of a local camera: a number of the driver's own, automatic, or held as they are.

Autofocus hunts on plain cartons and exposure pumps under a lamp (devices.md §5), so a mount wants both still. What a
driver allows is seen by reading back. Written from the backends' documentation, not run on hardware.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from station.devices.camera.opencv import cv2

FREEZE, AUTO = "freeze", "auto"


class Adjustable(Protocol):
    """The part of cv2.VideoCapture that controls need."""

    def get(self, what: int, /) -> float: ...

    def set(self, what: int, value: float, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Control:
    """name is the option's. by_hand and by_itself: what switches the automatic off and on, the first accepted one."""

    name: str
    value: int
    automatic: int
    by_hand: tuple[float, ...]
    by_itself: tuple[float, ...]

    def apply(self, camera: Adjustable, wish: str) -> bool:
        """Does what the settings wish ("" and "freeze": nothing yet); whether the driver allowed it."""
        if wish in ("", FREEZE):
            return True
        if wish == AUTO:
            return _first_accepted(camera, self.automatic, self.by_itself)
        _first_accepted(camera, self.automatic, self.by_hand)  # a camera without an automatic has nothing to switch off
        return _holds(camera, self.value, float(wish))

    def freeze(self, camera: Adjustable) -> bool:
        """Holds what the automatic has found; whether the driver allowed it."""
        found = camera.get(self.value)
        return _first_accepted(camera, self.automatic, self.by_hand) and _holds(camera, self.value, found)


def controls(backend: int) -> tuple[Control, ...]:
    """Those of a backend of OpenCV. V4L2 knows exposure 1 (manual) and 3 (aperture priority); others take shares."""
    by_hand, by_itself = ((1.0,), (3.0,)) if backend == cv2.CAP_V4L2 else ((0.25, 0.0), (0.75, 1.0))
    return (
        Control("focus", cv2.CAP_PROP_FOCUS, cv2.CAP_PROP_AUTOFOCUS, (0.0,), (1.0,)),
        Control("exposure", cv2.CAP_PROP_EXPOSURE, cv2.CAP_PROP_AUTO_EXPOSURE, by_hand, by_itself),
    )


def _first_accepted(camera: Adjustable, what: int, values: tuple[float, ...]) -> bool:
    return any(camera.set(what, value) for value in values)


def _holds(camera: Adjustable, what: int, value: float) -> bool:
    return camera.set(what, value) and math.isclose(camera.get(what), value, abs_tol=1e-3)
