"""The window's side of the process that reads numbers: started when first asked, ended when nobody asks any more."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import msgspec

from station.clock import Clock
from station.devices.camera.line_process import LineProcess
from station.domain.events.common import MachineRead
from station.domain.readings import NumberRead
from station.program_log import ProgramLog

log = ProgramLog(__name__)

NUMBERS = "numbers"  # the name under which it speaks
ANSWERS_WITHIN = 20.0  # seconds, its start included; then it hangs
RESTS_AFTER = 120.0  # seconds without an order, after which its memory is given back
ENDS_WITHIN = 2.0


def installed() -> bool:
    """Whether the optional engine is there."""
    return find_spec("rapidocr_onnxruntime") is not None


class NumbersClient:
    """ask may be called on any thread and does not wait; the answer goes to `sink` on a thread of this class.

    An order is given once: a number that could not be read is typed, as it is where no engine is installed.
    """

    def __init__(self, evidence: Path, sink: Callable[[NumberRead], None], clock: Clock) -> None:
        self._sink, self._clock = sink, clock
        self._orders: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._process = LineProcess(NUMBERS, "--evidence", str(evidence))
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name=NUMBERS, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped = True
        self._orders.put("")
        self._process.kill()
        if self._thread.is_alive():
            self._thread.join(ENDS_WITHIN)

    def ask(self, sha256: str) -> None:
        """The number on the seal in a picture of the evidence."""
        if installed():
            self._orders.put(sha256)

    def _run(self) -> None:
        while not self._stopped:
            try:
                sha256 = self._orders.get(timeout=RESTS_AFTER if self._process.runs else None)
            except queue.Empty:
                self._process.end()
                continue
            if sha256 and not self._stopped:
                self._sink(NumberRead(NUMBERS, self._clock.monotonic(), sha256, self._exchanged(sha256)))
        self._process.end()

    def _exchanged(self, sha256: str) -> MachineRead | None:
        """What it proposes; None where it proposes nothing, died or hung."""
        hangs = threading.Timer(ANSWERS_WITHIN, self._process.kill)
        hangs.start()
        try:
            return msgspec.json.decode(self._process.exchanged(f'{{"seal": "{sha256}"}}'), type=MachineRead | None)
        except (OSError, msgspec.DecodeError):
            log.warning("no number read", picture=sha256)
            self._process.end()
            return None
        finally:
            hangs.cancel()
