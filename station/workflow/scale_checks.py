"""How the scales of the station stand today, and the check that somebody is giving one of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from station.domain.commands import CheckScale
from station.domain.entry import Entry
from station.domain.readings import Weight
from station.domain.refusal import Refusal
from station.domain.rules.scale import require_certificate, require_fit
from station.domain.scale import Scale
from station.domain.state import DeviceState, ScaleCheckState
from station.errors import StoreError
from station.texts import Line, line
from station.workflow.handlers import Handlers, Rejected, Result
from station.workflow.scale_check import ScaleCheck

WARNED_DAYS = 30  # before the last day of a verification


@dataclass(frozen=True, slots=True)
class Standing:
    """One scale today. tone: stop (it may not weigh), attention (its verification ends soon), good. said says why.

    check is the last one, whenever it was.
    """

    scale: Scale
    tone: str
    said: Line
    check: ScaleCheckState | None


class ScaleChecks:
    """Asked by engine and pages on the screen's thread."""

    def __init__(self, handlers: Handlers, day: Callable[[], str], scales: Iterable[Scale] = ()) -> None:
        self._handlers, self._day = handlers, day
        self._scales = {scale.device: scale for scale in scales}
        self._versions: dict[str, str] = {}  # of their profiles: a digest that every look at the page asks for
        self._states: dict[str, DeviceState] = {}
        self.open: ScaleCheck | None = None
        handlers.subscribe(self._written)

    def add(self, scale: Scale) -> None:
        """A scale was set up while the station runs."""
        self._scales[scale.device] = scale
        self._versions.pop(scale.device, None)

    def standings(self) -> tuple[Standing, ...]:
        return tuple(map(self._standing, self._scales.values()))

    def fault(self, device: str) -> Line | None:
        """Why a scale may not weigh today; None where it may, or where it is none of the station's."""
        scale = self._scales.get(device)
        if scale is None:
            return None
        try:
            require_certificate(scale.papers.verified_until, self._day(), device)
            require_fit(self._check(device), self._day(), device, self._version(scale))
        except Refusal as refusal:
            return refusal.line
        return None

    def _version(self, scale: Scale) -> str:
        if scale.device not in self._versions:
            self._versions[scale.device] = scale.profile.version
        return self._versions[scale.device]

    # The check that is being given

    def begin(self, device: str, person: str) -> ScaleCheck:
        """Until end() the scale's readings are the check's, and nobody else's."""
        last = self._check(device)
        typed = str(last.nominal) if last else ""
        self.open = ScaleCheck(self._scales[device], typed, self._day, lambda command: self._give(command, person))
        return self.open

    def end(self) -> None:
        self.open = None

    def offer(self, weight: Weight) -> bool:
        """Whether a reading belongs to the open check."""
        if self.open is None or self.open.scale.device != weight.device:
            return False
        self.open.offer(weight)
        return True

    def tick(self, now: float) -> None:
        if self.open is not None:
            self.open.tick(now)

    def _give(self, command: CheckScale, person: str) -> Result:
        try:
            return self._handlers.dispatch(command, f"check-{uuid.uuid4()}", person)
        except StoreError as error:
            return Rejected(Line(error.key, error.params))

    # How they stand

    def _standing(self, scale: Scale) -> Standing:
        fault, check, until = self.fault(scale.device), self._check(scale.device), scale.papers.verified_until
        if fault is not None:
            return Standing(scale, "stop", fault, check)
        left = (date.fromisoformat(until) - date.fromisoformat(self._day())).days
        if left <= WARNED_DAYS:
            said = line("scale.expires_soon", device=scale.device, until=until, days=left)
            return Standing(scale, "attention", said, check)
        return Standing(scale, "good", line("scale.fit", device=scale.device, until=until), check)

    def _check(self, device: str) -> ScaleCheckState | None:
        if device not in self._states:
            self._states[device] = self._handlers.device(device)
        return self._states[device].check

    def _written(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            self._states.pop(entry.stream.removeprefix("device/"), None)
