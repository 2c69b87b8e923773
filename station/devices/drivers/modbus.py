"""Modbus RTU frames, as many as a climate sensor needs: eight bytes and a CRC, no port and no clock.

    request   address, function, first register (2), registers (2), CRC (2)
    reply     address, function, byte count, registers (2 each), CRC (2)
    refusal   address, function | 0x80, code, CRC (2)

(MODBUS over Serial Line V1.02; CRC-16 polynomial 0xA001, start 0xFFFF, low byte first.)
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

READ_HOLDING, READ_INPUT = 3, 4  # functions that report and change nothing


def crc16(data: bytes) -> bytes:
    """The two bytes that follow data on the line."""
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    return value.to_bytes(2, "little")


def fits(frame: bytes) -> bool:
    """Whether the last two bytes are the CRC of those before."""
    return crc16(frame[:-2]) == frame[-2:]


def read_request(address: int, function: int, first: int, registers: int) -> bytes:
    body = struct.pack(">BBHH", address, function, first, registers)
    return body + crc16(body)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: registers, or a refusal code, or a damaged frame (both None)."""

    raw: bytes
    registers: tuple[int, ...] | None = None
    refusal: int | None = None


class ReplyReader:
    """Collects the reply to one request. The local echo of cheap adapters and noise before the reply are skipped."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        address, function = request[0], request[1]
        self._count = 2 * int.from_bytes(request[4:6], "big")
        good, refused = bytes([address, function, self._count]), bytes([address, function | 0x80])
        self._heads = re.compile(re.escape(good) + b"|" + re.escape(refused), re.DOTALL)
        self._buffer = b""
        self._at_start = True

    def feed(self, data: bytes) -> Answer | None:
        """The answer once it is whole, None while it is not. What follows it is dropped."""
        self._buffer += data
        if self._at_start and self._may_be_echo():
            return None
        self._at_start = False
        self._buffer = self._buffer.removeprefix(self._request)
        head = self._heads.search(self._buffer)
        self._buffer = self._buffer[head.start() if head else -2 :]  # two bytes may be the beginning of a head
        return self._take(len(head[0])) if head else None

    def _may_be_echo(self) -> bool:
        return len(self._buffer) < len(self._request) and self._request.startswith(self._buffer)

    def _take(self, head: int) -> Answer | None:
        length = head + (1 if head == 2 else self._count) + 2
        frame = self._buffer[:length]
        if len(frame) < length:
            return None
        if not fits(frame):
            return Answer(frame)
        if head == 2:
            return Answer(frame, refusal=frame[2])
        return Answer(frame, struct.unpack(f">{self._count // 2}H", frame[3:-2]))
