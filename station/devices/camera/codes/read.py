"""A code that was read in a picture, and how long reading may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class CodeRead:
    """symbology by its standard's name ("Code 128"), corners clockwise from the code's own top left in pixels.

    aim is the identifier of ISO/IEC 15424 without "]" ("C1" is GS1-128). engine says who read it: two engines that
    agree are a witness each (gate.py).
    """

    symbology: str
    text: str
    corners: Corners
    aim: str = ""
    engine: str = field(default="", compare=False)

    def key(self) -> tuple[str, str]:
        """What makes two reads the same code."""
        return self.symbology, self.text


class Budget:
    """Reading ends with the step in which the time runs out, so a ladder's steps have to be short."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def spent(self) -> bool:
        return self._clock() >= self._end
