"""A camera's options that belong to its mount; `station calibrate-camera` finds and writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import msgspec

from station.domain.mount import Mount
from station.domain.release import STILL

STRICTEST = 100_000  # variance of the Laplacian; a test card in perfect focus has some thousands

Sharpness = Annotated[float, msgspec.Meta(ge=0, le=STRICTEST)]
Grey = Annotated[float, msgspec.Meta(ge=0, le=255)]
Motion = Annotated[float, msgspec.Meta(ge=0.5, le=20)]


class MountSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """auto_release: a picture may release itself. sharpness, darkest: at least, tighter than the checklist only."""

    auto_release: bool = False
    sharpness: Sharpness | None = None
    darkest: Grey | None = None
    still: Motion = STILL

    @property
    def mount(self) -> Mount:
        return Mount(self.auto_release, self.still, _figure(self.sharpness), _figure(self.darkest))


def _figure(value: float | None) -> Decimal | None:
    """As it stands in a plan: text without an exponent."""
    return None if value is None else Decimal(f"{value:.1f}")
