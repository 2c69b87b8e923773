"""A network camera's stream: one connection, read in small bites so that nothing waits longer than told."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from station.devices.camera.mjpeg import MjpegReader
from station.errors import DeviceError

CONNECT_WITHIN = 3.0
BITE = 64 * 1024


class MjpegSource:
    """http://host:port/path, MJPEG. Every error leaves as DeviceError."""

    def __init__(self, device: str, url: str) -> None:
        self._device = device
        self._url = url
        self._socket: socket.socket | None = None
        self._reader = MjpegReader()

    def open(self) -> None:
        parts = urlsplit(self._url)
        if parts.scheme != "http" or not parts.hostname:
            raise self._failed("device.cannot_open", "http://")
        try:
            self._socket = socket.create_connection((parts.hostname, parts.port or 80), CONNECT_WITHIN)
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            asked = f"GET {path} HTTP/1.1\r\nHost: {parts.hostname}\r\nConnection: close\r\n\r\n"
            self._socket.sendall(asked.encode("ascii", "replace"))
        except OSError as error:
            raise self._failed("device.cannot_open", str(error)) from error
        self._reader = MjpegReader()

    def read(self, timeout: float) -> list[bytes]:
        """Whole pictures that have arrived; [] where none did within the time."""
        if self._socket is None:
            raise self._failed("device.lost", "closed")
        self._socket.settimeout(timeout)
        try:
            data = self._socket.recv(BITE)
        except TimeoutError:
            return []
        except OSError as error:
            raise self._failed("device.lost", str(error)) from error
        if not data:
            raise self._failed("device.lost", "end of stream")
        pictures = self._reader.feed(data)
        if self._reader.problem:
            raise self._failed("device.lost", f"{self._reader.problem} {self._reader.detail}".strip())
        return pictures

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _failed(self, key: str, reason: str) -> DeviceError:
        return DeviceError(key, device=self._device, port=self._url, reason=reason)
