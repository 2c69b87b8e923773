"""The window's side of the process that reads numbers: started when first asked, ended when nobody asks any more."""

from __future__ import annotations

import json
import queue
import threading
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from station.clock import Clock
from station.devices.camera.line_process import LineProcess
from station.domain.machine_read import Proposal
from station.domain.readings import NumberRead
from station.program_log import ProgramLog

log = ProgramLog(__name__)

NUMBERS = "numbers"  # the name under which it speaks
ANSWERS_WITHIN = 20.0  # seconds, its start included; then it hangs
RESTS_AFTER = 120.0  # seconds without an order, after which its memory is given back
ENDS_WITHIN = 2.0


@cache
def installed() -> bool:
    """Whether the optional engine is there. Looked up once: every turn of the page asks."""
    return find_spec("rapidocr_onnxruntime") is not None


class NumbersClient:
    """ask may be called on any thread and does not wait; the answer goes to `sink` on a thread of this class.

    An order is given once: a number that could not be read is typed, as it is where no engine is installed.
    """

    def __init__(self, evidence: Path, sink: Callable[[NumberRead], None], clock: Clock) -> None:
        self._sink, self._clock = sink, clock
        self._orders: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self._process = LineProcess(NUMBERS, "--evidence", str(evidence))
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name=NUMBERS, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped = True
        self._orders.put(("", ""))
        self._process.kill()
        if self._thread.is_alive():
            self._thread.join(ENDS_WITHIN)

    @property
    def reads(self) -> bool:
        """Whether anything is ever proposed here."""
        return installed()

    def ask(self, sha256: str) -> None:
        """The number on the seal in a picture of the evidence."""
        self._give(sha256, {"seal": sha256})

    def ask_card(self, token: str, jpeg: bytes) -> None:
        """The number on a card in a picture that is kept nowhere; the answer is about the token."""
        self._give(token, {"card": b64encode(jpeg).decode()})

    def _give(self, about: str, order: dict[str, str]) -> None:
        if installed():
            self._orders.put((about, json.dumps(order)))

    def _run(self) -> None:
        while not self._stopped:
            try:
                about, order = self._orders.get(timeout=RESTS_AFTER if self._process.runs else None)
            except queue.Empty:
                self._process.end()
                continue
            if about and not self._stopped:
                told = self._exchanged(about, order)
                self._sink(NumberRead(NUMBERS, self._clock.monotonic(), about, told.read, told.piece))
        self._process.end()

    def _exchanged(self, about: str, order: str) -> Proposal:
        """What it proposes: nothing where it died or hung."""
        hangs = threading.Timer(ANSWERS_WITHIN, self._process.kill)
        hangs.start()
        try:
            return msgspec.json.decode(self._process.exchanged(order), type=Proposal)
        except (OSError, msgspec.DecodeError):
            log.warning("no number read", picture=about)
            self._process.end()
            return Proposal()
        finally:
            hangs.cancel()
