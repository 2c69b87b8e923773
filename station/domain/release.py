"""When a picture may release itself: the unit lies still, sharp and well exposed, and is another face than before.

Pure, like the stable rule of the scale: live pictures come in with their moments, advice comes out. Three things keep
one face from being taken twice: a picture is wanted only after something has moved since the last one, a short
movement counts only where the picture looks different afterwards (a hand that passed by leaves it as it was), and a
refused picture waits for a movement as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from station.domain.picture_gate import Gate
from station.domain.readings import Live

STILL = 2.0  # grey levels; noise of a lit dock stays below 1.5, a carton that drifts by one pixel gives 2.7
HOLD = 0.6  # seconds in which nothing may move and everything must be good
GAP = 0.5  # seconds without a live picture: what was still before is not known to be still now
TURNED = 0.3  # seconds of movement, where the picture is a different one afterwards
HANDLED = 1.0  # seconds of movement that nobody makes without turning the unit: plain sides look alike
DIFFERENT = 3.0  # grey levels of the 16 × 9 look, light that changes everywhere left out


class Word(StrEnum):
    """What is missing, in one word; the text key is "release.<word>"."""

    NONE = "none"
    DARK = "dark"
    BRIGHT = "bright"
    MOVING = "moving"
    BLURRED = "blurred"
    TURN = "turn"
    GOOD = "good"


_FAULTS = {
    "camera.dark": Word.DARK,
    "camera.bright": Word.BRIGHT,
    "camera.burnt": Word.BRIGHT,
    "camera.blurred": Word.BLURRED,
}


@dataclass(frozen=True, slots=True)
class Advice:
    """word for the screen; share 0–1 of the time that everything has to be good; release: now."""

    word: Word = Word.NONE
    share: float = 0.0
    release: bool = False


class Release:
    """One camera's live pictures in their order. still: the motion of a picture in which nothing moves."""

    def __init__(self, still: float = STILL) -> None:
        self._still = still
        self._seen_at = float("-inf")
        self._good_since: float | None = None
        self._moved = 0.0  # seconds of movement since the last picture that was taken
        self._taken_look = b""
        self._look = b""
        self._waits = False  # for a movement: a picture was taken or refused, or somebody stopped the release
        self._put_back = False  # a close-up was taken: the unit may come back with the face that was taken before

    def offer(self, live: Live, at: float, gate: Gate) -> Advice:
        """A live picture of a moment (monotonic seconds), judged by the delivery's own figures."""
        passed = at - self._seen_at
        self._seen_at, self._look = at, live.look
        moving = live.motion > self._still
        if moving and passed <= GAP:
            self._moved += passed
        word = self._word(live, moving, gate)
        if word is not Word.GOOD:
            self._good_since = None
            return Advice(word)
        if self._good_since is None or passed > GAP:
            self._good_since = at
        share = min(1.0, (at - self._good_since) / HOLD)
        return Advice(word, share, release=share >= 1.0)

    def taken(self) -> None:
        """A face was taken, by whatever released it: the next one has to be turned up first."""
        self._await_movement()
        self._taken_look, self._put_back = self._look, False

    def close_up(self) -> None:
        """Another picture than a face was taken: what lay there before may be put back as it was."""
        self._await_movement()
        self._put_back = True

    def hold(self) -> None:
        """Nothing is released until something has moved: a picture was refused, or a person stopped it."""
        self._await_movement()

    def _await_movement(self) -> None:
        self._waits, self._moved, self._good_since = True, 0.0, None

    def _word(self, live: Live, moving: bool, gate: Gate) -> Word:
        fault = gate.judge(live)
        exposure = _FAULTS.get(fault or "", Word.GOOD)
        if exposure in (Word.DARK, Word.BRIGHT):
            return exposure
        if moving:
            return Word.MOVING
        if exposure is Word.BLURRED:
            return Word.BLURRED
        return Word.GOOD if self._turned(live.look) else Word.TURN

    def _turned(self, look: bytes) -> bool:
        if not self._waits:
            return True
        if difference(self._taken_look, look) >= DIFFERENT:
            return self._moved >= TURNED
        return not self._put_back and self._moved >= HANDLED


def difference(one: bytes, other: bytes) -> float:
    """How different two looks are, in grey levels, light that changes everywhere left out; unknown ones always are."""
    if not one or len(one) != len(other):
        return float("inf")
    shift = (sum(other) - sum(one)) / len(one)
    return sum(abs(b - a - shift) for a, b in zip(one, other, strict=True)) / len(one)
