"""A temperature and humidity sensor XY-MD02 as a Modbus RTU slave (devices.md §4).

    function 4, input registers    0x0001 temperature, 0x0002 humidity, signed tenths
    function 3, holding registers  0x0101 address, 0x0102 baud code, 0x0103 and 0x0104 offsets

Anything else is refused with the exception codes of MODBUS Application Protocol V1.1b3 §7; a request with a wrong
CRC or for another address is not answered at all.
"""

from __future__ import annotations

import struct
from decimal import Decimal, InvalidOperation

from station.devices.sim.instrument import Order, Unplayable, text_of

REQUEST = 8  # bytes of a read request: address, function, first register, registers, CRC
GAP = 0.05  # seconds of silence after which a fragment of a request is forgotten
READ_HOLDING, READ_INPUT = 3, 4
ILLEGAL_FUNCTION, ILLEGAL_ADDRESS, ILLEGAL_VALUE = 1, 2, 3
MOST_REGISTERS = 125


class XyMd02Sensor:
    """The sensor behind the cable."""

    kind = "climate"

    def __init__(self, address: int = 1) -> None:
        self._address = address
        self._input = {0x0001: 215, 0x0002: 520}
        self._holding = {0x0101: address, 0x0102: 0, 0x0103: 0, 0x0104: 0}
        self._buffer = b""
        self._last_byte_at = 0.0

    def obey(self, order: Order, at: float) -> bytes:
        """climate: c in °C and rh in %, either of them. broken: the element is, as the registers tell it."""
        match order.get("do"):
            case "climate":
                changed = {0x0001: "c", 0x0002: "rh"}
                self._input |= {register: _tenths(order, name) for register, name in changed.items() if name in order}
            case "broken":
                self._input[0x0001] = 0x7FFF
            case other:
                raise Unplayable(f"a climate sensor cannot {other}")
        return b""

    def feed(self, data: bytes, at: float) -> bytes:
        if at - self._last_byte_at > GAP:
            self._buffer = b""
        self._buffer, self._last_byte_at = self._buffer + data, at
        said = b""
        while len(self._buffer) >= REQUEST:
            request, self._buffer = self._buffer[:REQUEST], self._buffer[REQUEST:]
            said += self._answer(request)
        return said

    def due(self, at: float) -> bytes:
        return b""

    def _answer(self, request: bytes) -> bytes:
        if crc16(request[:-2]) != request[-2:] or request[0] != self._address:
            return b""
        function, first, count = struct.unpack(">BHH", request[1:6])
        registers = {READ_INPUT: self._input, READ_HOLDING: self._holding}.get(function)
        if registers is None:
            return self._refused(function, ILLEGAL_FUNCTION)
        if not 1 <= count <= MOST_REGISTERS:
            return self._refused(function, ILLEGAL_VALUE)
        if any(register not in registers for register in range(first, first + count)):
            return self._refused(function, ILLEGAL_ADDRESS)
        values = (registers[register] for register in range(first, first + count))
        return _framed(struct.pack(f">BBB{count}H", self._address, function, 2 * count, *values))

    def _refused(self, function: int, code: int) -> bytes:
        return _framed(bytes([self._address, function | 0x80, code]))


def crc16(data: bytes) -> bytes:
    """CRC-16/MODBUS, low byte first; written again here so that an error in the driver's own is not mirrored."""
    table_value = 0xFFFF
    for byte in data:
        table_value ^= byte
        for _ in range(8):
            carry = table_value & 1
            table_value >>= 1
            if carry:
                table_value ^= 0xA001
    return struct.pack("<H", table_value)


def _framed(body: bytes) -> bytes:
    return body + crc16(body)


def _tenths(order: Order, name: str) -> int:
    """A figure with one decimal as an unsigned 16-bit register."""
    try:
        tenths = int(Decimal(text_of(order, name)) * 10)
    except InvalidOperation as error:
        raise Unplayable(f"{order[name]!r} is no figure") from error
    if not -0x8000 <= tenths < 0x8000:
        raise Unplayable(f"{order[name]!r} does not fit into a register")
    return tenths & 0xFFFF
