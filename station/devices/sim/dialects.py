"""The parcel scale in other protocols: Toledo continuous, Mettler 8217, Yaohua XK3190 (devices.md §1.2, §1.3, §1.8).

The same pan, plate, zero and tare as the MT-SICS scale; only the words differ. The check bytes are computed here, not
taken from the drivers, so that the one proves the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import xor

from station.devices.sim.scale import MtSicsScale, Plate

EVERY = 0.1  # seconds between two frames of a stream


class ToledoScale(MtSicsScale):
    """Sends 18 bytes with a checksum ten times a second; obeys Z, T and C."""

    _next = 0.0

    def feed(self, data: bytes, at: float) -> bytes:
        for byte in data:
            self._obeyed(chr(byte), at)
        return b""

    def due(self, at: float) -> bytes:
        if at < self._next:
            return b""
        self._next = at + EVERY
        return self._frame(at)

    def _obeyed(self, command: str, at: float) -> None:
        if command in "ZT" and not self._pan.moving(at):
            self._finish(command, at)
        elif command == "C":
            self._tare = 0.0

    def _shown(self, at: float) -> int:
        """What the display shows, in thousandths of a kilogram."""
        return round((self._gross(at) - self._tare) / self._plate.d) * round(self._plate.d * 1000)

    def _frame(self, at: float) -> bytes:
        shown, out = self._shown(at), self._range(at)
        net, moving = bool(self._tare), self._pan.moving(at)
        flags = 0x30 | net | (shown < 0) << 1 | bool(out) << 2 | moving << 3
        body = b"\x02" + bytes([0x2D, flags, 0x20]) + b"%6d%06d\r" % (abs(shown), round(self._tare * 1000))
        return body + bytes([-sum(body) & 0x7F])


class Scale8217(ToledoScale):
    """Answers W with the weight, or with a status byte where there is none; Z, T and C with the status."""

    def feed(self, data: bytes, at: float) -> bytes:
        return b"".join(self._replied(chr(byte), at) for byte in data)

    def due(self, at: float) -> bytes:
        return b""

    def _replied(self, command: str, at: float) -> bytes:
        if command == "W" and not self._status(at):
            return b"\x02%06.3f%s\r" % (self._shown(at) / 1000, b"N" if self._tare else b"")
        if command not in "WZTC":
            return b""
        self._obeyed(command, at)
        return b"\x02?" + bytes([0x40 | self._status(at)]) + b"\r"

    def _status(self, at: float) -> int:
        over, under = self._range(at) == "+", self._shown(at) < 0
        return self._pan.moving(at) | over << 1 | under << 2


class Xk3190Scale(ToledoScale):
    """Sends the continuous format of a Yaohua indicator; nothing in it says motion or range."""

    def feed(self, data: bytes, at: float) -> bytes:
        return b""

    def _frame(self, at: float) -> bytes:
        shown = self._shown(at)
        body = b"%s%06d3" % (b"-" if shown < 0 else b"+", abs(shown))
        return b"\x02" + body + b"%02X\x03" % reduce(xor, body)


PROTOCOLS: Mapping[str, type[MtSicsScale]] = {
    "mt-sics": MtSicsScale,
    "toledo-continuous": ToledoScale,
    "mettler-8217": Scale8217,
    "xk3190": Xk3190Scale,
}


def scale(protocol: str, serial: str) -> MtSicsScale:
    """The scale behind the cable. Raises KeyError for a protocol that no simulator speaks."""
    return PROTOCOLS[protocol](Plate(serial=serial))
