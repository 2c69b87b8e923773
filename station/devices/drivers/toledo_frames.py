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
FIRM, MOST = 3, 9  # frames without a checksum that are refused after one, at most, that had it
_DIGITS = frozenset(b" 0123456789")


def checksum(body: bytes) -> int:
    """The byte that follows body."""
    return -sum(byte & 0x7F for byte in body) & 0x7F


class Look:
    """A Look with a memory of whether checksums are there. checksum: "auto", "yes" or "no"."""

    def __init__(self, checksum: str) -> None:
        self._wanted = checksum
        self._faith = 0  # above 0: a frame without its checksum is damaged

    def __call__(self, buffer: bytes, ended: bool) -> int:
        if buffer[0] != STX:
            return up_to(buffer, b"\x02")
        length = body_length(buffer)
        if length == 0:
            return -1 if ended else 0
        if length < 0:
            return up_to(buffer, b"\x02")
        return length if self._wanted == "no" else self._with_checksum(buffer, length, ended)

    def _with_checksum(self, buffer: bytes, length: int, ended: bool) -> int:
        """STX where the checksum would stand is the next frame's, if that is one; else it is a checksum."""
        following = body_length(buffer[length:]) if buffer[length : length + 1] == b"\x02" else -1
        if not ended and (len(buffer) == length or following == 0):
            return 0
        if len(buffer) == length or following > 0:
            return self._missing(length)
        if buffer[length] == checksum(buffer[:length]):
            self._faith = min(self._faith + FIRM, MOST)
        return length + 1

    def _missing(self, length: int) -> int:
        """A stream that never had checksums and met a byte that looked like one recovers after a few frames."""
        if self._wanted == "auto" and self._faith == 0:
            return length
        self._faith = max(self._faith - 1, 0)
        return -length


def body_length(buffer: bytes) -> int:
    """Bytes up to and with CR of the frame at the head; 0 if more are needed to know, -1 if it is none."""
    for at in range(4, min(len(buffer), LONG)):
        byte = buffer[at]
        if byte == CR and at in (SHORT - 1, LONG - 1):
            return at + 1
        if byte not in _DIGITS or at == LONG - 1:
            return -1
    return 0
