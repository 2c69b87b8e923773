"""The seam of every instrument: a Link moves bytes, a Driver understands them.

A driver knows no port, no thread and no clock: bytes and monotonic seconds come in as arguments, readings and bytes
to be sent come out. So a driver is tested with byte tables, a link with any bytes, and a simulator is one more process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from station.domain.readings import (
    Climate,
    Fault,
    Frame,
    LinkChange,
    LinkState,
    Preview,
    Reading,
    Scan,
    Weight,
    WeightMode,
    WeightStatus,
)

__all__ = [
    "Climate",
    "Driver",
    "Fault",
    "Frame",
    "Link",
    "LinkChange",
    "LinkState",
    "Preview",
    "Reading",
    "Scan",
    "Trust",
    "Weight",
    "WeightMode",
    "WeightStatus",
]


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a scale's protocol can be trusted; the stable rule takes its window from it (devices.md §2).

    flag: a frame says whether the weight is stable. checked: frames carry a checksum that sees every error the line
    is likely to make, or are replies to a poll. A driver says it in its attribute `trust`; one that says nothing is
    trusted with neither.
    """

    flag: bool = False
    checked: bool = False


class Link(Protocol):
    """Moves bytes. Every method raises DeviceError (and nothing else) when the port fails."""

    def open(self) -> None: ...

    def read(self, timeout: float) -> bytes:
        """What has arrived, waiting at most timeout seconds for the first byte; b"" if nothing came."""
        ...

    def write(self, data: bytes) -> None: ...

    def close(self) -> None:
        """Never raises; may be called twice."""
        ...


class Driver(Protocol):
    """Turns bytes into readings.

    Its class may carry `port`, the port settings that the family leaves the factory with, and a scale's driver
    `trust`; neither is needed. One whose instruments can tell their own number carries `identity`, "" until it was
    told, and `forget()`, which is called when the port was opened: whoever stands there now has to tell it anew (ADR
    0006).
    """

    kind: str

    def feed(self, data: bytes, at: float) -> list[Reading | Fault]:
        """Takes bytes that arrived at a moment; feed(b"", at) tells that nothing came."""
        ...

    def pending(self, at: float) -> bytes | None:
        """Bytes that want to be sent now: a poll, an acknowledgement, an order; None if none."""
        ...

    def order(self, command: str) -> None:
        """zero, tare, beep, trigger … ; an order that the protocol has not is refused with DeviceError."""
        ...
