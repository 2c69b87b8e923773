"""The cameras of this machine, asked for by `station cameras` in a child: the window's process loads no OpenCV."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable

import msgspec

from station.devices.found import CameraSeen
from station.platform import child_command
from station.program_log import ProgramLog

WITHIN = 30.0  # seconds; where each camera is switched on for a moment, some take their time

log = ProgramLog(__name__)


def cameras_of_a_child() -> tuple[CameraSeen, ...]:
    """Waits for the child. Nothing where it fails: then an address can still be typed."""
    command = child_command("cameras", "--json")
    try:
        told = subprocess.run(command, capture_output=True, check=True, timeout=WITHIN, stdin=subprocess.DEVNULL).stdout
        return tuple(msgspec.json.decode(line, type=CameraSeen) for line in told.splitlines() if line.strip())
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError) as error:
        log.error("cameras not listed", reason=str(error))
        return ()


class CameraList:
    """What was found when somebody looked last. `look` begins anew on a thread of its own; nobody waits for it."""

    def __init__(self, ask: Callable[[], tuple[CameraSeen, ...]] = cameras_of_a_child) -> None:
        self._ask = ask
        self._found: tuple[CameraSeen, ...] | None = None
        self._looking: threading.Thread | None = None

    @property
    def found(self) -> tuple[CameraSeen, ...] | None:
        """None before the first answer."""
        return self._found

    def look(self) -> None:
        """What was found before stays until there is an answer."""
        if self._looking is None or not self._looking.is_alive():
            self._looking = threading.Thread(target=self._run, name="cameras", daemon=True)
            self._looking.start()

    def wait(self, seconds: float) -> None:
        """Until the answer is there, at most so long."""
        if self._looking is not None:
            self._looking.join(seconds)

    def _run(self) -> None:
        self._found = self._ask()
