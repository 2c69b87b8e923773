"""A Newland gun with its commands (devices.md §3 "Gun commands"; HR42 guide p. 16, HR52 p. 35).

command  7E 01 "0000" ("@" for ever | "#" until switched off) commands ";" 03
reply    02 01 "0000" … the same commands, behind each 06 taken, 15 wrong data or 05 unknown … ";" 03
         "$$%~OK" or "$$%~ER" from guns of the BS80 time
data     a line as from any gun
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from station.devices.api import Fault
from station.devices.drivers.command_gun import Answer, CommandGun

_START, _END = b"\x02\x01", b"\x03"
_OLD, _OLD_BYTES = b"$$%~", 6
LONGEST_REPLY = 512


def command_frame(text: str, *, keep: bool = False) -> bytes:
    """Commands as the guide writes them: "C11ENA1,MIN12,MAX22". keep writes the gun's flash memory."""
    return b"\x7e\x010000" + (b"@" if keep else b"#") + text.encode("ascii").rstrip(b";") + b";" + _END


class Newland(CommandGun):
    """Lines and replies to commands."""

    ORDERS: ClassVar[Mapping[str, bytes]] = {
        "trigger": command_frame("SCNTRG1"),
        "release": command_frame("SCNTRG0"),
    }

    def command(self, text: str) -> bytes:
        return command_frame(text)

    def answer(self, buffer: bytes, at: float) -> Answer | None:
        if _OLD.startswith(buffer[:4]):
            return self._old(buffer, at)
        if not _START.startswith(buffer[:2]):
            return 0, []
        end = buffer.find(_END)
        if end < 0:
            if len(buffer) <= LONGEST_REPLY:
                return None
            return len(buffer), [Fault(self._device, at, "garbage", buffer[:64])]
        return end + 1, self._replied(buffer[: end + 1], at)

    def _old(self, buffer: bytes, at: float) -> Answer | None:
        """OK or ER behind the older guns' head."""
        verdict = buffer[len(_OLD) : _OLD_BYTES]
        if b"OK".startswith(verdict) or b"ER".startswith(verdict):
            if len(verdict) < 2:
                return None
            return _OLD_BYTES, [Fault(self._device, at, "gun.refused", buffer[:_OLD_BYTES])] if verdict == b"ER" else []
        return 0, []
