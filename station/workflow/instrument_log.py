"""What the instruments do that concerns evidence: lost and back again, and the minutes of the air."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from station.clock import Clock
from station.domain.case import Happening
from station.domain.events.site import DeviceBack, DeviceLost, DeviceMet, DeviceSwapped
from station.domain.facts import Event
from station.domain.readings import UNKNOWN, Climate, Fault, Identity, LinkChange, LinkState, Preview, Reading
from station.errors import StoreError
from station.program_log import ProgramLog
from station.workflow.climate_minutes import ClimateMinutes
from station.workflow.handlers import Handlers

log = ProgramLog(__name__)


class InstrumentLog:
    """Books one entry for a failure and one for its recovery; which one of its kind an instrument is, when it is seen
    first; and another one in its place. roles: device id -> its role."""

    def __init__(self, handlers: Handlers, clock: Clock, roles: Mapping[str, str]) -> None:
        self._handlers = handlers
        self._clock = clock
        self._roles = roles
        self._lost_at: dict[str, float] = {}
        self._seen: set[str] = set()
        self._minutes: dict[str, ClimateMinutes] = {}

    def offer(self, reading: Reading | Preview | Fault | LinkChange) -> None:
        match reading:
            case LinkChange():
                self._changed(reading)
            case Climate():
                self._climate(reading)

    def _changed(self, change: LinkChange) -> None:
        """A device that was never there yet is not lost: the station has just started."""
        device, lost_at = change.device, self._lost_at.get(change.device)
        self._identify(change)
        if change.state is LinkState.ONLINE:
            self._seen.add(device)
            if lost_at is not None:
                del self._lost_at[device]
                away = round((change.seen_at - lost_at) * 1000)
                self._book(device, DeviceBack(role=self._role(device), away_ms=max(0, away)))
        elif device in self._seen and lost_at is None:
            self._lost_at[device] = change.seen_at
            self._book(device, DeviceLost(role=self._role(device), reason=change.reason or change.state.value))

    def _identify(self, change: LinkChange) -> None:
        """What the log knows of a device is asked at every change: a supervisor may have accepted another one."""
        if change.identity == UNKNOWN and change.state is not LinkState.REFUSED:
            return
        state, seen, role = self._handlers.device(change.device), change.identity, self._role(change.device)
        known = Identity(state.plug, state.serial)
        if change.state is LinkState.REFUSED and state.other != (seen.plug, seen.serial):
            self._book(change.device, DeviceSwapped(role=role, plug=seen.plug, serial=seen.serial))
        elif change.state is LinkState.ONLINE and known.completed(seen) != known:
            met = known.completed(seen)
            self._book(change.device, DeviceMet(role=role, plug=met.plug, serial=met.serial))

    def _climate(self, reading: Climate) -> None:
        minutes = self._minutes.setdefault(reading.device, ClimateMinutes(self._clock))
        ended = minutes.offer(reading)
        if ended is not None:
            self._book(reading.device, ended, key=f"climate-{reading.device}-{ended.minute}")

    def _role(self, device: str) -> str:
        return self._roles.get(device, device)

    def _book(self, device: str, event: Event, key: str = "") -> None:
        """A full disk is said where a person is stopped by it; here it is only a line in the program's log."""
        try:
            self._handlers.book([Happening(f"device/{device}", event)], key or f"device-{uuid.uuid4()}")
        except StoreError as error:
            log.error("not booked", device=device, kind=event.KIND, reason=str(error))
