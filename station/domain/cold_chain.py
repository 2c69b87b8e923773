"""Goods of the cold chain 冷链: their truck's air at the door's opening is part of the evidence (receiving.md §4.6)."""

from __future__ import annotations

from station.domain.state import DeliveryState

FLAG = "cold"


def cold_chain(delivery: DeliveryState) -> bool:
    """Whether any unit of a delivery was announced as cold."""
    return any(FLAG in unit.flags for unit in delivery.units)
