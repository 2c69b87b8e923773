"""Whether a picture is sharp and well exposed enough to stand as evidence.

The figures are those of devices.md §5: a limit of 100 for the variance of the Laplacian is folklore and wants
calibration per mount (0.4 of a reference picture), grey 40–215 and 5 % of burnt pixels hold for every camera.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Measured(Protocol):
    """What a gate looks at; readings.Frame has it."""

    @property
    def sharpness(self) -> float: ...

    @property
    def brightness(self) -> float: ...

    @property
    def burnt(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Gate:
    """Limits of an acceptable picture: variance of the Laplacian, mean grey 0–255, share of burnt pixels 0–1."""

    min_sharpness: float = 100.0
    min_brightness: float = 40.0
    max_brightness: float = 215.0
    max_burnt: float = 0.05

    def judge(self, picture: Measured) -> str | None:
        """None for a good picture, else the text key of the reason.

        Exposure comes first: a black or burnt picture has no edges either, and "more light" is what helps.
        """
        if picture.brightness < self.min_brightness:
            return "camera.dark"
        if picture.brightness > self.max_brightness:
            return "camera.bright"
        if picture.burnt > self.max_burnt:
            return "camera.burnt"
        if picture.sharpness < self.min_sharpness:
            return "camera.blurred"
        return None
