"""The mean kinetic temperature of what is drawn (domain/kinetic_temperature.py says what it is), fast enough."""

from __future__ import annotations

import numpy as np

from station.domain.kinetic_temperature import ACTIVATION, GAS
from station.ui.models.air import Series

_RATIO, _ZERO = float(ACTIVATION / GAS), 273.15


def kinetic(series: Series) -> float | None:
    """°C of the means, each weighted by the time up to the next sample; a gap weighs nothing. None without samples."""
    if not len(series.at):
        return None
    apart = np.diff(series.at)
    usual = float(np.median(apart)) if len(apart) else 1.0
    weights = np.append(np.where(apart > series.gap(), usual, apart), usual)
    harm = np.average(np.exp(-_RATIO / (series.values[0] + _ZERO)), weights=weights)
    return float(_RATIO / -np.log(harm) - _ZERO)
