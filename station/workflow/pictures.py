"""A frame of the camera as a picture that entries can name."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from station.domain.case import Case
from station.domain.codes import understand
from station.domain.events.common import Picture
from station.domain.picture_rules import check_picture
from station.domain.readings import Frame, Scan
from station.domain.refusal import Refusal
from station.errors import StoreError
from station.texts import Line
from station.workflow.ports import Evidence


def picture_of(frame: Frame, case: Case) -> Picture:
    """Hash, measures (rounded as the log keeps them) and known codes of a frame."""
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
        codes=known_codes(frame.codes, case),
    )


def known_codes(texts: tuple[str, ...], case: Case) -> tuple[str, ...]:
    """Texts read in a picture that are units of the delivery; an SSCC counts however it is written.

    What else stands on a label stays out of the log: a waybill's second code may carry a person's name and telephone.
    """
    read = (understand(Scan("", 0.0, b"", text)).text for text in texts)
    return tuple(dict.fromkeys(code for code in read if case.declared_by_code(code) is not None))


def put_durably(evidence: Evidence, jpeg: bytes) -> StoreError | None:
    """Waits for the disk, so not on the screen's thread; None once the file is durable."""
    try:
        evidence.put(jpeg, "jpg")
    except StoreError as error:
        return error
    return None


def fault_of(case: Case, picture: Picture, *, below: bool = False) -> Line | None:
    """Why a picture is not good enough by the delivery's own figures; None for a good one."""
    try:
        check_picture(case, picture, below=below)
    except Refusal as refusal:
        return refusal.line
    return None


def _rounded(value: float, to: str) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(to))
