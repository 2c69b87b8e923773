"""A thread for each instrument on a link: opens, asks, reads, hands on, and starts again when the port is gone.

One line of the program's log for a failure and one for the recovery, whatever happens in between. Alive is who sends
good frames: the age of the last one counts, never a flag that was set once. An instrument that can tell its own number
is asked for it whenever its port was opened; until the known one has told it, nothing it says counts.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from station.clock import Clock
from station.devices.api import Driver, Fault, Link, LinkChange, LinkState, Preview, Reading
from station.devices.bond import Bond, Told
from station.devices.plugs import other_device
from station.devices.recorder import Recorder
from station.devices.settling import Settling
from station.devices.status import RECORD, DeviceStatus, Rung
from station.domain.readings import UNKNOWN, Identity
from station.errors import DeviceError, OtherDevice
from station.program_log import ProgramLog
from station.texts import Line

Sink = Callable[[Reading | Preview | Fault | LinkChange], None]
Pause = Callable[[float], object]

log = ProgramLog(__name__)

TURN = 0.02  # seconds that one look at the port waits
# Seconds between attempts to open; the last one again and again. With it an instrument that is back is found within
# five seconds (reliability R16).
BACK_OFF = (0.5, 1.0, 2.0, 3.0)
# A connection over the network may be dead without a word: made anew after so many seconds without a good frame.
DEAD_AFTER = 10.0
RAW_KEPT = 128
UNPROVED = "scale.unproved"
# How far up the ladder an instrument is that sends such a thing; every other fault is a frame that was understood.
_FAILS_AT = {"no_reply": Rung.PORT, "garbage": Rung.BYTES, "too_long": Rung.BYTES}


class Worker:
    """One instrument. Everything but `order`, `allow`, `status`, `start` and `stop` happens on its own thread."""

    def __init__(
        self,
        status: DeviceStatus,
        link: Link,
        driver: Driver,
        *,
        sink: Sink,
        clock: Clock,
        silent: float,
        bond: Bond | None = None,
        recorder: Recorder | None = None,
        pause: Pause | None = None,
    ) -> None:
        """silent: seconds without a good frame after which the instrument counts as silent. bond: which one it has to
        be. pause: waits between attempts; a test has its own."""
        self._link = link
        self._driver = driver
        self._sink = sink
        self._clock = clock
        self._silent = silent
        self._status = status
        self._bond = bond or Bond()
        self._recorder = recorder
        self._orders: deque[str] = deque()
        self._attempt = 0  # since it was online last
        self._failed = False  # told in the program's log, and not yet over
        self._told = UNKNOWN  # what was said of it last: it is said again when more is known
        self._stop, self._woken = threading.Event(), threading.Event()
        self._pause: Pause = pause or self._woken.wait
        self._thread = threading.Thread(target=self.run, name=f"device-{status.id}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread and closes the port; waits for it."""
        self._stop.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5.0)

    def order(self, command: str) -> None:
        """Something the instrument shall do; a refusal comes back as a Fault."""
        self._orders.append(command)

    def allow(self, identity: Identity) -> None:
        """A supervisor has looked: this one may be used. It is tried at once."""
        self._bond.allow(identity)
        self._woken.set()

    def status(self) -> DeviceStatus:
        return self._status

    def run(self) -> None:
        """Until `stop`: the thread's work."""
        while not self._stop.is_set():
            try:
                self._link.open()
                self._opened()
                self._serve()
            except OtherDevice as error:
                self._refused(error)
            except DeviceError as error:
                self._gone(error)
            finally:
                self._link.close()
            self._woken.clear()
            if not self._stop.is_set():
                self._pause(BACK_OFF[min(self._attempt, len(BACK_OFF) - 1)])
                self._attempt += 1
        if self._recorder is not None:
            self._recorder.stop()

    def _opened(self) -> None:
        """What stands here has to tell anew which one it is. A refused one stays refused until it has."""
        forget: Callable[[], None] | None = getattr(self._driver, "forget", None)
        if forget is not None:
            forget()
        self._note(url=str(getattr(self._link, "url", self._status.url)), raw=b"", identity="")
        if self._status.state is not LinkState.REFUSED:
            self._note(reached=Rung.PORT, reason="", said=None)

    def _serve(self) -> None:
        opened = self._clock.monotonic()
        settling = Settling(opened, float(getattr(self._driver, "settle", 0.0)))
        while not self._stop.is_set():
            self._give_orders()
            now = self._clock.monotonic()
            asked = self._driver.pending(now)
            if asked:
                self._link.write(asked)
                self._record(asked, now, sent=True)
            data = self._link.read(TURN)
            now = self._clock.monotonic()
            self._record(data, now, sent=False)
            if data:
                self._note(raw=(self._status.raw + data)[-RAW_KEPT:], reached=self._at_least(Rung.BYTES))
            for found in self._driver.feed(settling.passed(data, now), now):
                self._found(found)
            self._watch(now, opened)

    def _record(self, data: bytes, at: float, *, sent: bool) -> None:
        if self._recorder is not None:
            self._recorder.note(data, at, sent=sent)
            if self._recorder.file != self._status.recording:
                self._note(recording=self._recorder.file)

    def _order(self, order: str) -> None:
        if order == RECORD and self._recorder is not None:
            self._recorder.toggle(self._clock.now(), self._clock.monotonic())
        else:
            self._driver.order(order)

    def _give_orders(self) -> None:
        while self._orders:
            try:
                self._order(self._orders.popleft())
            except DeviceError as error:
                self._sink(
                    Fault(self._status.id, self._clock.monotonic(), "order", text=str(error.params.get("order")))
                )

    def _found(self, found: Reading | Fault) -> None:
        if isinstance(found, Fault):
            reached = self._at_least(_FAILS_AT.get(found.code, Rung.FRAME))
            self._note(faults=self._status.faults + 1, reason=found.code, said=None, reached=reached)
        elif self._proved() is Told.WAITING:
            self._note(reached=self._at_least(Rung.FRAME), reason=UNPROVED, said=None)
            return
        else:
            self._good(found)
        self._sink(found)

    def _good(self, found: Reading) -> None:
        seen = self._seen()
        self._bond.met(seen)
        self._note(
            frames=self._status.frames + 1, good_at=found.seen_at, reached=Rung.ALL, reason="", said=None,
            identity=seen.serial, which=UNKNOWN,
        )  # fmt: skip
        self._change(LinkState.ONLINE, "", found.seen_at, seen)

    def _seen(self) -> Identity:
        """What stands at the port, as far as it is told."""
        return Identity(str(getattr(self._link, "plug", "")), str(getattr(self._driver, "identity", "")))

    def _proved(self) -> Told:
        """Raises OtherDevice."""
        seen = self._seen()
        told = self._bond.judge(seen.serial)
        if told is Told.OTHER:
            wanted = self._bond.known.serial
            raise other_device(self._status.id, wanted, seen.serial, plug=seen.plug, serial=seen.serial)
        return told

    def _watch(self, now: float, opened: float) -> None:
        """A gun may be quiet for an hour; what is polled may not. A number that is told between two readings counts."""
        self._proved()
        last = max(self._status.good_at or opened, opened)
        if now - last > self._silent:
            self._note(reached=Rung.PORT if not self._status.raw else self._status.reached)
            self._change(LinkState.SILENT, "device.silent", now)
            if now - last > max(DEAD_AFTER, self._silent) and getattr(self._link, "remote", False):
                raise DeviceError("device.silent", device=self._status.id, port=self._status.url)
        elif self._silent == float("inf") and self._status.state in (LinkState.SEARCHING, LinkState.REFUSED):
            seen = self._seen()
            self._bond.met(seen)
            self._note(which=UNKNOWN, said=None, reason="", reached=self._at_least(Rung.PORT))
            self._change(LinkState.ONLINE, "", now, seen)

    def _refused(self, error: OtherDevice) -> None:
        which = Identity(str(error.params["plug"]), str(error.params["serial"]))
        reached = Rung.FRAME if which.serial else None
        self._note(which=which, reached=reached, reason=error.key, said=Line(error.key, error.params), raw=b"")
        self._change(LinkState.REFUSED, error.key, self._clock.monotonic(), which)

    def _gone(self, error: DeviceError) -> None:
        reason = str(error.params.get("reason", error.key))
        said = Line(error.key, error.params)
        self._note(reached=None, reason=reason, said=said, raw=b"", which=UNKNOWN)
        self._change(LinkState.SEARCHING, error.key, self._clock.monotonic())

    def _change(self, state: LinkState, reason: str, now: float, seen: Identity = UNKNOWN) -> None:
        self._log(state, reason)
        if state is self._status.state and seen in (UNKNOWN, self._told):
            return
        self._told = seen
        self._attempt = 0 if state is LinkState.ONLINE else self._attempt
        self._note(state=state)
        self._sink(LinkChange(self._status.id, now, state, reason, seen))

    def _log(self, state: LinkState, reason: str) -> None:
        """One line when it fails, one when it works again; and one for another one in its place."""
        failed = state is not LinkState.ONLINE
        swapped = state is LinkState.REFUSED and self._status.state is not LinkState.REFUSED
        if failed != self._failed or swapped:
            self._failed = failed
            log.info("instrument", device=self._status.id, state=state.value, reason=reason)

    def _at_least(self, rung: Rung) -> Rung:
        """The higher one of the rung that was reached and this one."""
        ladder = list(Rung)
        return max(self._status.reached or Rung.PORT, rung, key=ladder.index)

    def _note(self, **known: object) -> None:
        """A new status in place of the old one: whoever reads it on another thread sees the one or the other."""
        self._status = replace(self._status, **known)  # type: ignore[arg-type]  # names are those of the fields above
