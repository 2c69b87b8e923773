"""Mean kinetic temperature: the constant temperature that would have harmed goods as much (USP <1160>; devices.md §4).

    T_K = (ΔH/R) / -ln( Σ w·exp(-ΔH/(R·T)) / Σ w )        T in kelvin, w the time at each temperature

It weighs warm hours more than cold ones and never excuses a freeze.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

ACTIVATION = Decimal("83.144")  # ΔH in kJ/mol
GAS = Decimal("0.0083144")  # R in kJ/(mol·K)
_RATIO = ACTIVATION / GAS
_ZERO = Decimal("273.15")
_THOUSANDTH = Decimal("0.001")


def mean_kinetic_temperature(temperatures: Sequence[Decimal], weights: Sequence[Decimal] | None = None) -> Decimal:
    """°C to a thousandth. weights: the time at each temperature, equal if untold. Raises ValueError for none at all."""
    shares = [Decimal(1)] * len(temperatures) if weights is None else list(weights)
    if not temperatures or len(shares) != len(temperatures) or min(shares) < 0 or not sum(shares):
        raise ValueError("temperatures and their weights")
    harm = sum(
        (share * (-_RATIO / (celsius + _ZERO)).exp() for celsius, share in zip(temperatures, shares, strict=True)),
        Decimal(0),
    )
    return (_RATIO / -(harm / sum(shares, Decimal(0))).ln() - _ZERO).quantize(_THOUSANDTH)
