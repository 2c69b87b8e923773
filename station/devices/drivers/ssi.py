"""A Zebra gun that speaks SSI, the Simple Serial Interface, 9600 8N1 (devices.md §3; packets in ssi_packets.py).

Every code is acknowledged, else the gun sends it again with the retransmit bit: then it is acknowledged once more and
counted once. A damaged packet is asked for again (NAK, reason 1). Long codes come in several packets: as decode data
whose status says that more follows, or as opcode 0x73 with a number, then the code's type and its length.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any, Self

from station.devices.api import Fault, Reading
from station.devices.drivers import ssi_packets as ssi
from station.devices.drivers.aim import SSI, scan_of
from station.devices.drivers.gun import LONGEST, GunSettings, gun_settings
from station.devices.drivers.ssi_packets import Packet, Packets, packet
from station.errors import DeviceError

GIVE_UP = 0.5  # seconds of silence within a packet
MORE_WITHIN = 3.0  # seconds in which the next part of a long code has to come
_LONG_HEAD = 9  # bytes before the text in the first part of an 0x73 code, after its number

ORDERS: Mapping[str, bytes] = {
    "beep": packet(0xE6, b"\0"),  # one short high beep
    "enable": packet(0xE9),
    "disable": packet(0xEA),
    "trigger": packet(0xE4),
    "release": packet(0xE5),
    "led_on": packet(0xE7, b"\1"),
    "led_off": packet(0xE8, b"\1"),
    "aim_on": packet(0xC5),
    "aim_off": packet(0xC4),
    "revision": packet(0xA3),
}
_ACK, _RESEND, _CONTINUE = packet(ssi.ACK), packet(ssi.NAK, bytes([ssi.RESEND])), packet(ssi.CONTINUED_ACK)


class Ssi:
    """A gun that sends packets and wants each of them acknowledged."""

    kind = "gun"

    def __init__(self, device: str, settings: GunSettings | None = None) -> None:
        self._device = device
        self._encoding = (settings or GunSettings()).encoding
        self._packets = Packets()
        self._to_send: deque[bytes] = deque()
        self._last: bytes = b""  # opcode and data of the last packet that counted
        self._parts = b""  # of a long code: its type, then its text
        self._wanted = 0  # bytes of an 0x73 code; 0 where the status of the packets tells the end
        self._last_byte_at = 0.0
        self.identity = ""

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> Self:
        return cls(device, gun_settings(device, settings))

    def feed(self, data: bytes, at: float) -> list[Reading | Fault]:
        if not data:
            return self._silence(at)
        self._last_byte_at = at
        skipped = self._packets.skipped
        found = [one for read in self._packets.feed(data) for one in self._read(read, at)]
        if self._packets.skipped > skipped:
            found.append(Fault(self._device, at, "garbage", data[:64]))
        return found

    def pending(self, at: float) -> bytes | None:
        return self._to_send.popleft() if self._to_send else None

    def order(self, command: str) -> None:
        if command not in ORDERS:
            raise DeviceError("device.order", device=self._device, order=command)
        self._to_send.append(ORDERS[command])

    def _silence(self, at: float) -> list[Reading | Fault]:
        quiet = at - self._last_byte_at
        if self._packets.open and quiet >= GIVE_UP:
            return [Fault(self._device, at, "scan.partial", self._packets.drop())]
        if self._parts and quiet >= MORE_WITHIN:
            return [self._fault("scan.partial", at, self._parts)]
        return []

    def _read(self, read: Packet, at: float) -> list[Reading | Fault]:
        if not read.whole:
            self._to_send.append(_RESEND)
            return [Fault(self._device, at, "scan.checksum", read.raw)]
        match read.opcode:
            case ssi.DECODED | ssi.CONTINUED:
                return self._decoded(read, at)
            case ssi.EVENT | ssi.PARAMETERS:
                self._to_send.append(_ACK)
            case ssi.REVISION:
                self.identity = read.data.decode("ascii", "replace").strip()
            case ssi.NAK:
                return [Fault(self._device, at, "gun.refused", read.raw, str(read.data[0] if read.data else ""))]
        return []

    def _decoded(self, read: Packet, at: float) -> list[Reading | Fault]:
        content = bytes([read.opcode]) + read.data
        again = bool(read.status & ssi.RETRANSMIT) and content == self._last
        self._last = content
        if again:
            self._to_send.append(_ACK)
            return []
        if read.opcode == ssi.CONTINUED:
            return self._numbered(read, at)
        self._to_send.append(_ACK)
        more = bool(read.status & ssi.CONTINUES)
        if self._parts or more:
            return self._collected(read.data[1 if self._parts else 0 :], at, done=not more)
        return [self._scan(read.data, read.raw, at)]

    def _numbered(self, read: Packet, at: float) -> list[Reading | Fault]:
        """A part of an 0x73 code: its number; in part 0 then decode data's opcode, type and length; text."""
        number, body = read.data[:1], read.data[1:]
        if number == b"\0":
            if len(body) < _LONG_HEAD or body[0] != ssi.DECODED:
                self._to_send.append(_ACK)
                return [self._fault("garbage", at, read.raw)]
            self._parts, self._wanted = body[5:6], int.from_bytes(body[7:9], "big")
            body = body[_LONG_HEAD:]
        elif not self._wanted:
            self._to_send.append(_ACK)
            return [self._fault("scan.partial", at, read.raw)]
        done = len(self._parts) - 1 + len(body) >= self._wanted
        self._to_send.append(_ACK if done else _CONTINUE)
        return self._collected(body, at, done=done)

    def _collected(self, part: bytes, at: float, *, done: bool) -> list[Reading | Fault]:
        self._parts += part
        if len(self._parts) > LONGEST or self._wanted > LONGEST:
            return [self._fault("too_long", at, self._parts[:64])]
        if not done:
            return []
        whole = self._parts[: self._wanted + 1] if self._wanted else self._parts
        self._parts, self._wanted = b"", 0
        return [self._scan(whole, whole, at)]

    def _scan(self, data: bytes, raw: bytes, at: float) -> Reading | Fault:
        """Decode data: the code's type, then its text as the gun formats it."""
        if len(data) < 2:
            return Fault(self._device, at, "scan.partial", raw)
        found = scan_of(self._device, at, data[1:], self._encoding, SSI.get(data[0], ""))
        return found if isinstance(found, Fault) else type(found)(self._device, at, raw, found.text, found.symbology)

    def _fault(self, code: str, at: float, raw: bytes) -> Fault:
        """A long code that comes to nothing."""
        self._parts, self._wanted = b"", 0
        return Fault(self._device, at, code, raw)
