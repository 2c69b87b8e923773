"""A port found by its USB adapter: at every opening anew, since its COM or tty name may be another one by now."""

from __future__ import annotations

from collections.abc import Callable

from station.devices.api import Link
from station.devices.found import PortSeen
from station.errors import DeviceError

Ports = Callable[[], tuple[PortSeen, ...]]


class PluggedLink:
    """Asks where the instrument is (plugs.find), opens that port and hands everything through.

    plug and url are those of the port that was found last.
    """

    def __init__(self, device: str, url: str, find: Callable[[], PortSeen], link: Callable[[str], Link]) -> None:
        self._device, self._find, self._make = device, find, link
        self._link: Link | None = None
        self.plug, self.url = "", url

    def open(self) -> None:
        """Raises OtherDevice where another adapter stands in its place."""
        found = self._find()
        self.plug, self.url = found.plug, found.url
        self._link = self._make(found.url)
        self._link.open()

    def read(self, timeout: float) -> bytes:
        return self._opened().read(timeout)

    def write(self, data: bytes) -> None:
        self._opened().write(data)

    def close(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()

    def _opened(self) -> Link:
        if self._link is None:
            raise DeviceError("device.lost", device=self._device, port=self.url, reason="closed")
        return self._link
