"""A link that writes down what goes over another one (station capture)."""

from __future__ import annotations

from collections.abc import Callable

from station.devices.api import Link
from station.devices.capture import Chunk


class Tap:
    """Hands everything through; told gets every chunk. now: monotonic seconds; the first chunk is 0.000."""

    def __init__(self, link: Link, told: Callable[[Chunk], None], now: Callable[[], float]) -> None:
        self._link = link
        self._told = told
        self._now = now
        self._began: float | None = None

    def open(self) -> None:
        self._link.open()

    def read(self, timeout: float) -> bytes:
        data = self._link.read(timeout)
        self._note(data, sent=False)
        return data

    def write(self, data: bytes) -> None:
        self._link.write(data)
        self._note(data, sent=True)

    def close(self) -> None:
        self._link.close()

    def _note(self, data: bytes, sent: bool) -> None:
        if not data:
            return
        now = self._now()
        self._began = now if self._began is None else self._began
        self._told(Chunk(now - self._began, sent, data))
