"""A simulator's process as its owner holds it: started, told what happens, ended."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import threading
from typing import IO, Any

from station.platform import child_command

STARTS_WITHIN = 20.0  # seconds; the camera imports OpenCV on a busy machine
ENDS_WITHIN = 5.0


class NotReady(Exception):
    """A simulator ended or said nothing where its ready line was due."""


class Child:
    """One simulator. Start several, then wait for each: they come up side by side."""

    def __init__(self, name: str, *arguments: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            child_command("sim", *arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._said: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name=f"sim-{name}")
        self._reader.start()

    def ready(self) -> str:
        """The address that the station opens, once the simulator listens. Raises NotReady."""
        try:
            line = self._said.get(timeout=STARTS_WITHIN)
        except queue.Empty:
            line = None
        if line is None:
            raise NotReady(f"simulator {self.name} said nothing (exit code {self._process.poll()})")
        return str(json.loads(line)["url"])

    def tell(self, do: str, **values: Any) -> None:
        """Gives an order; instruments obey in the order they are told."""
        _pipe(self._process.stdin).write(json.dumps({"do": do, **values}, ensure_ascii=False) + "\n")
        _pipe(self._process.stdin).flush()

    def settled(self) -> None:
        """Waits until the simulator says that it has done the last order; the camera does. Raises NotReady."""
        try:
            self._said.get(timeout=STARTS_WITHIN)
        except queue.Empty as error:
            raise NotReady(f"simulator {self.name} did not say that it is done") from error

    def stop(self) -> None:
        """Ends the process: the end of its orders is the end of the instrument."""
        with contextlib.suppress(BrokenPipeError):
            _pipe(self._process.stdin).close()
        try:
            self._process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        _pipe(self._process.stdout).close()

    def _read(self) -> None:
        for line in _pipe(self._process.stdout):
            self._said.put(line)
        self._said.put(None)


def _pipe(end: IO[str] | None) -> IO[str]:
    assert end is not None  # both ends are asked for above
    return end
