"""Which USB adapter a port is on, and where an adapter is now: COM and tty names change, the adapter stays the same.

An adapter is written as one text, in settings, log and on the screen:

    0403:6001 A50285BI        vendor and product in hexadecimal, and its serial number
    0403:6011 FT4ABC @:1.2    one of several ports with the same number: the interface as well
    1A86:7523 @1-1.4          without a number of its own (CH340): the socket it is in

Sans-I/O: the list of ports comes in as an argument (links/ports.py makes it).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from station.config import PLUG
from station.devices.found import PortSeen
from station.errors import DeviceError, OtherDevice


@dataclass(frozen=True, slots=True)
class Plug:
    """One adapter. model: "0403:6001". number: its serial number, "" if it has none. place: socket or interface."""

    model: str
    number: str = ""
    place: str = ""

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The adapter that a text names; None if it names none."""
        found = PLUG.fullmatch(text)
        return cls(f"{found[1]}:{found[2]}".upper(), found[3] or "", found[4] or "") if found else None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.model, self.number, self.place and f"@{self.place}")))

    def fits(self, seen: Plug) -> bool:
        """Whether a port that was seen is on this adapter; a place counts where this one names it."""
        here = self.place in ("", seen.place) or (self.place[:1] == ":" and seen.place.endswith(self.place))
        return self.model == seen.model and self.number == seen.number and here


def named(plugs: Sequence[Plug]) -> list[str]:
    """Adapters with their whole place as the texts that tell them apart: no place where the number is enough."""
    told = []
    for plug in plugs:
        twins = sum((other.model, other.number) == (plug.model, plug.number) for other in plugs) > 1
        interface = f":{plug.place.partition(':')[2]}" if ":" in plug.place else plug.place
        place = plug.place if not plug.number else interface if twins else ""
        told.append(str(Plug(plug.model, plug.number, place)))
    return told


def same_place(one: str, other: str) -> bool:
    """Whether two addresses are the same port: it may be named by itself or by a link to it."""
    return one == other or _place(one) == _place(other)


def _place(url: str) -> str:
    return url if "://" in url else str(Path(url).resolve())


def find(
    device: str, wanted: str, url: str, ports: Sequence[PortSeen], claimed: Callable[[PortSeen], bool]
) -> PortSeen:
    """The port that an instrument is on now.

    wanted: its adapter, "" where any will do. url: the port it was set up with, "" if none. claimed: whether a port is
    another instrument's. Raises OtherDevice where another adapter stands in its place, DeviceError where none does or
    several fit.
    """
    at_url = next((port for port in ports if url and same_place(port.url, url)), None)
    if not wanted:
        return at_url or PortSeen(url)
    plug = Plug.read(wanted)
    fitting = [port for port in ports if plug and (seen := Plug.read(port.plug)) and plug.fits(seen)]
    if at_url in fitting or len(fitting) == 1:
        return at_url if at_url is not None and at_url in fitting else fitting[0]
    if fitting:
        raise DeviceError("device.several", device=device, wanted=wanted, port=", ".join(p.url for p in fitting))
    other = at_url or _alike(plug, [port for port in ports if not claimed(port)])
    if other is not None:
        raise other_device(device, wanted, other.plug, plug=other.plug)
    raise DeviceError("device.unplugged", device=device, wanted=wanted, port=url)


def _alike(plug: Plug | None, ports: Sequence[PortSeen]) -> PortSeen | None:
    """The only port of the same model: the adapter was changed, and its port has another name."""
    alike = [port for port in ports if plug and (seen := Plug.read(port.plug)) and seen.model == plug.model]
    return alike[0] if len(alike) == 1 else None


def other_device(device: str, wanted: str, found: str, plug: str = "", serial: str = "") -> OtherDevice:
    """What is raised where another one stands."""
    told = {"wanted": wanted or "—", "found": found or "—", "plug": plug, "serial": serial}
    return OtherDevice("device.other", device=device, **told)
