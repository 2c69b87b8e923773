"""Where a frame of a Yaohua XK3190 begins and ends, in all its formats (devices.md §1.8).

    02 … 03    12 bytes, in command mode 14, or 6 for an answer without a number
    = …        no end of its own: the next =, CR, LF or silence
    letters    up to CR or LF

Lengths are fixed where they can be, so that a damaged byte cannot shorten a number.
"""

from __future__ import annotations

from station.devices.drivers.frames import up_to
from station.devices.drivers.shown import xor

STX, ETX = 0x02, 0x03
CONTINUOUS, REPLY, ANSWER = 12, 14, 6
LONGEST = 32
_HEADS = b"\x02=wW "
_SIGNS = b"+-"


def request(address: str, command: str) -> bytes:
    """A question in command mode: 02 41 42 30 33 03 asks indicator A for its gross weight."""
    body = f"{address}{command}".encode("ascii")
    return b"\x02" + body + b"%02X" % xor(body) + b"\x03"


def look(buffer: bytes, ended: bool) -> int:
    """A Look (see frames.py)."""
    head = buffer[0]
    if head == STX:
        return _framed(buffer, ended)
    if head == ord("="):
        return _until(buffer, b"=\r\n", ended, keep=False)
    if head in _HEADS:
        return _until(buffer, b"\r\n", ended, keep=True)
    return up_to(buffer, _HEADS)


def _framed(buffer: bytes, ended: bool) -> int:
    if len(buffer) < 2:
        return -1 if ended else 0
    length = CONTINUOUS if buffer[1] in _SIGNS else ANSWER if buffer[5:6] == b"\x03" else REPLY
    again = buffer.find(b"\x02", 1, length)
    if again > 0:
        return -again
    if len(buffer) < length:
        return -1 if ended else 0
    return length if buffer[length - 1] == ETX else -1


def _until(buffer: bytes, ends: bytes, ended: bool, keep: bool) -> int:
    """Up to an end; keep: the end belongs to the frame. STX ends everything: another frame begins there."""
    for at in range(1, min(len(buffer), LONGEST)):
        if buffer[at] == STX:
            return -at
        if buffer[at] in ends:
            return at + 1 if keep else at
    if len(buffer) >= LONGEST:
        return -1
    if not ended:
        return 0
    return -1 if keep else len(buffer)
