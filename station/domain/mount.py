"""A camera as it is mounted: what was found with a test card before it, and whether it may release by itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from station.domain.release import STILL


@dataclass(frozen=True, slots=True)
class Mount:
    """auto_release: a still, sharp, well exposed face is taken without a key. still: motion of a picture at rest.

    sharpness and darkest tighten the checklist's figures; None where nobody has calibrated the mount. camera: whose
    pictures are meant, "" for any.
    """

    auto_release: bool = False
    still: float = STILL
    sharpness: Decimal | None = None
    darkest: Decimal | None = None
    camera: str = ""
