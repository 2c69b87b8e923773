"""What is known of a scale before it says anything: its type plate, and how far its protocol can be trusted."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from decimal import Decimal
from enum import StrEnum

from station.errors import ConfigError

PARCEL_E = Decimal("0.005")
"""The coarsest verification interval in kg that keeps ±10 g in service (class III: 2 × 1 e; devices.md §0.1)."""

_KILOGRAMS = {"kg": Decimal(1), "g": Decimal("0.001")}
UNITS = frozenset(_KILOGRAMS)


class ScaleRole(StrEnum):
    PARCEL = "parcel"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class ScaleProfile:
    """A scale: d, e, max, min in kg; unit is what its display must show ("kg" or "g").

    has_flag: the protocol says whether a weight is stable. has_checksum_or_polled: a frame carries a checksum or is
    the reply to a poll. min is 20 e where the plate says nothing (class III). Raises ConfigError.
    """

    name: str
    d: Decimal
    e: Decimal
    max: Decimal
    min: Decimal
    unit: str = "kg"
    has_flag: bool = True
    has_checksum_or_polled: bool = True
    role: ScaleRole = ScaleRole.PARCEL

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ConfigError("scale.unit", scale=self.name, found=self.unit, allowed="kg, g")
        if not 0 < self.d <= self.e or not 0 < self.min < self.max:
            raise ConfigError("scale.plate", scale=self.name, d=self.d, e=self.e, min=self.min, max=self.max)
        if self.role is ScaleRole.PARCEL and self.e > PARCEL_E:
            raise ConfigError("scale.too_coarse", scale=self.name, e=grams(self.e), allowed=grams(PARCEL_E))

    @property
    def version(self) -> str:
        """Changes with every figure of the profile; kept with each weight, so that it can be judged again later."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:12]

    @property
    def empty_below(self) -> Decimal:
        """|w| below this is an empty platform: max(Min / 2, 5 d)."""
        return max(self.min / 2, 5 * self.d)

    @property
    def window(self) -> float:
        """Seconds that a stable window must span."""
        return 0.6 if self.has_flag else 1.0


def kilograms(value: Decimal, unit: str) -> Decimal:
    """A shown value in kg, digit for digit. Raises KeyError for any unit but kg and g."""
    return value * _KILOGRAMS[unit]


def grams(value: Decimal) -> Decimal:
    """kg as whole or broken grams without trailing zeros, for a sentence."""
    return Decimal(f"{(value * 1000).normalize():f}")
