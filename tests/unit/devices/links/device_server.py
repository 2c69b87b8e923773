"""A scale behind a device server on loopback: raw TCP as socket:// opens it, or Telnet with RFC 2217 by pyserial's own
PortManager, which is what `rfc2217://` speaks to. It counts how often the line was negotiated."""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Callable

import serial
from serial.rfc2217 import PortManager

from station.devices.sim.scale import MtSicsScale


class Line:
    """The serial line of the device server, as far as PortManager asks for it."""

    cts = dsr = ri = cd = False
    rtscts = xonxoff = dtr = rts = False
    parity, stopbits, bytesize = serial.PARITY_NONE, serial.STOPBITS_ONE, serial.EIGHTBITS

    def __init__(self) -> None:
        self._baudrate = 9600
        self.settings: list[int] = []  # every speed that was set

    @property
    def baudrate(self) -> int:
        return self._baudrate

    @baudrate.setter
    def baudrate(self, value: int) -> None:
        self._baudrate = value
        self.settings.append(value)

    def reset_input_buffer(self) -> None: ...

    def reset_output_buffer(self) -> None: ...


class DeviceServer:
    """One listener at a time, on a thread. cut: the connection breaks; deaf: it stays and nothing is said."""

    def __init__(self, telnet: bool) -> None:
        self._telnet = telnet
        self._server = socket.create_server(("127.0.0.1", 0))
        self.number = self._server.getsockname()[1]
        self.scale, self.line = MtSicsScale(), Line()
        self.connections = 0
        self.deaf = False
        self._client: socket.socket | None = None
        self._manager: PortManager | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"{'rfc2217' if self._telnet else 'socket'}://127.0.0.1:{self.number}"

    def cut(self) -> None:
        """The network takes the connection away."""
        client = self._client
        if client is not None:
            client.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._server.close()

    def write(self, data: bytes) -> None:
        """PortManager's way to the client."""
        if self._client is not None:
            self._client.sendall(data)

    def _run(self) -> None:
        while not self._stop.is_set():
            ends = [end for end in (self._server, self._client) if end is not None]
            ready, _, _ = select.select(ends, [], [], 0.01)
            if self._server in ready:
                self._accept()
            self._guarded(lambda ready=ready: self._serve(ready))  # type: ignore[misc]
        self._drop()

    def _accept(self) -> None:
        self._drop()
        self._client, _ = self._server.accept()
        self.connections += 1
        self._manager = PortManager(self.line, self) if self._telnet else None

    def _serve(self, ready: list[socket.socket]) -> None:
        client = self._client
        if client is None:
            return
        heard = client.recv(4096) if client in ready else b""
        if client in ready and not heard:
            self._drop()
            return
        if self._manager is not None:
            heard = b"".join(self._manager.filter(heard))
        now = time.monotonic()
        said = self.scale.feed(heard, now) + self.scale.due(now)
        if said and not self.deaf:
            client.sendall(b"".join(self._manager.escape(said)) if self._manager else said)

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()
