"""A serial port, or whatever pyserial opens by URL: COM3, /dev/ttyUSB0, socket://host:port, rfc2217://host:port.

Every error of pyserial and of the system below it leaves as DeviceError.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from errno import EACCES, EAGAIN, EBUSY, EINVAL
from typing import Any

import serial

from station.errors import DeviceError
from station.platform import PORT_ERRORS, WINDOWS, port_holders

# NotImplementedError: what the handler of a URL cannot do.
_ERRORS: tuple[type[Exception], ...] = (serial.SerialException, ValueError, NotImplementedError, *PORT_ERRORS)
# What pyserial raises beside them on a port that was pulled out (its handle has become None).
_PULLED: tuple[type[Exception], ...] = (*_ERRORS, TypeError, AttributeError)
REMOTE = ("socket://", "rfc2217://")
# A device server negotiates the whole line anew whenever anything about the port is set, be it only the time-out of a
# read, and pyserial has no time-out of a write for it.
NEGOTIATED = "rfc2217://"
WRITE_WITHIN = 1.0
TURN = 0.02
MOST = 4096  # bytes of one read
_CHARACTER = ("bytesize", "parity")  # how a byte stands on the line

# Settings of a port, by their names in the settings file.
PORT = ("baudrate", "bytesize", "parity", "stopbits", "rtscts", "xonxoff")


class SerialLink:
    """One port. settings: what the site has written. usual: what the instrument leaves the factory with, else 8N1.

    A port that has no seven bits or no parity (pseudo-terminals, some adapters) is opened with eight and none, unless
    the site has written that it must: the instrument's own parity bit then shows as garbage, never as another number.
    """

    def __init__(
        self, device: str, url: str, settings: Mapping[str, str] | None = None, usual: Mapping[str, str] | None = None
    ) -> None:
        self._device = device
        self._url = url
        self._settings = _port_settings(device, {**(usual or {}), **(settings or {})})
        self._may_leave = [name for name in _CHARACTER if name in (usual or {}) and name not in (settings or {})]
        self._port: Any = None
        self.remote = url.startswith(REMOTE)

    def open(self) -> None:
        try:
            self._port = self._open()
        except _ERRORS as error:
            if _taken(error):
                holders = ", ".join(port_holders(self._url))
                key = "device.taken_by" if holders else "device.taken"
                raise DeviceError(key, device=self._device, port=self._url, holders=holders) from error
            raise self._failed("device.cannot_open", error) from error

    def _open(self) -> Any:
        try:
            return _connected(self._url, self._settings)
        except _ERRORS as error:
            if not self._may_leave or error.args[:1] != (EINVAL,):
                raise
        kept = {name: value for name, value in self._settings.items() if name not in self._may_leave}
        return _connected(self._url, kept)

    def read(self, timeout: float) -> bytes:
        """What has arrived, waiting at most timeout seconds for the first byte; b"" if nothing came."""
        port = self._opened()
        try:
            return _negotiated_read(port) if self._url.startswith(NEGOTIATED) else _read(port, timeout)
        except _PULLED as error:
            raise self._failed("device.lost", error) from error

    def write(self, data: bytes) -> None:
        try:
            self._opened().write(data)
        except _PULLED as error:
            raise self._failed("device.lost", error) from error

    def close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            with suppress(*_PULLED):
                port.close()

    def _opened(self) -> Any:
        if self._port is None:
            raise DeviceError("device.lost", device=self._device, port=self._url, reason="closed")
        return self._port

    def _failed(self, key: str, error: BaseException) -> DeviceError:
        return DeviceError(key, device=self._device, port=self._url, reason=str(error))


def _read(port: Any, timeout: float) -> bytes:
    port.timeout = timeout
    first = port.read(1)
    if not first:
        return b""
    port.timeout = 0
    return bytes(first + port.read(MOST))


def _negotiated_read(port: Any) -> bytes:
    """With the time-out that the port was opened with."""
    first = port.read(1)
    return bytes(first + port.read(min(port.in_waiting, MOST))) if first else b""


def _taken(error: Exception) -> bool:
    """Another program has the port: Windows denies access then, Linux is busy or somebody holds the lock."""
    if WINDOWS:
        return "PermissionError" in str(error)
    number = error.args[0] if error.args else None
    return number in (EBUSY, EAGAIN) or (number == EACCES and "lock" in str(error))


def _connected(url: str, settings: Mapping[str, Any]) -> Any:
    """An open port that has taken its settings: a system that could set only some of them says so the second time.

    A port is this program's alone: two that read it would each get half of the bytes.
    """
    if url.startswith(NEGOTIATED):
        return serial.serial_for_url(url, timeout=TURN, **settings)
    alone: dict[str, Any] = {} if "://" in url else {"exclusive": True}
    port = serial.serial_for_url(url, timeout=0, write_timeout=WRITE_WITHIN, **alone, **settings)
    try:
        port.timeout = TURN  # pyserial sets everything anew with it
    except _ERRORS:
        port.close()
        raise
    return port


def _port_settings(device: str, given: Mapping[str, str]) -> dict[str, Any]:
    """pyserial's arguments. Raises DeviceError for a value that no port has."""
    read = {
        "baudrate": int,
        "bytesize": int,
        "parity": str,
        "stopbits": float,
        "rtscts": lambda text: text.lower() == "true",
        "xonxoff": lambda text: text.lower() == "true",
    }
    try:
        return {name: read[name](str(value)) for name, value in given.items()}  # type: ignore[operator]
    except (KeyError, ValueError) as error:
        raise DeviceError("device.port_settings", device=device, port=str(error), reason=", ".join(PORT)) from error
