"""Register maps of temperature and humidity sensors on Modbus RTU, as data (devices.md §4).

Sensors that look the same differ in everything: function, order, scale. So a map is a row of this table, a setting may
change any of its figures, and what is read with the wrong one is a fault and no climate.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from station.devices.drivers.climate_watch import SENTINELS


class Number(StrEnum):
    """How a quantity lies in its registers. A float has two: most or least significant word first."""

    INT16 = "int16"
    UINT16 = "uint16"
    FLOAT_MSW = "float-msw"
    FLOAT_LSW = "float-lsw"


@dataclass(frozen=True, slots=True)
class Quantity:
    """register: the protocol address, counted from 0. divisor: 10 where 215 means 21.5."""

    register: int
    number: Number = Number.INT16
    divisor: int = 10

    @property
    def size(self) -> int:
        return 2 if self.number in (Number.FLOAT_MSW, Number.FLOAT_LSW) else 1


@dataclass(frozen=True, slots=True)
class ThProfile:
    """function: 3 reads holding registers, 4 input registers."""

    function: int
    temperature: Quantity
    humidity: Quantity

    def blocks(self) -> tuple[tuple[int, int], ...]:
        """(first register, registers) of the requests: one where both lie side by side, else one for each.

        Never a stretch with registers between them: many sensors refuse a request that touches a missing one.
        """
        low, high = sorted((self.temperature, self.humidity), key=lambda quantity: quantity.register)
        if low.register + low.size >= high.register:
            return ((low.register, high.register + high.size - low.register),)
        return ((low.register, low.size), (high.register, high.size))


def _floats(temperature: int, humidity: int, number: Number) -> ThProfile:
    return ThProfile(3, Quantity(temperature, number, 1), Quantity(humidity, number, 1))


PROFILES: Mapping[str, ThProfile] = {
    # XY-MD02, SHT20 on RS-485 [store.ichibot.id; e-tinkers/Modbus-RTU; Nordmann MD02]
    "xy-md02": ThProfile(4, Quantity(0x0001), Quantity(0x0002)),
    # the same, delivered with hundredths [e-tinkers README]
    "xy-md02-x100": ThProfile(4, Quantity(0x0001, divisor=100), Quantity(0x0002, divisor=100)),
    # RS-WS and most RS-485 sensors made in China [M]: humidity first
    "rs-ws": ThProfile(3, Quantity(1), Quantity(0)),
    "rs-ws-x100": ThProfile(3, Quantity(1, divisor=100), Quantity(0, divisor=100)),
    # L-com SRTH100 [manual]: the other way round
    "srth100": ThProfile(3, Quantity(0), Quantity(1)),
    # Vaisala HMP series [M212022EN]: humidity 0, temperature 2, floats with the least significant word first
    "vaisala": _floats(2, 0, Number.FLOAT_LSW),
    # HW group TH340 and others [M]: temperature first, most significant word first
    "float": _floats(0, 2, Number.FLOAT_MSW),
    # E+E EE072 [manual, register numbers 4002 and 4011 counted from 1]: hundredths, far apart
    "ee": ThProfile(3, Quantity(4001, divisor=100), Quantity(4010, divisor=100)),
}


def value_of(quantity: Quantity, registers: Sequence[int]) -> Decimal | None:
    """A quantity from its registers; None where the sensor says that its element is broken."""
    if quantity.size == 2:
        high, low = registers if quantity.number is Number.FLOAT_MSW else reversed(registers)
        value: float = struct.unpack(">f", struct.pack(">HH", high, low))[0]
        return None if not math.isfinite(value) else Decimal(f"{value / quantity.divisor:.2f}")
    if registers[0] in SENTINELS:
        return None
    signed = registers[0] - 0x10000 if quantity.number is Number.INT16 and registers[0] & 0x8000 else registers[0]
    return _divided(Decimal(signed), quantity.divisor)


def _divided(value: Decimal, divisor: int) -> Decimal:
    """300 tenths are 30.0: the sensor has measured the last digit."""
    places = str(divisor).count("0")
    return value.scaleb(-places) if divisor == 10**places else value / divisor
