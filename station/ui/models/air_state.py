"""How the air stands now, as a tone and a word: old is grey, out of limits amber, an alarm that is on red."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from station.config import ClimateLimits
from station.texts import Line
from station.ui.models.excursions import SIDES, out_of_limits
from station.ui.models.heard import MINUTE

STALE = 30.0  # seconds


def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds of alarm of temperature or humidity."""
    return tuple(kind for kind, (_, limit) in SIDES.items() if limit.startswith(name))


def air_state(
    name: str, value: Decimal | None, age: float, limits: ClimateLimits, on: Mapping[str, float]
) -> tuple[str, Line]:
    """Tone and word of a reading `age` seconds old; on: for how many seconds which alarm has been on."""
    if value is None:
        return "stale", Line("climate.state.never")
    if age > STALE:
        return "stale", Line("climate.state.stale", {"seconds": round(age)})
    for kind in kinds_of(name):
        what = Line(f"climate.kind.{kind}")
        if kind in on:
            return "stop", Line("climate.state.out", {"what": what, "minutes": int(on[kind] // MINUTE)})
        if out_of_limits(limits, kind, value):
            return "attention", what
    unset = all(getattr(limits, f"{name}_{side}") is None for side in ("low", "high"))
    return ("", Line("climate.state.unset")) if unset else ("good", Line("climate.state.good"))
