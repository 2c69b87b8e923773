"""How an instrument stands, as the Devices page shows it: the ladder port → bytes → frame → parse → stable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from station.domain.readings import UNKNOWN, Identity, LinkState
from station.texts import Line

RECORD = "record"  # the order that begins a capture of an instrument's bytes, and ends it


class Rung(StrEnum):
    PORT = "port"
    BYTES = "bytes"
    FRAME = "frame"
    PARSE = "parse"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """good_at: monotonic seconds of the last good frame, None if there was none. reached: the last rung that holds.

    reason: a text key or the system's words for what fails; said: the same as a sentence, where there is one. raw: the
    last bytes, at most 128. delivers: how large a camera's pictures are. denied: options of the settings that it does
    not allow. identity: the instrument's own number; which: what stands there, adapter and number, while it is
    refused. orders: what it can be told to do. recording: the capture
    that is written now.
    """

    id: str
    role: str
    driver: str
    url: str
    state: LinkState = LinkState.SEARCHING
    reached: Rung | None = None
    good_at: float | None = None
    reason: str = ""
    raw: bytes = b""
    identity: str = ""
    frames: int = 0
    faults: int = 0
    delivers: str = ""
    denied: tuple[str, ...] = ()
    said: Line | None = None
    which: Identity = UNKNOWN
    orders: tuple[str, ...] = ()
    recording: str = ""
