"""Where a CAS frame begins and ends: the polled frame, the bytes of its dialogue, and lines (devices.md §1.7)."""

from __future__ import annotations

ACK, NAK = b"\x06", b"\x15"
FRAME = 15
HEADS = (b"\x01", b"\x81")  # the first byte of a frame; a line may lend it its parity
LONGEST_LINE = 26
_LINE_HEADS = b"SUO 0123456789+-."


def look(buffer: bytes, ended: bool) -> int:
    """A Look (see frames.py)."""
    head = buffer[:1]
    if head in (ACK, NAK):
        return 1
    if head in HEADS:
        return _frame(buffer, ended)
    if head in b"\r\n" or head not in _LINE_HEADS:
        return -1
    return _line(buffer, ended)


def _frame(buffer: bytes, ended: bool) -> int:
    """01 02 … 03 04; the check byte between may be any byte."""
    for at, wanted in ((1, 0x02), (13, 0x03), (14, 0x04)):
        if len(buffer) > at and buffer[at] != wanted:
            return -1
    if len(buffer) >= FRAME:
        return FRAME
    return -1 if ended else 0


def _line(buffer: bytes, ended: bool) -> int:
    """Up to CR or LF. Control bytes do not occur in a line, bytes above 0x7F do (the lamp)."""
    for at, byte in enumerate(buffer[:LONGEST_LINE]):
        if byte in b"\r\n":
            return at + 1
        if byte < 0x20:
            return -at
    return -1 if ended or len(buffer) >= LONGEST_LINE else 0
