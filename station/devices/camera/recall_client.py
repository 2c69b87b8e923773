"""The window's side of the process that remembers pictures: asks, hears, and starts it again where it died."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from station.clock import Clock
from station.devices.camera.line_process import LineProcess
from station.domain.readings import Recalled
from station.program_log import ProgramLog

log = ProgramLog(__name__)

RECALL = "recall"  # the name under which it speaks
BACK_OFF = 2.0  # seconds before a process that died is started again
TRIES = 3  # an order that killed the process so often is not given again
AT_ONCE = 200  # pictures in one order
ENDS_WITHIN = 2.0

Picture = tuple[str, int]  # SHA-256, epoch second


class RecallClient:
    """know and ask may be called on any thread and do not wait; answers go to `sink` on a thread of this class."""

    def __init__(self, file: Path, evidence: Path, sink: Callable[[Recalled], None], clock: Clock) -> None:
        self._sink, self._clock = sink, clock
        self._open: dict[int, tuple[str, str]] = {}  # number -> the order's line, and whom it asks about
        self._tried: dict[int, int] = {}
        self._number = 0
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._stop = threading.Event()
        self._process = LineProcess(RECALL, "--file", str(file), "--evidence", str(evidence))
        self._thread = threading.Thread(target=self._run, name=RECALL, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._news.set()
        self._process.kill()
        if self._thread.is_alive():
            self._thread.join(ENDS_WITHIN)

    def know(self, pictures: Sequence[Picture]) -> None:
        """Pictures that a later one may be a copy of."""
        for first in range(0, len(pictures), AT_ONCE):
            self._give({"know": list(pictures[first : first + AT_ONCE])}, "")

    def ask(self, picture: Picture, without: Collection[str] = ()) -> None:
        """Whether a picture is a copy of an earlier one, those named left out."""
        self._give({"ask": picture, "without": sorted(without)}, picture[0])

    def waiting(self) -> int:
        """How many orders have no answer yet."""
        with self._lock:
            return len(self._open)

    def _give(self, order: dict[str, object], about: str) -> None:
        with self._lock:
            self._number += 1
            self._open[self._number] = (json.dumps({"number": self._number, **order}), about)
        self._news.set()

    def _run(self) -> None:
        """One order after the other: the next is given when the last is answered, so that no pipe ever fills."""
        while not self._stop.is_set():
            self._news.wait()
            self._news.clear()
            while not self._stop.is_set() and (number := self._next()) is not None:
                if not self._served(number):
                    self._stop.wait(BACK_OFF)
        self._process.end()

    def _next(self) -> int | None:
        """The oldest order: a picture is asked about once all that came before it is known."""
        with self._lock:
            return next(iter(self._open), None)

    def _served(self, number: int) -> bool:
        line, about = self._open[number]
        answer = self._exchanged(line)
        if answer is not None:
            with self._lock:
                del self._open[number]
            if about:
                self._sink(Recalled(RECALL, self._clock.monotonic(), about, str(answer.get("earlier", ""))))
            return True
        self._tried[number] = self._tried.get(number, 0) + 1
        if self._tried[number] >= TRIES:
            log.warning("picture given up", about=about)
            with self._lock:
                del self._open[number]
        return False

    def _exchanged(self, line: str) -> dict[str, object] | None:
        """The answer to one order; None where the process died over it."""
        try:
            told = json.loads(self._process.exchanged(line))
        except (OSError, ValueError):
            self._process.end()
            return None
        return told if isinstance(told, dict) else None
