"""What the stable rule says of a scale at a moment. Each verdict knows its sentence; only Stable can be booked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from station.domain.readings import WeightMode
from station.texts import Line


@dataclass(frozen=True, slots=True)
class ScaleWeight:
    """A weight as a scale showed it, with everything that a later judge needs.

    value and tare in kg (tare None where the scale cannot tell it), unit as the scale showed it, raw all frames of the
    window, profile the version of the scale's profile. below_min: under the scale's Min, to be flagged. alibi: the
    number under which the scale itself keeps the weight, "" where it keeps none.
    """

    device: str
    seen_at: float
    value: Decimal
    unit: str
    d: Decimal
    mode: WeightMode
    tare: Decimal | None
    raw: tuple[bytes, ...]
    profile: str
    below_min: bool = False
    alibi: str = ""


@dataclass(frozen=True, slots=True)
class Settling:
    """Not yet. since is the moment the load was first seen: after some 8 s the person may be offered a way out.

    shown is the last that the scale showed of this load, good but not at rest; None where it showed nothing usable.
    """

    reason: Line
    since: float
    shown: ScaleWeight | None = None


@dataclass(frozen=True, slots=True)
class Stable:
    weight: ScaleWeight
    reason: Line = field(default=Line("weight.stable"))


@dataclass(frozen=True, slots=True)
class Taken:
    """The load has been booked and still lies there, or lay there before the station looked."""

    reason: Line


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing to weigh. armed: the next load may be booked; zero: the scale wants to be zeroed."""

    armed: bool
    zero: bool
    reason: Line


@dataclass(frozen=True, slots=True)
class Refused:
    """This cannot become a weight; code stays the same in the log, reason says what to do."""

    code: str
    reason: Line


@dataclass(frozen=True, slots=True)
class Stale:
    """No frame for more than a second: nothing is shown and nothing is booked."""

    reason: Line = field(default=Line("weight.stale"))


Verdict = Settling | Stable | Taken | Empty | Refused | Stale
