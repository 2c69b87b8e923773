"""What an instrument said: values with their unit, raw bytes and moment.

A reading is a fact about bytes that arrived, not yet a weight or a scan that counts; the rules
(weighing, codes, workflow.engine) decide what it is good for. Moments are monotonic seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from station.domain.events.common import MachineRead, MeasuringCard


class WeightStatus(StrEnum):
    """What the scale says of the number it shows."""

    OK = "ok"
    MOTION = "motion"
    OVER = "over"
    UNDER = "under"
    ERROR = "error"
    NONE = "none"
    """No weight: not ready, a count of pieces, a tare. The scale is there and says so."""


class WeightMode(StrEnum):
    GROSS = "gross"
    NET = "net"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Weight:
    """One frame of a scale. value is None where the status carries no number.

    stable is the device's own flag, None where the protocol has none.
    checked is true where the frame had a checksum that fits or was the reply to a poll. tare is in the same unit,
    None where the scale cannot tell it. alibi: the number of a scale that keeps its weights itself, "" for none.
    """

    device: str
    seen_at: float
    raw: bytes
    value: Decimal | None
    unit: str
    stable: bool | None
    status: WeightStatus = WeightStatus.OK
    mode: WeightMode = WeightMode.GROSS
    checked: bool = False
    text: str = ""
    tare: Decimal | None = None
    alibi: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """One code that a gun or camera read. symbology is the AIM identifier without "]", e.g. "C1"; "" if none."""

    device: str
    seen_at: float
    raw: bytes
    text: str
    symbology: str = ""


@dataclass(frozen=True, slots=True)
class Climate:
    """Air temperature in °C and relative humidity in %."""

    device: str
    seen_at: float
    raw: bytes
    temperature: Decimal
    humidity: Decimal


@dataclass(frozen=True, slots=True)
class Frame:
    """One camera picture: the JPEG bytes and what was measured on it.

    sharpness is the variance of the Laplacian at 640 px width, brightness the mean grey 0–255, burnt the share of
    saturated pixels 0–1. evidence is "device-bytes" (the camera's exact JPEG) or "first-encoding". token is the one of
    the request that this picture answers. codes are the texts that were read in it, unproven: for comparing only.
    card is what was found of the measuring card, None where nobody wanted to measure.
    corners are those of a sheet of paper in it, in pixels, clockwise from the top left, () where there is none.
    """

    device: str
    seen_at: float
    jpeg: bytes
    width: int
    height: int
    sharpness: float
    brightness: float
    burnt: float
    evidence: str
    sequence: int = 0
    token: str = ""
    codes: tuple[str, ...] = ()
    card: MeasuringCard | None = None
    corners: tuple[tuple[int, int], ...] = ()


Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Live:
    """What was measured on a live picture: sharpness, brightness and burnt as of a Frame.

    motion is the change against the live picture before, in grey levels of the most changed tenth. look is the whole
    picture as 16 × 9 greys, to tell whether something else stands there.
    """

    sharpness: float
    brightness: float
    burnt: float
    motion: float
    look: bytes


@dataclass(frozen=True, slots=True)
class Preview:
    """A small live picture for the screen, about 480 px wide; never evidence.

    outlines: the corners of codes seen in it, as shares of its width and height.
    """

    device: str
    seen_at: float
    jpeg: bytes
    outlines: tuple[Outline, ...] = ()
    live: Live | None = None


@dataclass(frozen=True, slots=True)
class Recalled:
    """The answer to "was this picture shown before?": the earlier one's SHA-256, "" for none.

    compared is False where the search could not say.
    """

    device: str
    seen_at: float
    sha256: str
    earlier: str
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Filming:
    """How a film goes: ms since it began, bytes of its file, why it stands still ("" while it runs)."""

    device: str
    seen_at: float
    token: str
    ms: int
    size: int
    paused: str = ""


@dataclass(frozen=True, slots=True)
class Filmed:
    """A film has ended. end: asked, time, size, room, disk, process, or lost where its process died without a word.

    sha256: of the bytes that were written, hex; "" where nobody can tell.
    """

    device: str
    seen_at: float
    token: str
    end: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class NumberRead:
    """The number that a machine proposes for a picture, None for no proposal.

    about: the picture's SHA-256, or the token of one that was looked at and is not kept; then piece is its line (JPEG).
    """

    device: str
    seen_at: float
    about: str
    read: MachineRead | None
    piece: bytes = b""


Reading = Weight | Scan | Climate | Frame | Filming | Filmed


@dataclass(frozen=True, slots=True)
class Fault:
    """Bytes that are no reading, or a reply that says so. code is a text key below "fault.".

    token is the one of a camera's request that it refuses, "" for everything else.
    """

    device: str
    seen_at: float
    code: str
    raw: bytes = b""
    text: str = ""
    token: str = ""


class LinkState(StrEnum):
    """Where a device stands: searching (opening, backing off), online (good frames), silent (open, no good frame),
    refused (another one stands in its place, and nobody has allowed it)."""

    SEARCHING = "searching"
    ONLINE = "online"
    SILENT = "silent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which one of its kind an instrument is.

    plug: of its USB adapter, as devices/plugs.py writes it. serial: the number that it tells by its own protocol.
    "" where nothing tells it.
    """

    plug: str = ""
    serial: str = ""

    def completed(self, seen: Identity) -> Identity:
        """What was not known yet taken from what was seen."""
        return Identity(self.plug or seen.plug, self.serial or seen.serial)


UNKNOWN = Identity()


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A device was lost or came back. reason is a text key or the system's words for a person.

    identity: of what stands there now, where it is online or refused.
    """

    device: str
    seen_at: float
    state: LinkState
    reason: str = ""
    identity: Identity = UNKNOWN
