"""A frame of the camera as a picture that entries can name."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from station.domain.case import Case
from station.domain.events.common import Picture
from station.domain.picture_rules import check_picture
from station.domain.readings import Frame
from station.domain.refusal import Refusal
from station.texts import Line


def picture_of(frame: Frame) -> Picture:
    """Hash and measures of a frame; measures rounded as the log keeps them."""
    return Picture(
        sha256=hashlib.sha256(frame.jpeg).hexdigest(),
        camera=frame.device,
        evidence=frame.evidence,
        width=frame.width,
        height=frame.height,
        sharpness=_rounded(frame.sharpness, "0.1"),
        brightness=_rounded(frame.brightness, "0.1"),
        burnt=_rounded(frame.burnt, "0.0001"),
        size=len(frame.jpeg),
        card=frame.card,
    )


def fault_of(case: Case, picture: Picture) -> Line | None:
    """Why a picture is not good enough by the delivery's own figures; None for a good one."""
    try:
        check_picture(case, picture)
    except Refusal as refusal:
        return refusal.line
    return None


def _rounded(value: float, to: str) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(to))
