"""A gun that types like a keyboard, as an instrument: it has no port and no thread; the window hands its scans in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

import msgspec

from station.clock import Clock
from station.config import DeviceSettings
from station.devices.api import Fault, LinkChange, LinkState, Scan
from station.devices.drivers.aim import AIM
from station.devices.drivers.settings import read_settings
from station.devices.status import DeviceStatus, Rung
from station.devices.worker import Sink
from station.domain.readings import Identity
from station.domain.wedge import WedgeRule
from station.errors import DeviceError


class WedgeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """gap_ms: the longest time between two keys of a scan. idle_ms: silence that ends one. prefix: before each code."""

    gap_ms: Annotated[int, msgspec.Meta(ge=20, le=150)] = 60
    idle_ms: Annotated[int, msgspec.Meta(ge=50, le=500)] = 120
    prefix: Annotated[str, msgspec.Meta(max_length=8)] = ""


def rule_of(device: str, options: Mapping[str, Any]) -> WedgeRule:
    """Raises ConfigError."""
    read = read_settings(WedgeSettings, device, options)
    return WedgeRule(read.gap_ms / 1000, max(read.idle_ms, read.gap_ms) / 1000, read.prefix)


class WedgeGun:
    """A gun that types like a keyboard, on no port.

    Implements devices.registry.Instrument.
    """

    kind = "gun"
    wire = "keyboard"

    def __init__(self, settings: DeviceSettings, sink: Sink, clock: Clock) -> None:
        self.rule = rule_of(settings.id, settings.options)
        self._sink = sink
        self._clock = clock
        self._status = DeviceStatus(settings.id, settings.role, settings.driver, settings.url)

    def start(self) -> None:
        """A keyboard is always there; whether a gun hangs on it shows with the first code."""
        self._status = replace(self._status, state=LinkState.ONLINE, reached=Rung.PORT)
        self._sink(LinkChange(self._status.id, self._clock.monotonic(), LinkState.ONLINE))

    def stop(self) -> None: ...

    def order(self, command: str) -> None:
        raise DeviceError("device.order", device=self._status.id, order=command)

    def allow(self, identity: Identity) -> None:
        """A keyboard has no number of its own."""

    def status(self) -> DeviceStatus:
        return self._status

    def scanned(self, typed: str) -> None:
        """A code as it was typed, with the AIM identifier if the gun sends one."""
        raw = typed.encode("utf-8", "surrogatepass")
        aim = AIM.match(raw)
        now, text = self._clock.monotonic(), typed[aim.end() :] if aim else typed
        frames = self._status.frames + 1
        self._status = replace(self._status, frames=frames, good_at=now, raw=raw[-128:], reached=Rung.ALL, reason="")
        self._sink(Scan(self._status.id, now, raw, text, aim[1].decode("ascii") if aim else ""))

    def lost(self, code: str) -> None:
        """A scan came to nothing: it was broken, or an input method took it apart. code: the fault's."""
        self._status = replace(self._status, faults=self._status.faults + 1, reason=code)
        self._sink(Fault(self._status.id, self._clock.monotonic(), code))
