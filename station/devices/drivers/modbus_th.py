"""Temperature and humidity sensors on Modbus RTU; which register holds what is a profile (th_profiles.py).

One round reads both quantities, each request up to three times. A round that fails is told once, as the fault of its
last try; nothing is made up for it. The sensor's address is a setting, and every figure of the profile may be one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Self

import msgspec

from station.devices.api import Climate, Fault, Reading
from station.devices.drivers.climate_watch import ClimateWatch, unbelievable
from station.devices.drivers.modbus import Answer, ReplyReader, read_request
from station.devices.drivers.settings import read_settings
from station.devices.drivers.th_profiles import PROFILES, Number, Quantity, ThProfile, value_of
from station.errors import ConfigError, DeviceError

REPLY_WITHIN = 0.5
TRIES = 3  # the first and two more
BETWEEN = 0.2  # seconds of quiet before asking again; the slowest (SRTH100) wants that much
_FOR_GOOD = {1, 2, 3}  # illegal function, address, value: asking again cannot help

_Register = Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)]


class ModbusThSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """address on the bus, interval in seconds between readings, and the profile's name.

    The others change single figures of the profile: the function (3 or 4), the registers of temperature and humidity
    (protocol addresses, from 0), the kind of number and the divisor of both.
    """

    address: Annotated[int, msgspec.Meta(ge=1, le=247)] = 1
    interval: Annotated[float, msgspec.Meta(ge=1, le=600)] = 10.0
    profile: str = ""
    function: Annotated[int, msgspec.Meta(ge=3, le=4)] | None = None
    temperature: _Register | None = None
    humidity: _Register | None = None
    number: Number | None = None
    divisor: Annotated[int, msgspec.Meta(ge=1, le=1000)] | None = None


class ModbusTh:
    """A climate sensor, polled over Modbus RTU."""

    kind = "climate"
    PROFILE: ClassVar[str] = "rs-ws"  # where the settings name none

    def __init__(self, device: str, settings: ModbusThSettings | None = None) -> None:
        self._device = device
        self._settings = settings or ModbusThSettings()
        self._profile = profile_of(device, self._settings, self.PROFILE)
        address, function = self._settings.address, self._profile.function
        self._blocks = self._profile.blocks()
        self._requests = [read_request(address, function, first, count) for first, count in self._blocks]
        self._registers: dict[int, int] = {}
        self._raw = b""
        self._reader: ReplyReader | None = None
        self._watch = ClimateWatch(self._settings.interval)
        self._block = self._tries = 0
        self._asked_at = 0.0
        self._cycle_at = self._next_at = float("-inf")

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> Self:
        return cls(device, read_settings(ModbusThSettings, device, settings))

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
        if self._block == self._tries == 0:
            self._cycle_at = at
        self._tries += 1
        request = self._requests[self._block]
        self._reader = ReplyReader(request)
        self._asked_at = at
        return request

    def order(self, command: str) -> None:
        raise DeviceError("device.order", device=self._device, order=command)

    def _answered(self, answer: Answer, at: float) -> list[Reading | Fault]:
        if answer.registers is not None:
            return self._block_read(answer.registers, answer.raw, at)
        if answer.refusal is None:
            return self._failed("climate.checksum", at, answer.raw)
        if answer.refusal in _FOR_GOOD:
            self._tries = TRIES
        return self._failed("climate.refused", at, answer.raw, str(answer.refusal))

    def _block_read(self, registers: tuple[int, ...], raw: bytes, at: float) -> list[Reading | Fault]:
        first, _ = self._blocks[self._block]
        self._registers |= dict(enumerate(registers, first))
        self._raw += raw
        if self._block + 1 < len(self._blocks):
            self._reader, self._tries = None, 0
            self._block += 1
            self._next_at = at + BETWEEN
            return []
        whole = self._raw
        self._rest()
        return self._climate(whole, at)

    def _climate(self, raw: bytes, at: float) -> list[Reading | Fault]:
        temperature, humidity = self._value(self._profile.temperature), self._value(self._profile.humidity)
        if temperature is None or humidity is None:
            return [Fault(self._device, at, "climate.sensor", raw)]
        if code := unbelievable(temperature, humidity):
            return [Fault(self._device, at, code, raw)]
        beside = self._watch.look(temperature, humidity, at)
        reading = Climate(self._device, at, raw, temperature, humidity)
        return [reading, *(Fault(self._device, at, code, raw) for code in beside)]

    def _value(self, quantity: Quantity) -> Any:
        places = range(quantity.register, quantity.register + quantity.size)
        return value_of(quantity, [self._registers[place] for place in places])

    def _failed(self, code: str, at: float, raw: bytes = b"", text: str = "") -> list[Reading | Fault]:
        """One attempt came to nothing; only the last one of a round is told."""
        self._reader = None
        self._next_at = at + BETWEEN
        if self._tries < TRIES:
            return []
        self._rest()
        return [Fault(self._device, at, code, raw, text)]

    def _rest(self) -> None:
        self._reader, self._raw = None, b""
        self._block = self._tries = 0
        self._next_at = self._cycle_at + self._settings.interval


def profile_of(device: str, settings: ModbusThSettings, unnamed: str) -> ThProfile:
    """The profile with the figures that the settings change. Raises ConfigError for a name that there is not."""
    name = settings.profile or unnamed
    if name not in PROFILES:
        raise ConfigError("device.settings", device=device, wrong=f"profile {name}", allowed=", ".join(PROFILES))
    known = PROFILES[name]
    return ThProfile(
        known.function if settings.function is None else settings.function,
        _changed(known.temperature, settings.temperature, settings),
        _changed(known.humidity, settings.humidity, settings),
    )


def _changed(known: Quantity, register: int | None, settings: ModbusThSettings) -> Quantity:
    number = known.number if settings.number is None else settings.number
    own = known.divisor if number is known.number else Quantity(0, number).divisor if known.size == 1 else 1
    return replace(
        known,
        register=known.register if register is None else register,
        number=number,
        divisor=own if settings.divisor is None else settings.divisor,
    )
