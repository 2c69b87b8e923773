"""A camera's mount calibrated: what a test card and the plainest goods of the dock say of its light and its focus.

The limit for sharpness is a share of a picture that is known to be in focus (0.4, devices' field reports): an absolute
figure knows neither lens nor distance. The card proves focus, light and rest; the reference is the plainest goods that
this dock receives, because a card full of edges would refuse every plain carton.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from station.domain.picture_gate import Gate, Measured
from station.domain.release import STILL

CARD_CODE = "STN:CARD"  # what stands in the card's square code; as a scan it means nothing
SHARE = 0.4  # of the reference's sharpness
READ_IN = 0.75  # of the card's pictures its code has to be read
STEADY = 0.2  # by how much single pictures may differ from the median; more is a focus that hunts
RESTLESS = 5.0  # motion of a picture at rest: from here on the mount shakes
MARGIN = 2.0  # times the motion at rest still counts as rest


@dataclass(frozen=True, slots=True)
class Found:
    """What is proposed. reference: the sharpness of the plainest goods; still: motion that counts as rest."""

    reference: float
    sharpness: float
    still: float


def card_fault(pictures: Sequence[Measured], read: int) -> str:
    """Why pictures of the card calibrate nothing (a text key), "" where they do. read: in how many its code was."""
    if read < READ_IN * len(pictures):
        return "calibrate.no_card"
    return _light(pictures) or _steadiness(pictures)


def plain_fault(pictures: Sequence[Measured], motions: Sequence[float]) -> str:
    """The same for pictures of plain goods; motions of the live pictures meanwhile."""
    restless = statistics.median(motions) > RESTLESS if motions else False
    return "calibrate.restless" if restless else _light(pictures) or _steadiness(pictures) or _focus(pictures)


def _focus(pictures: Sequence[Measured]) -> str:
    """Goods that the checklist's own figure would refuse although the card was in focus."""
    return "calibrate.soft" if _middle(pictures) < Gate().min_sharpness else ""


def found(pictures: Sequence[Measured], motions: Sequence[float]) -> Found:
    """The thresholds that pictures of the plainest goods propose."""
    reference = _middle(pictures)
    rest = max(motions, default=0.0)
    return Found(reference, round(SHARE * reference, 1), round(min(RESTLESS, max(STILL, MARGIN * rest)), 1))


def _light(pictures: Sequence[Measured]) -> str:
    dark_or_bright = Gate(min_sharpness=0.0)
    return next((fault for picture in pictures if (fault := dark_or_bright.judge(picture))), "")


def _steadiness(pictures: Sequence[Measured]) -> str:
    middle = _middle(pictures)
    hunts = any(abs(picture.sharpness - middle) > STEADY * middle for picture in pictures)
    return "calibrate.hunting" if hunts else ""


def _middle(pictures: Sequence[Measured]) -> float:
    return statistics.median(picture.sharpness for picture in pictures)
