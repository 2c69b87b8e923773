"""The camera's own process: reads the stream, shows it small, and answers each request with one fresh picture.

Where the settings want it, codes are read from the stream as well and told like a gun's.

Nothing of the screens is loaded here; when this process hangs or dies, the window's starts another one.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import IO, Any

from station.devices.camera.card import card_in
from station.devices.camera.codes.read import CodeRead
from station.devices.camera.codes.taken import texts_in
from station.devices.camera.codes.watch import CodeWatch
from station.devices.camera.live import LiveMeasures
from station.devices.camera.opencv import cv2
from station.devices.camera.paper import corners_of
from station.devices.camera.protocol import write
from station.devices.camera.quality import decoded, halved, measured, shrunk
from station.devices.camera.source import MjpegSource
from station.errors import DeviceError

PREVIEW_EVERY = 0.12  # seconds
PREVIEW_WIDTH = 480
ALIVE_EVERY = 0.8
SILENT_AFTER = 1.0
FROZEN_AFTER = 2.0  # seconds of byte-identical pictures; a sensor's noise never repeats
TAKE_WITHIN = 3.0  # seconds that a request waits for a fresh picture
BACK_OFF = (0.3, 0.6, 1.0, 2.0)
TURN = 0.05


class CameraProcess:
    """One camera; `run` until it is told to stop or its input ends. codes: whether codes are read."""

    def __init__(
        self, source: MjpegSource, out: IO[bytes], orders: queue.SimpleQueue[str], codes: bool = False
    ) -> None:
        self._source = source
        self._out = out
        self._said = threading.Lock()  # codes are told from a thread of their own
        self._codes = CodeWatch(self._scanned) if codes else None
        self._live = LiveMeasures()
        self._orders = orders
        self._wanted: dict[str, float] = {}  # token -> when it was asked
        self._measure: set[str] = set()  # tokens of pictures in which the measuring card is looked for
        self._state = ""
        self._last = b""
        self._changed_at = self._seen_at = self._previewed_at = self._alive_at = time.monotonic()
        self._stopped = False

    def run(self) -> None:
        if self._codes:
            self._codes.start()
        self._look()
        if self._codes:
            self._codes.stop()

    def _look(self) -> None:
        attempt = 0
        while not self._stopped:
            try:
                self._source.open()
                attempt = 0
                self._serve()
            except DeviceError as error:
                self._say_state("searching", str(error.params.get("reason", "")))
            finally:
                self._source.close()
            self._pause(BACK_OFF[min(attempt, len(BACK_OFF) - 1)])
            attempt += 1

    def _serve(self) -> None:
        self._seen_at = time.monotonic()
        while not self._stopped:
            pictures = self._source.read(TURN)
            if pictures:
                self._picture(pictures[-1], time.monotonic())  # the newest only
            self._housekeeping()
            if time.monotonic() - self._seen_at > SILENT_AFTER:
                self._say_state("silent", "")

    def _picture(self, jpeg: bytes, now: float) -> None:
        self._seen_at = now
        if jpeg != self._last:
            self._last, self._changed_at = jpeg, now
        frozen = now - self._changed_at > FROZEN_AFTER
        self._say_state("silent" if frozen else "online", "camera.frozen" if frozen else "")
        if self._codes and not frozen:
            self._codes.offer(jpeg)
        if self._wanted and not frozen:
            self._answer(jpeg, now)
        if now - self._previewed_at >= PREVIEW_EVERY and not frozen:
            self._previewed_at = now
            self._preview(jpeg)

    def _preview(self, jpeg: bytes) -> None:
        half = halved(jpeg)
        small = None if half is None else shrunk(half, PREVIEW_WIDTH)
        if half is not None and small is not None:
            outlines = self._codes.outlines() if self._codes else ()
            self._say({"say": "preview", "outlines": outlines, "live": self._live.of(jpeg, half)}, small)

    def _answer(self, jpeg: bytes, now: float) -> None:
        """One picture answers one request: two requests must never share one."""
        token = next(iter(self._wanted))
        grey = decoded(jpeg)
        if grey is None:
            return
        del self._wanted[token]
        head: dict[str, object] = {"say": "frame", "token": token, **asdict(measured(grey))}
        head |= {"codes": texts_in(grey), "corners": corners_of(grey)}
        if token in self._measure:
            head["card"] = asdict(card_in(grey))
            self._measure.discard(token)
        self._say(head, jpeg)

    def _scanned(self, code: CodeRead) -> None:
        self._say({"say": "scan", "text": code.text, "symbology": code.aim})

    def _housekeeping(self) -> None:
        now = time.monotonic()
        while not self._orders.empty():
            self._obey(self._orders.get(), now)
        for token, asked in list(self._wanted.items()):
            if now - asked > TAKE_WITHIN:
                del self._wanted[token]
                self._measure.discard(token)
                self._say({"say": "fault", "token": token, "code": "camera.no_picture"})
        if now - self._alive_at >= ALIVE_EVERY:
            self._alive_at = now
            self._say({"say": "alive"})

    def _obey(self, order: str, now: float) -> None:
        word, _, token = order.partition(" ")
        if word in ("take", "measure") and token:
            self._wanted[token] = now
            if word == "measure":
                self._measure.add(token)
        elif word == "stop":
            self._stopped = True

    def _pause(self, seconds: float) -> None:
        """Waits, but goes on saying that it is alive and that requests come to nothing."""
        end = time.monotonic() + seconds
        while not self._stopped and time.monotonic() < end:
            self._housekeeping()
            time.sleep(TURN)

    def _say_state(self, state: str, reason: str) -> None:
        if state != self._state:
            self._state = state
            self._say({"say": "state", "state": state, "reason": reason})

    def _say(self, head: dict[str, object], body: bytes = b"") -> None:
        with self._said:
            write(self._out, head, body)


def orders_of(source: IO[Any], put: Callable[[str], None]) -> None:
    """Reads lines until the input ends, which means that the window is gone: then this process ends as well."""
    for line in source:
        put(line.strip())
    put("stop")


def main(device: str, url: str, codes: bool = False) -> None:
    """The body of `station camera`."""
    cv2.setNumThreads(1)  # the rest of the machine belongs to the window
    orders: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=orders_of, args=(sys.stdin, orders.put), daemon=True).start()
    CameraProcess(MjpegSource(device, url), sys.stdout.buffer, orders, codes).run()
