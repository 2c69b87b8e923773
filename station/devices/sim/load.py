"""The mechanics of a weighing pan: a load swings into place like a damped spring.

    shown(t) = load + swing · e^(-t / DECAY) · cos(2π · FREQUENCY · t)

A pan swings a few times a second and settles in half a second (MT-SICS scales answer SI with "S D" meanwhile).
"""

from __future__ import annotations

import math

FREQUENCY = 4.0  # swings a second
DECAY = 0.05  # seconds in which the swing falls to 1/e
QUIET_FOR = 0.1  # seconds without visible movement before a scale calls itself stable
SHAKEN_KG = 0.080  # how far the display wanders while somebody leans on the pan


class Pan:
    """What presses on the load cell at a moment, in kg."""

    def __init__(self, d: float) -> None:
        self._d = d  # the smallest step of the display, kg
        self._load = 0.0
        self._swing = 0.0
        self._since = 0.0
        self._shaken = False

    @property
    def load(self) -> float:
        """What lies on the pan once it is at rest, kg."""
        return self._load

    def put(self, kg: float, at: float) -> None:
        """The pan carries kg from now on; the swing begins with the difference."""
        self._swing = self.shown(at) - kg
        self._load, self._since = kg, at

    def shake(self, shaken: bool, at: float) -> None:
        """Somebody leans on the pan, or lets go."""
        if self._shaken and not shaken:
            self._swing, self._since = SHAKEN_KG, at
        self._shaken = shaken

    def shown(self, at: float) -> float:
        """What the load cell says, kg."""
        if self._shaken:
            return self._load + SHAKEN_KG * math.sin(2 * math.pi * 1.3 * at)
        elapsed = max(0.0, at - self._since)
        return self._load + self._amplitude(elapsed) * math.cos(2 * math.pi * FREQUENCY * elapsed)

    def moving(self, at: float) -> bool:
        """Whether the display may still change by a step."""
        return self._shaken or abs(self._amplitude(max(0.0, at - self._since - QUIET_FOR))) > self._d / 2

    def _amplitude(self, elapsed: float) -> float:
        return self._swing * math.exp(-elapsed / DECAY)
