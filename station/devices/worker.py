"""A thread for each instrument on a link: opens, asks, reads, hands on, and starts again when the port is gone.

One LinkChange (and one line of the program's log) for a loss and one for the return. Alive is who sends good frames:
the age of the last one counts, never a flag that was set once.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from station.clock import Clock
from station.devices.api import Driver, Fault, Link, LinkChange, LinkState, Preview, Reading
from station.devices.settling import Settling
from station.devices.status import DeviceStatus, Rung
from station.errors import DeviceError
from station.program_log import ProgramLog

Sink = Callable[[Reading | Preview | Fault | LinkChange], None]

log = ProgramLog(__name__)

TURN = 0.02  # seconds that one look at the port waits
BACK_OFF = (0.5, 1.0, 2.0, 5.0)  # seconds between attempts to open; the last one again and again
RAW_KEPT = 128
# How far up the ladder an instrument is that sends such a thing; every other fault is a frame that was understood.
_FAILS_AT = {"no_reply": Rung.PORT, "garbage": Rung.BYTES, "too_long": Rung.BYTES}


class Worker:
    """One instrument. Everything but `order`, `status`, `start` and `stop` happens on its own thread."""

    def __init__(
        self, status: DeviceStatus, link: Link, driver: Driver, *, sink: Sink, clock: Clock, silent: float
    ) -> None:
        """silent: seconds without a good frame after which the instrument counts as silent."""
        self._link = link
        self._driver = driver
        self._sink = sink
        self._clock = clock
        self._silent = silent
        self._status = status
        self._orders: deque[str] = deque()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"device-{status.id}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread and closes the port; waits for it."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5.0)

    def order(self, command: str) -> None:
        """Something the instrument shall do; a refusal comes back as a Fault."""
        self._orders.append(command)

    def status(self) -> DeviceStatus:
        return self._status

    def _run(self) -> None:
        attempt = 0
        while not self._stop.is_set():
            try:
                self._link.open()
                self._note(reached=Rung.PORT, reason="")
                attempt = 0
                self._serve()
            except DeviceError as error:
                self._gone(error)
            finally:
                self._link.close()
            self._stop.wait(BACK_OFF[min(attempt, len(BACK_OFF) - 1)])
            attempt += 1

    def _serve(self) -> None:
        opened = self._clock.monotonic()
        settling = Settling(opened, float(getattr(self._driver, "settle", 0.0)))
        while not self._stop.is_set():
            self._give_orders()
            now = self._clock.monotonic()
            asked = self._driver.pending(now)
            if asked:
                self._link.write(asked)
            data = self._link.read(TURN)
            now = self._clock.monotonic()
            if data:
                self._note(raw=(self._status.raw + data)[-RAW_KEPT:], reached=self._at_least(Rung.BYTES))
            for found in self._driver.feed(settling.passed(data, now), now):
                self._found(found)
            self._watch(now, opened)

    def _give_orders(self) -> None:
        while self._orders:
            try:
                self._driver.order(self._orders.popleft())
            except DeviceError as error:
                self._sink(
                    Fault(self._status.id, self._clock.monotonic(), "order", text=str(error.params.get("order")))
                )

    def _found(self, found: Reading | Fault) -> None:
        if isinstance(found, Fault):
            reached = self._at_least(_FAILS_AT.get(found.code, Rung.FRAME))
            self._note(faults=self._status.faults + 1, reason=found.code, reached=reached)
        else:
            frames = self._status.frames + 1
            identity = str(getattr(self._driver, "identity", ""))
            self._note(frames=frames, good_at=found.seen_at, reached=Rung.ALL, reason="", identity=identity)
            self._change(LinkState.ONLINE, "", found.seen_at)
        self._sink(found)

    def _watch(self, now: float, opened: float) -> None:
        """A gun may be quiet for an hour; what is polled may not."""
        last = max(self._status.good_at or opened, opened)
        if now - last > self._silent:
            self._note(reached=Rung.PORT if not self._status.raw else self._status.reached)
            self._change(LinkState.SILENT, "device.silent", now)
        elif self._silent == float("inf") and self._status.state is LinkState.SEARCHING:
            self._change(LinkState.ONLINE, "", now)

    def _gone(self, error: DeviceError) -> None:
        self._note(reached=None, reason=str(error.params.get("reason", error.key)), raw=b"")
        self._change(LinkState.SEARCHING, error.key, self._clock.monotonic())

    def _change(self, state: LinkState, reason: str, now: float) -> None:
        if state is self._status.state:
            return
        self._note(state=state)
        log.info("instrument", device=self._status.id, state=state.value, reason=reason)
        self._sink(LinkChange(self._status.id, now, state, reason))

    def _at_least(self, rung: Rung) -> Rung:
        """The higher one of the rung that was reached and this one."""
        ladder = list(Rung)
        return max(self._status.reached or Rung.PORT, rung, key=ladder.index)

    def _note(self, **known: object) -> None:
        """A new status in place of the old one: whoever reads it on another thread sees the one or the other."""
        self._status = replace(self._status, **known)  # type: ignore[arg-type]  # names are those of the fields above
