"""What is found at a port before anything is set up: for the guide that adds an instrument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from station.domain.readings import Reading
from station.texts import Line


@dataclass(frozen=True, slots=True)
class PortSeen:
    """A serial port of this machine. url: what to open, a name that stays where the system has one.

    what: how the adapter calls itself, "" if it says nothing. owner: the instrument that has the port, "" if none.
    plug: which adapter it is (plugs.py), "" for a port that is on no USB adapter.
    """

    url: str
    what: str = ""
    owner: str = ""
    plug: str = ""


@dataclass(frozen=True, slots=True)
class CameraSeen:
    """A camera of this machine. index counts as OpenCV does; name is what it calls itself, "" where nobody tells.

    url is for the settings, with a name that stays after replugging where there is one. sizes: px, the largest first.
    owner: the instrument that has it, "" if none.
    """

    index: int
    name: str
    url: str
    sizes: tuple[tuple[int, int], ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A driver that understands what was heard, with the options that it needs for that.

    frames: good ones; proved: those of them with a checksum that fits, or that answered a question. share: of the
    bytes that were framed, those in good frames, 0–1. last: the newest reading. identity: a serial number, "" if none.
    """

    driver: str
    options: Mapping[str, str]
    frames: int
    proved: int
    share: float
    last: Reading
    identity: str = ""

    @property
    def name(self) -> str:
        """The driver and what tells its formats apart: "xk3190 reversed"."""
        told = (self.options[key] for key in ("format", "mode", "profile", "encoding") if key in self.options)
        return " ".join((self.driver, *told))


@dataclass(frozen=True, slots=True)
class Heard:
    """A search as it stands. raw: the last bytes, at most 64. count: of all bytes. asking: the driver whose question
    is being asked, "" while only listening. port: the port settings being tried, "" where there are none.
    """

    candidates: tuple[Candidate, ...] = ()
    raw: bytes = b""
    count: int = 0
    asking: str = ""
    port: str = ""
    done: bool = False
    failed: Line | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """How a port is tried: None where it has no speed (a network address, a recording)."""

    values: Mapping[str, str] | None = field(default=None)

    @property
    def name(self) -> str:
        """As it is written on a scale's menu: "9600 7E1"; "" without a speed."""
        if self.values is None:
            return ""
        return "{baudrate} {bytesize}{parity}{stopbits}".format(**{**PLAIN_PORT, **self.values})


PLAIN_PORT: Mapping[str, str] = {"baudrate": "9600", "bytesize": "8", "parity": "N", "stopbits": "1"}
