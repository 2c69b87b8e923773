"""The XY-MD02 temperature and humidity sensor (SHT20 on RS-485), Modbus RTU (devices.md §4).

Function 4, input registers 0x0001 temperature and 0x0002 humidity, signed tenths. Vendor papers print wrong CRCs and
some units deliver hundredths, so the divisor is a setting and what cannot be a climate is a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

import msgspec

from station.devices.api import Climate, Fault, Reading
from station.devices.drivers.climate_watch import ClimateWatch, unbelievable
from station.devices.drivers.modbus import Answer, ReplyReader, read_request
from station.devices.drivers.settings import read_settings
from station.errors import DeviceError

READ_INPUT, FIRST, REGISTERS = 4, 0x0001, 2
REPLY_WITHIN = 0.5
TRIES = 3  # the first and two more
BETWEEN = 0.2  # seconds of quiet before asking again; the slowest cousin wants that much
_FOR_GOOD = {1, 2, 3}  # illegal function, address, value: asking again cannot help


class XyMd02Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """address on the bus, interval in seconds between readings, divisor of the registers (10, on some units 100)."""

    address: Annotated[int, msgspec.Meta(ge=1, le=247)] = 1
    interval: Annotated[float, msgspec.Meta(ge=1, le=600)] = 10.0
    divisor: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 10


class XyMd02:
    """An XY-MD02 climate sensor, polled over Modbus RTU."""

    kind = "climate"

    def __init__(self, device: str, settings: XyMd02Settings | None = None) -> None:
        self._device = device
        self._settings = settings or XyMd02Settings()
        self._request = read_request(self._settings.address, READ_INPUT, FIRST, REGISTERS)
        self._reader: ReplyReader | None = None
        self._watch = ClimateWatch()
        self._tries = 0
        self._asked_at = 0.0
        self._cycle_at = self._next_at = float("-inf")

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> Self:
        return cls(device, read_settings(XyMd02Settings, device, settings))

    def feed(self, data: bytes, at: float) -> list[Reading | Fault]:
        if self._reader is None:  # nobody asked: the tail of a late reply, or a unit in its text mode
            return []
        answer = self._reader.feed(data)
        if answer is not None:
            return self._answered(answer, at)
        return self._failed("no_reply", at) if at - self._asked_at >= REPLY_WITHIN else []

    def pending(self, at: float) -> bytes | None:
        if self._reader is not None or at < self._next_at:
            return None
        if self._tries == 0:
            self._cycle_at = at
        self._tries += 1
        self._reader = ReplyReader(self._request)
        self._asked_at = at
        return self._request

    def order(self, command: str) -> None:
        raise DeviceError("device.order", device=self._device, order=command)

    def _answered(self, answer: Answer, at: float) -> list[Reading | Fault]:
        if answer.registers is not None:
            self._rest()
            return self._climate(answer.registers, answer.raw, at)
        if answer.refusal is None:
            return self._failed("climate.checksum", at, answer.raw)
        if answer.refusal in _FOR_GOOD:
            self._tries = TRIES
        return self._failed("climate.refused", at, answer.raw, str(answer.refusal))

    def _climate(self, registers: tuple[int, ...], raw: bytes, at: float) -> list[Reading | Fault]:
        temperature, humidity = (Decimal(_signed(value)) / self._settings.divisor for value in registers)
        if code := unbelievable(registers, temperature, humidity):
            return [Fault(self._device, at, code, raw)]
        beside = self._watch.look(temperature, humidity, at)
        reading = Climate(self._device, at, raw, temperature, humidity)
        return [reading, *(Fault(self._device, at, code, raw) for code in beside)]

    def _failed(self, code: str, at: float, raw: bytes = b"", text: str = "") -> list[Reading | Fault]:
        """One attempt came to nothing; only the last one of a round is told."""
        self._reader = None
        self._next_at = at + BETWEEN
        if self._tries < TRIES:
            return []
        self._rest()
        return [Fault(self._device, at, code, raw, text)]

    def _rest(self) -> None:
        self._reader = None
        self._tries = 0
        self._next_at = self._cycle_at + self._settings.interval


def _signed(register: int) -> int:
    return register - 0x10000 if register & 0x8000 else register
