"""A USB-HID instrument on Linux: hidraw:///dev/hidraw0, each read one report as the kernel hands it on.

No library and no claim on the device. The node must be readable for the station's account (a udev rule gives it a name
of its own as well). On other systems there is no such node, and opening it says so.
"""

from __future__ import annotations

import os
import select
from contextlib import suppress
from pathlib import Path

from station.errors import DeviceError
from station.platform import PORT_ERRORS

HIDRAW = "hidraw://"
MOST = 4096  # bytes of one read; a report has at most 64
_FLAGS = os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class HidrawLink:
    """One HID device by the path of its node."""

    def __init__(self, device: str, node: Path) -> None:
        self._device = device
        self._node = node
        self._handle: int | None = None

    def open(self) -> None:
        try:
            self._handle = os.open(self._node, _FLAGS)
        except PORT_ERRORS as error:
            raise self._failed("device.cannot_open", str(error)) from error

    def read(self, timeout: float) -> bytes:
        """A report, waiting at most timeout seconds; b"" if none came."""
        handle = self._opened()
        try:
            ready, _, _ = select.select([handle], [], [], timeout)
            report = os.read(handle, MOST) if ready else None
        except PORT_ERRORS as error:
            raise self._failed("device.lost", str(error)) from error
        if report == b"":
            raise self._failed("device.lost", "end of file")
        return report or b""

    def write(self, data: bytes) -> None:
        handle = self._opened()
        try:
            os.write(handle, data)
        except PORT_ERRORS as error:
            raise self._failed("device.lost", str(error)) from error

    def close(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            with suppress(*PORT_ERRORS):
                os.close(handle)

    def _opened(self) -> int:
        if self._handle is None:
            raise self._failed("device.lost", "closed")
        return self._handle

    def _failed(self, key: str, reason: str) -> DeviceError:
        return DeviceError(key, device=self._device, port=f"{HIDRAW}{self._node}", reason=reason)
