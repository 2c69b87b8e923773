"""The camera's own process: watches the stream, shows it small, and answers each request with one fresh picture.

Where the settings want it, codes are read from the stream as well and told like a gun's. Nothing of the screens is
loaded here; when this process hangs or dies, the window's starts another one.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from typing import IO, Any

import msgspec
import numpy as np

from station.devices.camera.card import card_in
from station.devices.camera.codes.read import CodeRead
from station.devices.camera.codes.taken import texts_in
from station.devices.camera.codes.watch import CodeWatch
from station.devices.camera.filming import Filming
from station.devices.camera.grabber import TURN, Grabber
from station.devices.camera.live import LiveMeasures
from station.devices.camera.opencv import cv2
from station.devices.camera.options import NOTHING_ASKED, CameraOrder, CameraSettings
from station.devices.camera.paper import corners_of
from station.devices.camera.protocol import write
from station.devices.camera.quality import measured, shrunk
from station.devices.camera.requests import Requests
from station.devices.camera.shot import Shot, Source
from station.devices.camera.sources import source_for
from station.devices.camera.watchdog import Watchdog, is_black
from station.domain.events.common import Lens
from station.domain.state import LensState
from station.errors import DeviceError

PREVIEW_EVERY = 1 / 32  # seconds: thirty a second pass, a camera that sends more is thinned out
SWITCH_EVERY = 0.0005  # seconds that the thread reading codes may hold up the others (Python's own: ten times as long)
PREVIEW_WIDTH = 480
MEASURE_EVERY = 0.12  # seconds: motion is told from a sensor's noise over this time (domain/release.py)
LOOKED_AT = 4  # of so many pixels of the half picture one is looked at for black
FRESH = 0.3  # seconds: a picture that is older answers no request
ALIVE_EVERY = 0.8
SILENT_AFTER = 1.0
GIVEN_UP_AFTER = 5.0  # seconds of silence after which the source is opened anew: a cut cable says nothing
REOPENED_AFTER = 15.0  # seconds of frozen or black pictures, for the same
OPENS_WITHIN, ENDS_WITHIN = 30.0, 2.0  # seconds that a driver may take before it counts as hanging
BACK_OFF = (0.3, 0.6, 1.0, 2.0)


class Hung(Exception):
    """A driver does not come back; only the end of the process gets rid of it."""


class CameraProcess:
    """One camera; `run` until it is told to stop or its input ends. Raises Hung."""

    def __init__(
        self,
        source: Source,
        out: IO[bytes],
        orders: queue.SimpleQueue[str],
        options: CameraSettings = NOTHING_ASKED,
        clock: Callable[[], float] = time.monotonic,
        *,
        lens: LensState | None = None,
    ) -> None:
        self._source, self._out, self._orders, self._options = source, out, orders, options
        self._clock, self._known_lens = clock, lens
        self._said = threading.Lock()  # codes are told from a thread of their own
        self._codes = CodeWatch(self._scanned) if options.codes else None
        self._live, self._live_due = LiveMeasures(), 0.0
        self._requests = Requests()
        self._measure: set[str] = set()  # tokens of pictures in which the measuring card is looked for
        self._answers = ThreadPoolExecutor(1, "answers")
        self._given: deque[Future[None]] = deque()
        self._watchdog = Watchdog()
        self._films = Filming(self._say, clock)
        self._why = "camera.lost"  # no picture answers a request now
        self._state = self._reason = ""
        self._source_told: object = None
        self._attempt = 0  # to open the source, since it was last live
        self._seen_at = self._live_at = self._preview_due = self._alive_at = clock()
        self._stopped = False

    def run(self) -> None:
        if self._codes:
            self._codes.start()
        self._look()
        self._films.close()
        self._answers.shutdown()
        if self._codes:
            self._codes.stop()

    def _look(self) -> None:
        while not self._stopped:
            grabber = Grabber(self._source)
            grabber.start()
            try:
                self._serve(grabber)
            except DeviceError as error:
                self._why = "camera.lost"
                self._say_state("searching", str(error.params.get("reason", "")))
            if not grabber.stop(ENDS_WITHIN):
                raise Hung
            self._pause(BACK_OFF[min(self._attempt, len(BACK_OFF) - 1)])
            self._attempt += 1

    def _serve(self, grabber: Grabber) -> None:
        """Until the source has to be opened anew, or raises DeviceError."""
        began = self._seen_at = self._live_at = self._clock()
        self._source_told = None
        while not self._stopped:
            shot = grabber.newest(TURN)
            if shot is not None:
                self._picture(shot)
            self._housekeeping()
            now = self._clock()
            if not grabber.opened:
                self._seen_at = now
                if now - began > OPENS_WITHIN:
                    raise Hung
            elif now - self._seen_at > GIVEN_UP_AFTER or now - self._live_at > REOPENED_AFTER:
                return
            elif now - self._seen_at > SILENT_AFTER:
                self._why = "camera.no_picture"
                self._say_state("silent", self._why)

    def _picture(self, shot: Shot) -> None:
        now = self._seen_at = self._clock()
        changed = self._watchdog.seen(shot.mark, now)
        live = now >= self._preview_due
        half = shot.half() if live or self._source_told is None else None
        if half is not None:
            self._watchdog.looked(is_black(half[::LOOKED_AT, ::LOOKED_AT]), now)
            self._tell_source(shot)
        verdict = self._watchdog.verdict
        self._say_state("silent" if verdict else "online", verdict)
        self._why = verdict or "camera.no_picture"
        if verdict:
            self._refuse_all(verdict)
            return
        self._live_at, self._attempt = now, 0
        if self._codes:
            self._codes.offer(shot)
        self._films.offer(shot)
        if changed:
            self._answer(shot)
        if live and half is not None:
            self._preview(shot, half, now)

    def _preview(self, shot: Shot, half: np.ndarray, now: float) -> None:
        self._preview_due = max(self._preview_due, now - PREVIEW_EVERY) + PREVIEW_EVERY  # a late one delays none
        outlines = self._codes.outlines() if self._codes else ()
        small = shrunk(half, PREVIEW_WIDTH)
        if small is None:
            return
        head: dict[str, object] = {"say": "preview", "outlines": outlines}
        if now >= self._live_due:
            self._live_due = now + MEASURE_EVERY
            head["live"] = self._live.of(shot, half)
        self._say(head, small)

    def _answer(self, shot: Shot) -> None:
        """One picture answers one request: two requests must never share one."""
        if self._clock() - shot.at > FRESH:
            self._why = "camera.old"
            return
        token = self._requests.answerable(shot.at)
        grey = shot.grey if token else None
        if grey is None:
            return
        if is_black(grey):
            self._why = "camera.black"
            return
        self._requests.done(token)
        self._given.append(self._answers.submit(self._give, token, shot, grey))

    def _give(self, token: str, shot: Shot, grey: np.ndarray) -> None:
        """On a thread of its own: reading codes takes a tenth of a second, and the live picture goes on meanwhile."""
        head: dict[str, object] = {"say": "frame", "token": token, "evidence": shot.evidence}
        head |= {"codes": texts_in(grey), "corners": corners_of(grey)}
        if token in self._measure:
            self._measure.discard(token)
            head["card"] = msgspec.to_builtins(card_in(grey, self._lens(grey)))
        self._say({**head, **asdict(measured(grey))}, shot.jpeg)

    def _lens(self, grey: np.ndarray) -> Lens | None:
        """What was calibrated, unless pictures had another size then."""
        known = self._known_lens
        height, width = grey.shape
        return known.lens if known is not None and (known.width, known.height) == (width, height) else None

    def _tell_source(self, shot: Shot) -> None:
        """What the camera delivers, and what of the settings it did not allow; once, and when that changes."""
        if self._source_told is not None and self._source.denied == self._source_told:
            return
        grey = shot.grey
        if grey is None:
            return
        self._source_told = self._source.denied
        height, width = grey.shape
        got = {"width": width, "height": height}
        other = [name for name, wish in got.items() if (getattr(self._options, name) or wish) != wish]
        denied = list(dict.fromkeys((*self._source.denied, *other)))
        self._say({"say": "source", "size": [width, height], "denied": denied})

    def _scanned(self, code: CodeRead) -> None:
        self._say({"say": "scan", "text": code.text, "symbology": code.aim})

    def _housekeeping(self) -> None:
        now = self._clock()
        while self._given and self._given[0].done():
            self._given.popleft().result()  # what went wrong there ends the process, as it would here
        while not self._orders.empty():
            self._obey(self._orders.get(), now)
        self._films.tick()
        for token in self._requests.overdue(now):
            self._refuse(token, self._why)
        if now - self._alive_at >= ALIVE_EVERY:
            self._alive_at = now
            self._say({"say": "alive"})

    def _obey(self, order: str, now: float) -> None:
        word, _, token = order.partition(" ")
        if word in ("take", "measure") and token:
            self._requests.add(token, now)
            if word == "measure":
                self._measure.add(token)
        elif word == "stop":
            self._stopped = True
        else:
            self._films.obey(word, token)

    def _refuse_all(self, code: str) -> None:
        for token in self._requests.all():
            self._refuse(token, code)

    def _refuse(self, token: str, code: str) -> None:
        self._measure.discard(token)
        self._say({"say": "fault", "token": token, "code": code})

    def _pause(self, seconds: float) -> None:
        """Waits, but goes on saying that it is alive and that requests come to nothing."""
        end = self._clock() + seconds
        while not self._stopped and self._clock() < end:
            self._housekeeping()
            time.sleep(TURN)

    def _say_state(self, state: str, reason: str) -> None:
        if (state, reason) != (self._state, self._reason):
            self._state, self._reason = state, reason
            self._say({"say": "state", "state": state, "reason": reason})

    def _say(self, head: dict[str, object], body: bytes = b"") -> None:
        with self._said:
            write(self._out, head, body)


def orders_of(source: IO[Any], put: Callable[[str], None]) -> None:
    """Reads lines until the input ends, which means that the window is gone: then this process ends as well."""
    for line in source:
        put(line.strip())
    put("stop")


def main() -> None:
    """The body of `station camera`: the first line of the input is a CameraOrder."""
    cv2.setNumThreads(1)  # the rest of the machine belongs to the window
    sys.setswitchinterval(SWITCH_EVERY)
    told = msgspec.json.decode(sys.stdin.readline(), type=CameraOrder)
    orders: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=orders_of, args=(sys.stdin, orders.put), daemon=True).start()
    try:
        CameraProcess(source_for(told), sys.stdout.buffer, orders, told.options, lens=told.lens).run()
    except Hung:
        os._exit(1)  # an orderly end would wait for the driver as well
