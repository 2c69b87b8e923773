"""The cable of a simulated instrument: something that the station can open by an address that stays the same.

On POSIX a pseudo-terminal: the address is a symbolic link in a folder of the dock's, so that it survives unplugging
while the terminal behind it changes, as a udev link does for a USB adapter. Elsewhere a TCP server on loopback, opened
as socket://127.0.0.1:port.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys
from pathlib import Path
from typing import Protocol

CHUNK = 4096


class Port(Protocol):
    """One end of a cable."""

    @property
    def url(self) -> str:
        """What the station opens."""
        ...

    def plug(self) -> None:
        """The cable is in: the address can be opened."""
        ...

    def unplug(self) -> None:
        """The cable is out: an open port fails, the address is gone."""
        ...

    def read(self, timeout: float) -> bytes:
        """What the station has sent, waiting at most timeout seconds."""
        ...

    def write(self, data: bytes) -> None:
        """To the station; lost where nobody listens, as on a real line."""
        ...


if sys.platform != "win32":
    import pty
    import tty

    class PtyPort:
        """A pseudo-terminal behind a symbolic link."""

        def __init__(self, link: Path) -> None:
            self._link = link
            self._master = self._slave = -1

        @property
        def url(self) -> str:
            return str(self._link)

        def plug(self) -> None:
            if self._master >= 0:
                return
            self._master, self._slave = pty.openpty()  # the slave stays open here, or reading fails while nobody is
            tty.setraw(self._slave)
            os.set_blocking(self._master, False)
            self._link.unlink(missing_ok=True)
            self._link.symlink_to(os.ttyname(self._slave))

        def unplug(self) -> None:
            self._link.unlink(missing_ok=True)
            for end in (self._master, self._slave):
                if end >= 0:
                    os.close(end)
            self._master = self._slave = -1

        def read(self, timeout: float) -> bytes:
            if self._master < 0:
                select.select([], [], [], timeout)
                return b""
            ready, _, _ = select.select([self._master], [], [], timeout)
            return os.read(self._master, CHUNK) if ready else b""

        def write(self, data: bytes) -> None:
            if self._master >= 0:
                with contextlib.suppress(BlockingIOError):  # a full line of which nobody takes anything
                    os.write(self._master, data)


class SocketPort:
    """A TCP server on loopback for one listener at a time; the newest one wins."""

    def __init__(self, number: int = 0) -> None:
        self._number = number
        self._server: socket.socket | None = None
        self._station: socket.socket | None = None

    @property
    def url(self) -> str:
        return f"socket://127.0.0.1:{self._number}"

    def plug(self) -> None:
        if self._server is None:
            self._server = socket.create_server(("127.0.0.1", self._number))
            self._number = self._server.getsockname()[1]

    def unplug(self) -> None:
        for end in (self._station, self._server):
            if end is not None:
                end.close()
        self._station = self._server = None

    def read(self, timeout: float) -> bytes:
        ends = [end for end in (self._server, self._station) if end is not None]
        ready = select.select(ends, [], [], timeout)[0] if ends else []
        if self._server in ready:
            self._accept()
        return self._take() if self._station in ready else b""

    def write(self, data: bytes) -> None:
        if self._station is not None:
            with contextlib.suppress(OSError):
                self._station.sendall(data)

    def _accept(self) -> None:
        assert self._server is not None
        if self._station is not None:
            self._station.close()
        self._station, _ = self._server.accept()

    def _take(self) -> bytes:
        assert self._station is not None
        try:
            data = self._station.recv(CHUNK)
        except OSError:
            data = b""
        if not data:
            self._station.close()
            self._station = None
        return data


def port_at(link: Path | None) -> Port:
    """A pseudo-terminal behind a link, or a socket where no link is wanted or the system has no pseudo-terminals."""
    if sys.platform != "win32" and link is not None:
        return PtyPort(link)
    return SocketPort()
