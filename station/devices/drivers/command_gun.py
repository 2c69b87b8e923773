"""A gun that sends lines and also answers commands between them: what Honeywell's and Newland's guns share."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from station.devices.api import Fault, Reading
from station.devices.drivers.gun import LONGEST, GunSettings, gun_settings
from station.devices.drivers.gun_lines import UNFINISHED, LineJudge
from station.errors import DeviceError

ACK, ENQ, NAK = 0x06, 0x05, 0x15
_ENDS = re.compile(rb"[\r\n]")
Answer = tuple[int, list[Reading | Fault]]


class CommandGun:
    """The buffer, the lines and the orders. A maker's driver says which bytes are an answer and what it means."""

    kind = "gun"
    ORDERS: ClassVar[Mapping[str, bytes]] = {}

    def __init__(self, device: str, settings: GunSettings | None = None) -> None:
        self._device = device
        self._encoding = (settings or GunSettings()).encoding
        self._judge = LineJudge(device, self._encoding)
        self._buffer = b""
        self._skipping = False
        self._to_send: deque[bytes] = deque()
        self._last_byte_at = 0.0

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> Self:
        return cls(device, gun_settings(device, settings))

    def feed(self, data: bytes, at: float) -> list[Reading | Fault]:
        if not data:
            return self._silence(at)
        self._last_byte_at = at
        self._buffer += data
        found: list[Reading | Fault] = []
        while self._buffer and (taken := self._take(at)) is not None:
            used, read = taken
            self._buffer = self._buffer[used:]
            found += read
        return found

    def pending(self, at: float) -> bytes | None:
        return self._to_send.popleft() if self._to_send else None

    def order(self, command: str) -> None:
        """One of ORDERS, or "set " and a command of the maker's programming guide."""
        name, _, rest = command.partition(" ")
        if command not in self.ORDERS and (name != "set" or not re.fullmatch(r"[!-~]{3,200}", rest)):
            raise DeviceError("device.order", device=self._device, order=command)
        self._to_send.append(self.ORDERS.get(command) or self.command(rest))

    # What a maker adds

    def command(self, text: str) -> bytes:
        """A command of the programming guide as bytes; it is set for this session only: flash memory wears."""
        raise NotImplementedError

    def answer(self, buffer: bytes, at: float) -> Answer | None:
        """How many bytes an answer at the buffer's start takes and what it says; 0 for no answer; None to wait."""
        raise NotImplementedError

    def _take(self, at: float) -> Answer | None:
        """The next piece of the buffer; None while it is not whole."""
        answer = (0, list[Reading | Fault]()) if self._skipping else self.answer(self._buffer, at)
        if answer is None or answer[0]:
            return answer
        end = _ENDS.search(self._buffer)
        if end is None:
            return self._open_line(at)
        line, skipped = self._buffer[: end.start()], self._skipping
        self._skipping = False
        return end.end(), [self._judge.ended(line, at)] if line.strip(b"\0") and not skipped else []

    def _open_line(self, at: float) -> Answer | None:
        if self._skipping:
            return len(self._buffer), []
        if len(self._buffer) <= LONGEST:
            return None
        self._skipping = True
        return len(self._buffer), [Fault(self._device, at, "too_long", self._buffer[:64])]

    def _silence(self, at: float) -> list[Reading | Fault]:
        waiting = self.answer(self._buffer, at) is None if self._buffer else False
        patience = UNFINISHED if waiting else self._judge.patience
        if not self._buffer or at - self._last_byte_at < patience:
            return []
        line, self._buffer = self._buffer, b""
        if waiting:
            return [Fault(self._device, at, "scan.partial", line[:64])]
        return [self._judge.broken_off(line, at)] if line.strip(b"\0") else []

    def _replied(self, reply: bytes, at: float) -> list[Reading | Fault]:
        """The echo of a command with its verdict: taken (06), unknown (05) or wrong data (15)."""
        if NAK in reply:
            return [Fault(self._device, at, "gun.refused", reply, reply.decode("ascii", "ignore").strip())]
        if ENQ in reply:
            return [Fault(self._device, at, "gun.unknown", reply, reply.decode("ascii", "ignore").strip())]
        return []
