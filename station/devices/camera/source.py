"""A network camera's stream: one connection, read in small bites so that nothing waits longer than told."""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable
from urllib.parse import SplitResult, unquote, urlsplit

from station.devices.camera.http_auth import Login, authorization
from station.devices.camera.mjpeg import MjpegReader
from station.devices.camera.options import CameraOrder, without_password
from station.devices.camera.shot import Shot
from station.errors import DeviceError

CONNECT_WITHIN = 3.0
BITE = 64 * 1024
STALL = 0.3  # seconds that this side did not read: what the network has kept since then is older than a picture may be


class MjpegSource:
    """http://[user:password@]host:port/path, MJPEG. Every error leaves as DeviceError.

    A picture's moment is the last one at which nothing was waiting to be read: it may be younger, never older.
    """

    def __init__(self, order: CameraOrder, clock: Callable[[], float] = time.monotonic) -> None:
        self._device = order.device
        self._url = order.url
        self._clock = clock
        self._socket: socket.socket | None = None
        self._reader = MjpegReader()
        self._authorized = ""
        self._empty_at = self._read_at = float("-inf")
        self.denied = tuple(name for name in ("fps", "focus", "exposure") if getattr(order.options, name))

    def open(self) -> None:
        self._ask("")

    def _ask(self, authorized: str) -> None:
        parts = urlsplit(self._url)
        if parts.scheme != "http" or not parts.hostname:
            raise self._failed("device.cannot_open", "http://")
        try:
            self._socket = socket.create_connection((parts.hostname, parts.port or 80), CONNECT_WITHIN)
            self._socket.sendall(_request(parts.hostname, _login(parts).path, authorized))
        except (OSError, ValueError) as error:  # a port that is no number is a ValueError
            raise self._failed("device.cannot_open", str(error)) from error
        self._reader = MjpegReader()
        self._authorized = authorized
        self._read_at = self._clock()

    def read(self, timeout: float) -> list[Shot]:
        if self._clock() - self._read_at > STALL:
            self.close()
            self.open()
        data = self._bite(0.0)
        if data is None:
            self._empty_at = self._clock()
            data = self._bite(timeout)
        self._read_at = self._clock()
        return [Shot(self._empty_at, jpeg) for jpeg in self._pictures(data)] if data else []

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _bite(self, timeout: float) -> bytes | None:
        """What has arrived; None where nothing did within the time."""
        if self._socket is None:
            raise self._failed("device.lost", "closed")
        self._socket.settimeout(timeout)
        try:
            data = self._socket.recv(BITE)
        except (TimeoutError, BlockingIOError):
            return None
        except OSError as error:
            raise self._failed("device.lost", str(error)) from error
        if not data:
            raise self._failed("device.lost", "end of stream")
        return data

    def _pictures(self, data: bytes) -> list[bytes]:
        pictures = self._reader.feed(data)
        if self._reader.problem and not self._authorized and self._sign_in():
            return []
        if self._reader.problem:
            raise self._failed("device.lost", f"{self._reader.problem} {self._reader.detail}".strip())
        return pictures

    def _sign_in(self) -> bool:
        """Asks once more, with the password, if there is one; whether it did."""
        login = _login(urlsplit(self._url))
        answer = authorization(self._reader.challenge, login, secrets.token_hex(8)) if login.user else ""
        if answer:
            self.close()
            self._ask(answer)
        return bool(answer)

    def _failed(self, key: str, reason: str) -> DeviceError:
        return DeviceError(key, device=self._device, port=without_password(self._url), reason=reason)


def _request(host: str, path: str, authorized: str) -> bytes:
    head = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
    if authorized:
        head.append(f"Authorization: {authorized}")
    return ("\r\n".join(head) + "\r\n\r\n").encode("ascii", "replace")


def _login(parts: SplitResult) -> Login:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Login(unquote(parts.username or ""), unquote(parts.password or ""), path)
