"""Packets of Zebra's Simple Serial Interface (devices.md §3 "Gun commands").

    length, opcode, source, status, data …, checksum (2, high byte first)

Length counts itself and everything up to the checksum; source is 4 for the host and 0 for the gun; the checksum is the
two's complement of the 16-bit sum of the bytes before it. (Zebra DS2208 guide p. 7-8; SSI guide 72E-40451.)
"""

from __future__ import annotations

from dataclasses import dataclass

HOST, GUN = 4, 0
HEAD = 4  # bytes before the data
RETRANSMIT, CONTINUES = 1, 2  # bits of the status
CONTINUED, CONTINUED_ACK = 0x73, 0x74
ACK, NAK, DECODED, EVENT, REVISION, PARAMETERS, CAPABILITIES = 0xD0, 0xD1, 0xF3, 0xF6, 0xA4, 0xC6, 0xD4
OF_A_GUN = frozenset({ACK, NAK, DECODED, EVENT, REVISION, PARAMETERS, CAPABILITIES, CONTINUED})
RESEND = 1  # reason of a NAK


def checksum(body: bytes) -> bytes:
    return (-sum(body) & 0xFFFF).to_bytes(2, "big")


def packet(opcode: int, data: bytes = b"", source: int = HOST, status: int = 0) -> bytes:
    body = bytes([HEAD + len(data), opcode, source, status]) + data
    return body + checksum(body)


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet as it arrived. whole is false where its checksum does not fit."""

    opcode: int
    status: int
    data: bytes
    raw: bytes
    whole: bool


class Packets:
    """Cuts packets from a stream. Bytes that cannot begin a packet of a gun are skipped; nothing is guessed."""

    def __init__(self) -> None:
        self._buffer = b""
        self.skipped = 0

    @property
    def open(self) -> bool:
        return bool(self._buffer)

    def feed(self, data: bytes) -> list[Packet]:
        self._buffer += data
        found = []
        while (one := self._take()) is not None:
            found.append(one)
        return found

    def drop(self) -> bytes:
        """Forgets a packet that has not ended, after silence."""
        dropped, self._buffer = self._buffer, b""
        return dropped

    def _take(self) -> Packet | None:
        while self._buffer and not _may_begin(self._buffer):
            self._buffer = self._buffer[1:]
            self.skipped += 1
        if len(self._buffer) < HEAD or len(self._buffer) < self._buffer[0] + 2:
            return None
        length = self._buffer[0]
        raw, self._buffer = self._buffer[: length + 2], self._buffer[length + 2 :]
        return Packet(raw[1], raw[3], raw[HEAD:length], raw, checksum(raw[:length]) == raw[length:])


def _may_begin(buffer: bytes) -> bool:
    if buffer[0] < HEAD or (len(buffer) > 1 and buffer[1] not in OF_A_GUN):
        return False
    # enioka_scan saw 2 in the source of the first packet of a long code.
    return len(buffer) < 3 or buffer[2] == GUN or (buffer[1] == CONTINUED and buffer[2] == CONTINUES)
