"""One line of the table: what was measured, against what, and what is wanted."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """value is a ratio unless unit says otherwise; good: whether the goal is met today, on this machine."""

    id: str
    what: str
    value: float
    unit: str
    goal: str
    good: bool
    detail: str = ""

    def line(self) -> str:
        mark = "ok " if self.good else "-- "
        return f"{mark} {self.id:4} {self.what:58} {self.value:9.2f} {self.unit:3} goal {self.goal:12} {self.detail}"

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def interleaved(*variants: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """The median of each variant's seconds, one round of all after the other."""
    times: list[list[float]] = [[] for _ in variants]
    for _ in range(rounds):
        for taken, variant in zip(times, variants, strict=True):
            taken.append(variant())
    return [statistics.median(taken) for taken in times]


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of all stays below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
