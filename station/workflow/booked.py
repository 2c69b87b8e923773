"""What a command is told of a weight: the reading, its scale, and the tare that makes it gross."""

from __future__ import annotations

from decimal import Decimal

from station.domain.commands import Booked
from station.domain.readings import WeightMode
from station.domain.scale import Scale
from station.domain.scale_profile import ScaleRole
from station.domain.verdicts import ScaleWeight


def booked(scale: Scale, weight: ScaleWeight, typed_tare: Decimal | None = None) -> Booked:
    """A net weight and the scale's own tare make the gross weight. A tare that the scale took wins over a typed one."""
    own = weight.tare or None
    net = weight.mode is WeightMode.NET
    platform = scale.role is ScaleRole.PLATFORM
    return Booked(
        gross=weight.value + (own or 0) if net else weight.value,
        device=weight.device,
        protocol=scale.protocol,
        profile=weight.profile,
        d=weight.d,
        mode=weight.mode.value,
        frames=tuple(frame.hex() for frame in weight.raw),
        below_min=weight.below_min,
        role=scale.role.value,
        e=scale.profile.e if platform else None,
        tare=own if net else own or typed_tare,
        alibi=weight.alibi,
    )
