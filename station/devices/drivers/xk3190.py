"""Yaohua XK3190 indicators: A9, A6, A26, D9, A12E, A27E, China's usual ones (devices.md §1.8).

    continuous  02 ± d×6 p X X 03                p decimals, XX the XOR of ± … p as two hexadecimal digits
    command     → 02 addr B X X 03   ← 02 addr cmd ± d×6 p X X 03      B gross, C tare, D net
    ascii       ww000.000kg CR LF                ww gross, wn net, wt tare; A12(E): WG004.139kg3D with XOR
                         OL | LO [XX]            above Max + 9 e, below -20 d
    plain       = s ddd.ddd                      s sign or 0
    reversed    = the same eight characters from the end to the front

(XK3190-A26 manual pp. 10–11, A23p p. 24, A12(E) p. 13.) Nothing says motion, so the stable rule waits longer and wants
three equal frames; the XOR does not see swapped digits, so it does not shorten that. Two traps that are met in the
field: the XOR digits read as "status letters", the number of decimals read as a seventh digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import msgspec

from station.devices.api import Trust
from station.devices.drivers.frames import Frames
from station.devices.drivers.poller import Poller
from station.devices.drivers.scale import Scale
from station.devices.drivers.xk3190_frames import LONGEST, look, request
from station.devices.drivers.xk3190_replies import grammar

ASCII_ORDERS = {"zero": b"Z", "tare": b"T"}


class Xk3190Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """format: one of the five above. unit: of the display, which only ascii says.

    poll: ascii is asked with R instead of sending by itself. address: of the indicator in command mode, A to Z.
    interval: seconds between polls.
    """

    format: Literal["continuous", "command", "ascii", "plain", "reversed"] = "continuous"
    unit: str = "kg"
    poll: bool = False
    address: Annotated[str, msgspec.Meta(pattern="^[A-Z]$")] = "A"
    interval: float = 0.2


class Xk3190(Scale):
    """A Yaohua XK3190 indicator in one of its five formats."""

    settings_type = Xk3190Settings
    port: ClassVar[Mapping[str, str]] = {"baudrate": "9600"}

    def __init__(self, device: str, settings: Xk3190Settings | None = None) -> None:
        used = settings or Xk3190Settings()
        poller = Poller(_question(used), used.interval, ASCII_ORDERS if used.format == "ascii" else {})
        read = grammar(used.unit, used.format, used.address)
        super().__init__(device, Frames(LONGEST, look), read, poller, Trust(flag=False, checked=poller.polls))


def _question(settings: Xk3190Settings) -> bytes:
    if settings.format == "command":
        return request(settings.address, "B")
    return b"R" if settings.format == "ascii" and settings.poll else b""
