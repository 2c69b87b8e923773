"""What every simulated instrument is: bytes in, bytes out, and orders of whoever plays the dock.

Sans-I/O like the drivers it talks to: it knows no port, no process and no clock, so its bytes are tested as tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

Order = Mapping[str, Any]  # {"do": "put", "kg": "12.40"}: one line of JSON on the simulator's standard input


class Unplayable(Exception):
    """An order that the instrument does not know, or with a value that it cannot use."""


class Instrument(Protocol):
    """An instrument without its cable."""

    kind: str

    def obey(self, order: Order, at: float) -> bytes:
        """Something happens to the instrument: a load, a trigger, warm air. Bytes that it sends because of that."""
        ...

    def feed(self, data: bytes, at: float) -> bytes:
        """Bytes from the host; the answer, b"" if there is none yet."""
        ...

    def due(self, at: float) -> bytes:
        """What the instrument says by itself: a late answer, the next line of a stream."""
        ...


def text_of(order: Order, name: str) -> str:
    """A value of an order as text. Raises Unplayable where it is missing."""
    if name not in order:
        raise Unplayable(f"{order.get('do')} needs {name!r}")
    return str(order[name])
