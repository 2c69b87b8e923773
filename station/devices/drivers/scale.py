"""What the drivers of scales share: frames are cut, read, and handed on as weights or faults; questions are asked.

A family adds its framing, its grammar (a Read, see shown.py) and its words for orders.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import msgspec

from station.devices.api import Fault, Reading, Trust, Weight
from station.devices.drivers.frames import Framer
from station.devices.drivers.framing import Cut
from station.devices.drivers.poller import Poller
from station.devices.drivers.settings import read_settings
from station.devices.drivers.shown import LOGICAL, SYNTAX, Read, Shown, Told, without_parity
from station.errors import DeviceError

QUIET = 0.25  # seconds of silence that end a frame, or make what has begun none
REFUSED = {"zero": "scale.zero_refused", "tare": "scale.tare_refused", "clear_tare": "scale.tare_refused"}


class Scale:
    """A scale of one family. Subclasses set settings_type and port, and call __init__ with their parts."""

    kind = "scale"
    port: ClassVar[Mapping[str, str]] = {}
    settings_type: ClassVar[type[msgspec.Struct]]

    def __init__(self, device: str, frames: Framer, read: Read, poller: Poller, trust: Trust) -> None:
        self._device = device
        self._frames = frames
        self._read = read
        self._poller = poller
        self.trust = trust
        self._seven_bit = False
        self._last_byte_at = float("-inf")

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> Self:
        return cls(device, read_settings(cls.settings_type, device, settings))  # type: ignore[arg-type, call-arg]

    def feed(self, data: bytes, at: float) -> list[Reading | Fault]:
        found = [] if data else self._silence(at)
        if data:
            self._last_byte_at = at
            for cut in self._frames.feed(without_parity(data) if self._seven_bit else data):
                found += self._cut(cut, at)
        return [*found, Fault(self._device, at, "no_reply")] if self._poller.overdue(at) else found

    def pending(self, at: float) -> bytes | None:
        asked = self._poller.pending(at)
        if asked is not None and self._poller.polls:
            self._frames.drop()  # the rest of a broken reply must not become the head of the next one
        return asked

    def order(self, command: str) -> None:
        if not self._poller.order(command):
            raise DeviceError("device.order", device=self._device, order=command)

    def _silence(self, at: float) -> list[Reading | Fault]:
        if not self._frames.open or at - self._last_byte_at < QUIET:
            return []
        found: list[Reading | Fault] = []
        for cut in self._frames.quiet():
            found += self._cut(cut, at)
        return found

    def _cut(self, cut: Cut, at: float) -> list[Reading | Fault]:
        if not cut.whole:
            return [Fault(self._device, at, "garbage", cut.data)]
        shown = self._read(cut.data)
        if shown is None:
            self._poller.answered()  # whatever it was, the scale has answered; asking again is cheap
            return [Fault(self._device, at, "garbage", cut.data)]
        return self._told(shown, cut.data, at) if isinstance(shown, Told) else [self._weight(shown, cut.data, at)]

    def _weight(self, shown: Shown, raw: bytes, at: float) -> Weight:
        polled = self._poller.answered() == ""
        return Weight(
            self._device, at, raw, shown.value, shown.unit, shown.stable, shown.status, shown.mode,
            polled or shown.proved, shown.text, shown.tare, shown.alibi,
        )  # fmt: skip

    def _told(self, told: Told, raw: bytes, at: float) -> list[Reading | Fault]:
        """An acknowledgement answers orders only: a poll's answer still comes."""
        if not told.code and not self._poller.asked:
            return []
        order = self._poller.answered()
        if not told.code:
            return []
        refused = REFUSED.get(order or "", told.code) if told.code in (SYNTAX, LOGICAL) else told.code
        return [Fault(self._device, at, refused, raw, told.text)]
