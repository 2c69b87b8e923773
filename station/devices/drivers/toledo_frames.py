"""Where a Toledo continuous frame begins and ends (devices.md §1.3; IND445 manual p. 50; Cardinal 225 p. 118).

    02 SWA SWB SWC  w×6 t×6 0D [CHK]     17 or 18 bytes
    02 SWA SWB SWC  w×6     0D [CHK]     11 or 12: "short", without tare

CHK is the two's complement of the sum of the low seven bits of all bytes before it. Whether a scale sends it is
learned: once a fitting one has been seen, a frame without it is damaged. Before that a frame counts as one without
checksum only if another frame, or silence, follows it.
"""

from __future__ import annotations

from station.devices.drivers.frames import up_to

STX, CR = 0x02, 0x0D
LONG, SHORT = 17, 11
LONGEST = 2 * LONG + 1
_DIGITS = frozenset(b" 0123456789")


def checksum(body: bytes) -> int:
    """The byte that follows body."""
    return -sum(byte & 0x7F for byte in body) & 0x7F


class Look:
    """A Look with a memory of whether checksums are there. checksum: "auto", "yes" or "no"."""

    def __init__(self, checksum: str) -> None:
        self._checksum = checksum

    def __call__(self, buffer: bytes, ended: bool) -> int:
        if buffer[0] != STX:
            return up_to(buffer, b"\x02")
        length = body_length(buffer)
        if length == 0:
            return -1 if ended else 0
        if length < 0:
            return up_to(buffer, b"\x02")
        return self._with_checksum(buffer, length, ended)

    def _with_checksum(self, buffer: bytes, length: int, ended: bool) -> int:
        if self._checksum == "no":
            return length
        if len(buffer) == length:
            return _nothing_follows(self._checksum, length) if ended else 0
        if buffer[length] == checksum(buffer[:length]):
            if self._checksum == "auto":
                self._checksum = "seen"
            return length + 1
        if self._checksum == "auto" and buffer[length] == STX:
            return _another(buffer, length, ended)
        return length + 1


def _nothing_follows(wanted: str, length: int) -> int:
    return length if wanted == "auto" else -length


def _another(buffer: bytes, length: int, ended: bool) -> int:
    """STX where a checksum would stand: the next frame's, if it is one; else a damaged checksum."""
    following = body_length(buffer[length:])
    if following == 0:
        return length + 1 if ended else 0
    return length if following > 0 else length + 1


def body_length(buffer: bytes) -> int:
    """Bytes up to and with CR of the frame at the head; 0 if more are needed to know, -1 if it is none."""
    for at in range(4, min(len(buffer), LONG)):
        byte = buffer[at]
        if byte == CR and at in (SHORT - 1, LONG - 1):
            return at + 1
        if byte not in _DIGITS or at == LONG - 1:
            return -1
    return 0
