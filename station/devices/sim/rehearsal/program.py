"""The program under rehearsal, by its commands."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from station.devices.sim.robot.eyes import Eyes, open_eyes
from station.platform import child_command

COMMAND_WITHIN = 120.0  # seconds for one command; verify reads every picture and PDF
WINDOW_WITHIN = 60.0
CLOSES_WITHIN = 20.0


class Failed(Exception):
    """A command of the program ended with an error; the message is what it said."""


class Program:
    """`station … --config FILE`."""

    def __init__(self, config: Path) -> None:
        self._config = config

    def run(self, *arguments: str, given: str = "") -> str:
        """What a command prints. Raises Failed."""
        done = self.finish(*arguments, given=given)
        if done.returncode:
            raise Failed(f"station {' '.join(arguments)}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def finish(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """A command to its end, whatever its exit code; given is its standard input."""
        return subprocess.run(
            child_command(*arguments, "--config", str(self._config)),
            input=given, capture_output=True, text=True, encoding="utf-8", timeout=COMMAND_WITHIN, check=False,
        )  # fmt: skip

    @contextmanager
    def window(self, socket: Path, log: Path) -> Iterator[tuple[Eyes, int]]:
        """The station with its window open: eyes for it, and its process number. Closed at the end.

        What the program writes beside its window goes into a file; it is told where the window does not come.
        """
        with open(log, "wb") as said:
            process = subprocess.Popen(
                child_command("open", "--config", str(self._config), "--rehearsal-socket", str(socket)),
                stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                env={**os.environ, "QT_QPA_PLATFORM": "xcb"},  # the hands reach an X server's windows only
            )  # fmt: skip
            try:
                eyes = open_eyes(socket, WINDOW_WITHIN, lambda: process.poll() is None)
                try:
                    yield eyes, process.pid
                finally:
                    eyes.close()
            finally:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(CLOSES_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
