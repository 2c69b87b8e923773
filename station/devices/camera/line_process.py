"""A process of the station's own that answers each line with one line: started when it is first needed."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress

from station.devices.camera.client import ONE_CORE
from station.platform import child_command


class LineProcess:
    """One thread asks; kill may be called on any."""

    def __init__(self, *command: str) -> None:
        """command: a subcommand of the station and its options."""
        self._command = command
        self._process: subprocess.Popen[str] | None = None

    @property
    def runs(self) -> bool:
        return self._process is not None

    def exchanged(self, line: str) -> str:
        """The answer to a line, "" where the process died over it. Raises OSError for one that was dead before."""
        process = self._process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()
        return process.stdout.readline()

    def kill(self) -> None:
        """Whoever waits for an answer gets none."""
        process = self._process
        if process is not None:
            process.kill()

    def end(self) -> None:
        """The next line starts another one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for end in (process.stdin, process.stdout):
            with suppress(OSError):
                end.close()  # type: ignore[union-attr]  # both were asked for

    def _started(self) -> subprocess.Popen[str]:
        command, pipe, environment = child_command(*self._command), subprocess.PIPE, {**os.environ, **ONE_CORE}
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, text=True, encoding="utf-8")
        return self._process
