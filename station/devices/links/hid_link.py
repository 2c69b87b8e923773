"""A USB-HID instrument by its identity, on every system: hid://0922:8003, or hid://0922:8003/<serial number>.

Needs the optional library hidapi (the extra "hid"); opening without it says so. On Linux hidraw:// does without.
One read is one report, the oldest that waits; the worker reads without a pause, so that none becomes old.
"""

from __future__ import annotations

import re
from contextlib import suppress
from importlib import import_module
from typing import Any, Protocol, cast

from station.errors import DeviceError

HID = "hid://"
MOST = 64  # bytes of a report at most (USB HID 1.11 §5.6, full speed)
_TROUBLE = (OSError, ValueError)  # hidapi says ValueError for a device that is not open any more
_IDENTITY = re.compile(r"([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})(?:/(.+))?")


class _Hid(Protocol):
    """What is used of hidapi's device."""

    def open(self, vendor: int, product: int, serial: str | None) -> None: ...

    def read(self, most: int, timeout_ms: int) -> list[int]: ...

    def write(self, data: bytes) -> int: ...

    def error(self) -> str: ...

    def close(self) -> None: ...


class HidLink:
    """One HID device by vendor, product and, where two of a kind are plugged in, serial number."""

    def __init__(self, device: str, url: str) -> None:
        self._device = device
        self._url = url
        self._hid: _Hid | None = None

    def open(self) -> None:
        found = _IDENTITY.fullmatch(self._url.removeprefix(HID))
        if found is None:
            raise self._failed("device.hid_url", "")
        made = self._library()
        try:
            made.open(int(found[1], 16), int(found[2], 16), found[3])
        except _TROUBLE as error:
            raise self._failed("device.cannot_open", str(error)) from error
        self._hid = made

    def read(self, timeout: float) -> bytes:
        """A report, waiting at most timeout seconds; b"" if none came."""
        try:
            return bytes(self._opened().read(MOST, max(1, round(timeout * 1000))))
        except _TROUBLE as error:
            raise self._failed("device.lost", str(error)) from error

    def write(self, data: bytes) -> None:
        """A report; its first byte is the report's number, 0 for a device without numbers."""
        hid = self._opened()
        try:
            written = hid.write(data)
        except _TROUBLE as error:
            raise self._failed("device.lost", str(error)) from error
        if written < 0:
            raise self._failed("device.lost", hid.error())

    def close(self) -> None:
        hid, self._hid = self._hid, None
        if hid is not None:
            with suppress(*_TROUBLE):
                hid.close()

    def _library(self) -> _Hid:
        try:
            library: Any = import_module("hid")
        except ImportError as error:
            raise self._failed("device.no_hidapi", str(error)) from error
        return cast(_Hid, library.device())

    def _opened(self) -> _Hid:
        if self._hid is None:
            raise self._failed("device.lost", "closed")
        return self._hid

    def _failed(self, key: str, reason: str) -> DeviceError:
        return DeviceError(key, device=self._device, port=self._url, reason=reason)
