"""What the engine tells the screen at once: a tone, a flash and one word or sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from station.texts import Line


class Tone(StrEnum):
    GOOD = "good"
    BAD = "bad"
    STOP = "stop"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class Signal:
    """Good or bad, and why."""

    tone: Tone
    line: Line
