"""How each family of scales writes a weight, and how a scale of it answers: the other end of the drivers under test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from station.config import DeviceSettings
from station.devices.drivers.shown import xor
from station.devices.drivers.toledo_frames import checksum

Say = Callable[[Decimal, bool], bytes]
PLATE = {"d": "0.005", "e": "0.005", "max": "30", "min": "0.100"}


@dataclass(frozen=True)
class Family:
    """A driver with its options and what its scales send. kg has three decimals and is not negative."""

    driver: str
    say: Say
    options: Mapping[str, str] = field(default_factory=dict)
    polled: bool = True

    @property
    def settings(self) -> DeviceSettings:
        return DeviceSettings("scale", "parcel_scale", self.driver, "", {**PLATE, **self.options})

    def answer(self, question: bytes, kg: Decimal, moving: bool) -> bytes:
        """What comes back: the weight, except for what is asked beside it."""
        if question in _BESIDE:
            return _BESIDE[question]
        return self.say(kg, moving)


_BESIDE = {b"I4\r\n": b"ES\r\n", b"TA\r\n": b"ES\r\n", b"OT\r\n": b"ES\r\n", b"\x05": b"\x06"}


def _sics(kg: Decimal, moving: bool) -> bytes:
    return f"S {'D' if moving else 'S'} {kg:>10} kg\r\n".encode()


def _old_sics(kg: Decimal, moving: bool) -> bytes:
    return f"SI {'?' if moving else ' '}  {kg:>9} kg \r\n".encode()


def _8217(kg: Decimal, moving: bool) -> bytes:
    return b"\x02?\x41\r" if moving else f"\x02{kg:06}\r".encode()


def _nci(kg: Decimal, moving: bool) -> bytes:
    return f"\n{kg:>7}kg\r\n{'1' if moving else '0'}0\r\x03".encode()


def _toledo(kg: Decimal, moving: bool) -> bytes:
    status = b"\x38" if moving else b"\x30"
    return b"\x02\x2d" + status + b"\x20" + b"%6d" % int(kg * 1000) + b"000000\r"


def _toledo_checked(kg: Decimal, moving: bool) -> bytes:
    body = _toledo(kg, moving)
    return body + bytes([checksum(body)])


def _sbi(kg: Decimal, moving: bool) -> bytes:
    return f"+ {kg:>8} {'   ' if moving else 'kg '}\r\n".encode()


def _sbi_22(kg: Decimal, moving: bool) -> bytes:
    return b"G     " + _sbi(kg, moving)


def _ad(kg: Decimal, moving: bool) -> bytes:
    return f"{'US' if moving else 'ST'},+{kg:08} kg\r\n".encode()


def _st_gs(kg: Decimal, moving: bool) -> bytes:
    return f"{'US' if moving else 'ST'},GS,+{kg:>7}kg\r\n".encode()


def _ohaus(kg: Decimal, moving: bool) -> bytes:
    return f"{kg:>9} kg   {'?' if moving else ' '}G  \r\n".encode()


def _cas(kg: Decimal, moving: bool) -> bytes:
    body = f"{'U' if moving else 'S'} {kg:06}kg".encode()
    return b"\x01\x02" + body + bytes([xor(body)]) + b"\x03\x04"


def _cas_22(kg: Decimal, moving: bool) -> bytes:
    head = b"US,GS,1\x84" if moving else b"ST,GS,1\xc4"
    return head + f",{kg:>8} kg\r\n".encode()


def _cas_10(kg: Decimal, moving: bool) -> bytes:
    return f"{kg:>8}\r\n".encode()


def _yaohua(kg: Decimal, moving: bool) -> bytes:
    body = b"+%06d3" % int(kg * 1000)
    return b"\x02" + body + b"%02X" % xor(body) + b"\x03"


def _yaohua_command(kg: Decimal, moving: bool) -> bytes:
    body = b"AB+%06d3" % int(kg * 1000)
    return b"\x02" + body + b"%02X" % xor(body) + b"\x03"


def _yaohua_ascii(kg: Decimal, moving: bool) -> bytes:
    return f"ww{kg:07}kg\r\n".encode()


def _yaohua_ascii_checked(kg: Decimal, moving: bool) -> bytes:
    body = f"WG{kg:07}kg".encode()
    return body + b"%02X\r\n" % xor(body)


def _yaohua_plain(kg: Decimal, moving: bool) -> bytes:
    return f"=0{kg:07}".encode()


def _yaohua_reversed(kg: Decimal, moving: bool) -> bytes:
    return b"=" + f"0{kg:07}"[::-1].encode()


def _hid(kg: Decimal, moving: bool) -> bytes:
    status = 3 if moving else 2 if not kg else 4
    return bytes([3, status, 3, 0xFD]) + int(kg * 1000).to_bytes(2, "little")


def _line(kg: Decimal, moving: bool) -> bytes:
    return f"  {kg}kg\r\n".encode()


STREAM = {"mode": "stream"}
FAMILIES: Mapping[str, Family] = {
    "mt-sics": Family("mt-sics", _sics),
    "mt-sics older": Family("mt-sics", _old_sics),
    "mettler-8217": Family("mettler-8217", _8217),
    "nci": Family("nci", _nci),
    "toledo": Family("toledo-continuous", _toledo, polled=False),
    "toledo checksum": Family("toledo-continuous", _toledo_checked, polled=False),
    "sbi": Family("sbi", _sbi),
    "sbi stream": Family("sbi", _sbi_22, STREAM, polled=False),
    "ad": Family("ad", _ad),
    "ad stream": Family("ad", _ad, STREAM, polled=False),
    "st-gs": Family("st-gs", _st_gs, polled=False),
    "ohaus": Family("ohaus", _ohaus),
    "ohaus stream": Family("ohaus", _ohaus, STREAM, polled=False),
    "cas": Family("cas", _cas),
    "cas 22": Family("cas", _cas_22, {"format": "22"}, polled=False),
    "cas 10": Family("cas", _cas_10, {"format": "10"}, polled=False),
    "xk3190": Family("xk3190", _yaohua, polled=False),
    "xk3190 command": Family("xk3190", _yaohua_command, {"format": "command"}),
    "xk3190 ascii": Family("xk3190", _yaohua_ascii, {"format": "ascii"}, polled=False),
    "xk3190 ascii checked": Family("xk3190", _yaohua_ascii_checked, {"format": "ascii", "poll": "true"}),
    "xk3190 plain": Family("xk3190", _yaohua_plain, {"format": "plain"}, polled=False),
    "xk3190 reversed": Family("xk3190", _yaohua_reversed, {"format": "reversed"}, polled=False),
    "hid-pos": Family("hid-pos", _hid, polled=False),
    "line": Family("line", _line, polled=False),
    "line adam": Family("line", _line, {"profile": "adam", "interval": "0.2"}),
}
