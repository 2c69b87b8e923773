"""The scales of a dock, each under the stable rule, and which of them weighs what (receiving.md §4.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from station.domain.readings import Weight
from station.domain.rules.weigh import PALLET
from station.domain.scale import Scale
from station.domain.scale_profile import ScaleRole
from station.domain.verdicts import Verdict
from station.domain.weighing import Weighing
from station.texts import Line


@dataclass(slots=True)
class _Watched:
    scale: Scale
    rule: Weighing
    verdict: Verdict


class Scales:
    """One scale of each role at most; a dock without a platform scale puts pallets on the other one."""

    def __init__(self, scales: Iterable[Scale]) -> None:
        self._watched: dict[ScaleRole, _Watched] = {}
        for scale in scales:
            self.use(scale)

    def use(self, scale: Scale) -> None:
        """A scale of the station, or another one in its place. What lies on it was put there before."""
        rule = Weighing(scale.profile)
        self._watched[scale.role] = _Watched(scale, rule, rule.tick(0.0))

    def for_level(self, level: str) -> ScaleRole:
        """The scale that weighs units of a level: pallet, carton, piece."""
        wanted = ScaleRole.PLATFORM if level == PALLET else ScaleRole.PARCEL
        return wanted if wanted in self._watched else next(iter(self._watched))

    @property
    def several(self) -> bool:
        return len(self._watched) > 1

    def scale(self, role: ScaleRole) -> Scale:
        return self._watched[role].scale

    def verdict(self, role: ScaleRole) -> Verdict:
        """What the stable rule said last."""
        return self._watched[role].verdict

    def offer(self, weight: Weight) -> None:
        """A frame of one of the scales, in the order of arrival."""
        for watched in self._of(weight.device):
            watched.verdict = watched.rule.offer(weight)

    def gone(self, device: str, reason: Line) -> None:
        """It is not there, or another one is."""
        for watched in self._of(device):
            watched.verdict = watched.rule.gone(reason)

    def tick(self, now: float) -> None:
        for watched in self._watched.values():
            watched.verdict = watched.rule.tick(now)

    def take(self, device: str) -> None:
        """What lies on a scale was booked."""
        for watched in self._of(device):
            watched.rule.take()

    def weigh_again(self, role: ScaleRole) -> None:
        self._watched[role].rule.weigh_again()

    def forget(self, device: str) -> None:
        """Something else is done with a scale; afterwards it has to be empty before it weighs."""
        for watched in self._of(device):
            self.use(watched.scale)

    def _of(self, device: str) -> list[_Watched]:
        return [watched for watched in self._watched.values() if watched.scale.device == device]
