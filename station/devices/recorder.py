"""Writes down what goes over an instrument's line while the station works with it, as a capture (devices/capture.py).

Of scales and climate sensors only: a gun's bytes may be a driver's ID number, which never lies on a disk in the clear.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import IO

from station.devices.capture import FIRST_LINE, Chunk
from station.errors import DeviceError

KINDS = ("scale", "climate")
LONGEST = 300.0  # seconds; a capture that was forgotten ends by itself
LARGEST = 2_000_000  # bytes of the line


class Recorder:
    """One instrument's; used on its own thread only."""

    def __init__(self, folder: Path, device: str, driver: str) -> None:
        self._folder, self._device, self._driver = folder, device, driver
        self._out: IO[str] | None = None
        self._began, self._left = 0.0, 0
        self.file = ""  # what is written now, "" for nothing

    def toggle(self, now: datetime, at: float) -> None:
        """Begins a capture, or ends it. Raises DeviceError where the file cannot be made."""
        if self._out is not None:
            self.stop()
            return
        file = self._folder / f"{self._device}-{now:%Y%m%d-%H%M%S}.capture"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._out = file.open("w", encoding="utf-8", newline="\n")
            print(f"{FIRST_LINE}\n# driver {self._driver}", file=self._out, flush=True)
        except OSError as error:
            self._out = None
            raise DeviceError("device.capture", file=str(file), reason=str(error)) from error
        self._began, self._left, self.file = at, LARGEST, str(file)

    def note(self, data: bytes, at: float, *, sent: bool) -> None:
        """Bytes that went over the line. A disk that is full ends the capture, never the instrument."""
        if self._out is None or not data:
            return
        try:
            print(Chunk(at - self._began, sent, data), file=self._out, flush=True)
        except OSError:
            self.stop()
            return
        self._left -= len(data)
        if self._left <= 0 or at - self._began > LONGEST:
            self.stop()

    def stop(self) -> None:
        out, self._out, self.file = self._out, None, ""
        if out is not None:
            out.close()
