"""Reads a source on a thread of its own, all the time, and keeps its newest picture only.

So nothing queues up in a driver or a socket while a picture is being looked at, and a driver that hangs in a system
call holds up a thread that can be given up, not the process that says it is alive.
"""

from __future__ import annotations

import threading

from station.devices.camera.shot import Shot, Source
from station.errors import DeviceError

TURN = 0.05  # seconds that one look at the source waits


class Grabber:
    """From `start` to `stop` the source is this object's alone."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ready = threading.Condition()
        self._newest: Shot | None = None
        self._error: DeviceError | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="grabber", daemon=True)
        self.opened = False

    def start(self) -> None:
        self._thread.start()

    def newest(self, timeout: float) -> Shot | None:
        """The newest picture that was not handed out yet; None where none came in time.

        Raises the source's DeviceError once it has failed.
        """
        with self._ready:
            self._ready.wait_for(lambda: self._newest is not None or self._error is not None, timeout)
            shot, self._newest = self._newest, None
            if shot is None and self._error is not None:
                raise self._error
            return shot

    def stop(self, within: float) -> bool:
        """Ends the thread; False where it hangs in its driver."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(within)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._source.open()
            self.opened = True
            while not self._stop.is_set():
                shots = self._source.read(TURN)
                if shots:
                    self._keep(shots[-1])
        except DeviceError as error:
            with self._ready:
                self._error = error
                self._ready.notify()
        finally:
            self._source.close()

    def _keep(self, shot: Shot) -> None:
        with self._ready:
            self._newest = shot
            self._ready.notify()
