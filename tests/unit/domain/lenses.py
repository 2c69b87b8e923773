"""A lens that was calibrated well, for tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from station.domain.commands import CalibrateLens
from station.domain.events.common import Lens

BENT = Lens(
    fx=Decimal("859.375"), fy=Decimal("1527.778"), cx=Decimal(500), cy=Decimal(500), k1=Decimal("-0.15"), k2=Decimal(0)
)


def lens_found(**other: Any) -> CalibrateLens:
    told: dict[str, Any] = {
        "device": "cam-1",
        "camera": "http://camera/video",
        "width": 1280,
        "height": 720,
        "lens": BENT,
        "pictures": 10,
        "error_px": Decimal("0.3"),
        "unsure": Decimal("0.002"),
        "covered": Decimal("0.92"),
    }
    return CalibrateLens(**{**told, **other})
