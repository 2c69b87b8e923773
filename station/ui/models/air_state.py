"""How the air stands now, as a tone and a word: old is grey, out of limits for two minutes is an alarm."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from station.config import ClimateLimits
from station.texts import Line
from station.ui.models.air import Series
from station.ui.models.excursions import DELAY, SIDES, out_of_limits, out_since
from station.ui.models.heard import MINUTE

STALE = 30.0  # seconds


def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds of excursion of temperature or humidity."""
    return tuple(kind for kind, (_, _, limit) in SIDES.items() if limit.startswith(name))


def air_state(
    name: str, value: Decimal | None, age: float, limits: ClimateLimits, before: Callable[[], Series]
) -> tuple[str, Line]:
    """Tone and word of a reading `age` seconds old; before: what was measured until now, to tell for how long."""
    if value is None:
        return "stale", Line("climate.state.never")
    if age > STALE:
        return "stale", Line("climate.state.stale", {"seconds": round(age)})
    for kind in kinds_of(name):
        if out_of_limits(limits, kind, value):
            lasting = out_since(before(), limits, kind)
            what = Line(f"climate.kind.{kind}")
            said = Line("climate.state.out", {"what": what, "minutes": int(lasting // MINUTE)})
            return "stop" if lasting >= DELAY else "attention", said
    unset = all(getattr(limits, f"{name}_{side}") is None for side in ("low", "high"))
    return ("", Line("climate.state.unset")) if unset else ("good", Line("climate.state.good"))
