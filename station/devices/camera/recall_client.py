"""The window's side of the process that remembers pictures: asks, hears, and starts it again where it died or hangs."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from station.clock import Clock
from station.devices.camera.line_process import LineProcess
from station.domain.readings import Recalled
from station.program_log import ProgramLog

log = ProgramLog(__name__)

RECALL = "recall"  # the name under which it speaks
BACK_OFF = 2.0  # seconds before a process that died is started again
TRIES = 3  # an order that killed the process so often is not given again
PATIENCE = 30.0  # seconds for an answer, the start of the process included; a search takes one at most
PER_PICTURE = 0.25  # seconds more for each picture that is to be learnt (15 ms on a quiet core)
AT_ONCE = 200  # pictures in one order
ENDS_WITHIN = 2.0

Picture = tuple[str, int]  # SHA-256, epoch second


class Order(NamedTuple):
    """A line for the process, whom it asks about ("" for nobody), and how many pictures it has to learn."""

    line: str
    about: str
    learns: int


class RecallClient:
    """know and ask may be called on any thread and do not wait; answers go to `sink` on a thread of this class.

    A process that does not answer in time is killed: then it has died over its order like any other.
    """

    def __init__(self, file: Path, evidence: Path, sink: Callable[[Recalled], None], clock: Clock) -> None:
        self._sink, self._clock = sink, clock
        self._open: dict[int, Order] = {}
        self._tried: dict[int, int] = {}
        self._ailing = False  # whether it was told that the process does not answer
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
            some = list(pictures[first : first + AT_ONCE])
            self._give({"know": some}, "", len(some))

    def ask(self, picture: Picture, without: Collection[str] = ()) -> None:
        """Whether a picture is a copy of an earlier one, those named left out."""
        self._give({"ask": picture, "without": sorted(without)}, picture[0], 1)

    def waiting(self) -> int:
        """How many orders have no answer yet."""
        with self._lock:
            return len(self._open)

    def _give(self, order: dict[str, object], about: str, learns: int) -> None:
        with self._lock:
            self._number += 1
            self._open[self._number] = Order(json.dumps({"number": self._number, **order}), about, learns)
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
        order = self._open[number]
        answer = self._exchanged(order)
        if answer is not None:
            self._ailing = False
            self._close(number, Recalled(RECALL, self._clock.monotonic(), order.about, str(answer.get("earlier", ""))))
            return True
        self._tried[number] = self._tried.get(number, 0) + 1
        if self._tried[number] >= TRIES:
            log.warning("picture given up", about=order.about)
            self._close(number, Recalled(RECALL, self._clock.monotonic(), order.about, "", compared=False))
        return False

    def _close(self, number: int, answer: Recalled) -> None:
        with self._lock:
            del self._open[number]
            self._tried.pop(number, None)
        if answer.sha256:
            self._sink(answer)

    def _exchanged(self, order: Order) -> dict[str, object] | None:
        """The answer to one order; None where the process died over it or was killed because none came."""
        late = threading.Timer(PATIENCE + PER_PICTURE * order.learns, self._too_late)
        late.daemon = True
        late.start()
        try:
            told = json.loads(self._process.exchanged(order.line))
        except (OSError, ValueError):
            self._process.end()
            return None
        finally:
            late.cancel()
        return told if isinstance(told, dict) else None

    def _too_late(self) -> None:
        """Ends a process that hangs; whoever reads from it then sees the end. Said once until it answers again."""
        if not self._ailing:
            log.warning("picture search hangs, started anew")
        self._ailing = True
        self._process.kill()
