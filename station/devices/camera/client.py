"""The window's side of a camera: its process is started, watched, killed when it hangs, and started again."""

from __future__ import annotations

import os
import subprocess
import threading
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import msgspec

from station.clock import Clock
from station.config import DeviceSettings
from station.devices.api import Fault, Frame, LinkChange, LinkState, Preview, Scan
from station.devices.camera.film_order import FilmOrder
from station.devices.camera.options import camera_order, without_password
from station.devices.camera.protocol import CardSeen, read
from station.devices.status import DeviceStatus, Rung
from station.devices.worker import Sink
from station.domain.events.common import MeasuringCard
from station.domain.measuring_card import true_to_size
from station.domain.readings import Filmed, Filming, Identity, Live, Outline
from station.domain.state import LensState
from station.platform import child_command
from station.program_log import ProgramLog

log = ProgramLog(__name__)

HUNG_AFTER = 4.0  # seconds without a word; the process says something every 0.8
LOOK_EVERY = 0.5
BACK_OFF = 1.0  # seconds before a process that died is started again
STARTS_WITHIN = 15.0  # seconds until the first word of a new process: OpenCV is large
ENDS_WITHIN = 2.0
NOT_LIVE = ("camera.frozen", "camera.black")  # pictures come, but not of this moment
LOST = "lost"  # why a film ended: its process did, without a word
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # matrix products must not take the window's core


class CameraClient:
    """Implements devices.registry.Instrument.

    order("take <token>") and order("measure <token>") are answered by a Frame or a Fault of that token, order("film …")
    by Filming and in the end one Filmed (protocol.py), also where the process has died.

    Raises ConfigError for an address that its driver has not, and for options that no camera has.
    """

    def __init__(self, settings: DeviceSettings, sink: Sink, clock: Clock, lens: LensState | None = None) -> None:
        self._settings = settings
        self._order = camera_order(settings, lens)
        self._sink = sink
        self._clock = clock
        self._status = DeviceStatus(settings.id, settings.role, settings.driver, without_password(settings.url))
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._heard_at = 0.0
        self._asked: set[str] = set()
        self._films: set[str] = set()  # that were begun and whose end was not told
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"camera-{settings.id}", daemon=True)
        self._watch = threading.Thread(target=self._watchdog, name=f"camera-watch-{settings.id}", daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._watch.start()

    def stop(self) -> None:
        self._stop.set()
        self._say("stop")
        process = self._process
        if process is not None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(ENDS_WITHIN)
            process.kill()
        for thread in (self._thread, self._watch):
            if thread.is_alive():
                thread.join(ENDS_WITHIN)

    def status(self) -> DeviceStatus:
        return self._status

    def allow(self, identity: Identity) -> None:
        """An address on the network has no number of its own."""

    def order(self, command: str) -> None:
        word, _, token = command.partition(" ")
        if word.startswith("film"):
            self._film(word, token, command)
            return
        if word not in ("take", "measure"):
            self._sink(Fault(self._settings.id, self._clock.monotonic(), "order", text=command))
            return
        with self._lock:
            self._asked.add(token)
        if not self._say(command):
            self._refuse_open("camera.lost")

    def _film(self, word: str, told: str, command: str) -> None:
        if word == "film":
            with self._lock:
                self._films.add(msgspec.json.decode(told, type=FilmOrder).token)
        if not self._say(command):
            self._end_films()

    def _run(self) -> None:
        while not self._stop.is_set():
            process = self._process = self._started()
            self._heard_at = self._clock.monotonic() + STARTS_WITHIN - HUNG_AFTER
            assert process.stdout is not None
            while (message := read(process.stdout)) is not None:
                self._heard_at = self._clock.monotonic()
                self._heard(*message)
            process.kill()
            process.wait()
            process.stdout.close()
            if process.stdin is not None:
                with suppress(OSError):
                    process.stdin.close()
            if not self._stop.is_set():  # ended because it was told to: nothing is lost
                self._change(LinkState.SEARCHING, "camera.lost")
                self._refuse_open("camera.lost")
                self._end_films()
            self._stop.wait(BACK_OFF)

    def _started(self) -> subprocess.Popen[bytes]:
        command = child_command("camera", "--device", self._settings.id)
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **ONE_CORE}
        )
        assert process.stdin is not None
        with suppress(OSError):  # a process that ended at once is seen where its pipe is read
            process.stdin.write(msgspec.json.encode(self._order) + b"\n")
            process.stdin.flush()
        return process

    def _watchdog(self) -> None:
        """A hung process is killed; reading its pipe then ends and another one is started."""
        while not self._stop.wait(LOOK_EVERY):
            process = self._process
            if process is not None and self._clock.monotonic() - self._heard_at > HUNG_AFTER:
                log.warning("camera process hangs", device=self._settings.id)
                self._heard_at = self._clock.monotonic()
                process.kill()

    def _say(self, order: str) -> bool:
        process = self._process
        if process is None or process.stdin is None or process.poll() is not None:
            return False
        try:
            process.stdin.write(f"{order}\n".encode())
            process.stdin.flush()
        except (OSError, ValueError):
            return False
        return True

    def _heard(self, head: dict[str, object], body: bytes) -> None:
        now = self._clock.monotonic()
        match head.get("say"):
            case "preview":
                self._note(good_at=now, reached=Rung.ALL, frames=self._status.frames + 1, reason="")
                outlines, live = _outlines(head.get("outlines")), live_of(head.get("live"))
                self._sink(Preview(self._settings.id, now, body, outlines, live))
            case "scan":
                text = str(head["text"])
                self._sink(Scan(self._settings.id, now, text.encode(), text, str(head.get("symbology", ""))))
            case "frame":
                self._frame(head, body, now)
            case "source":
                self._tell_source(head)
            case "filming":
                paused, size = str(head["paused"]), int(str(head["size"]))
                self._sink(Filming(self._settings.id, now, str(head["token"]), int(str(head["ms"])), size, paused))
            case "filmed":
                self._filmed(str(head["token"]), str(head["end"]), str(head["sha256"]))
            case "fault":
                self._refuse(str(head.get("token", "")), str(head.get("code", "")), now)
            case "state":
                self._change(LinkState(str(head["state"])), str(head.get("reason", "")))

    def _frame(self, head: dict[str, object], jpeg: bytes, now: float) -> None:
        token = str(head["token"])
        with self._lock:
            self._asked.discard(token)
        self._sink(
            Frame(
                device=self._settings.id,
                seen_at=now,
                jpeg=jpeg,
                width=int(str(head["width"])),
                height=int(str(head["height"])),
                sharpness=float(str(head["sharpness"])),
                brightness=float(str(head["brightness"])),
                burnt=float(str(head["burnt"])),
                evidence=str(head["evidence"]),
                token=token,
                codes=tuple(map(str, _list(head.get("codes")))),
                card=self._card(head["card"]) if "card" in head else None,
                corners=msgspec.convert(head.get("corners") or [], tuple[tuple[int, int], ...]),
            )
        )

    def _card(self, said: object) -> MeasuringCard:
        """What the process saw, unless nobody knows how large the card is."""
        seen, ruler = msgspec.convert(said, CardSeen), self._order.options.card_ruler_mm
        if seen.refused or ruler is None:
            return MeasuringCard(refused=seen.refused or "unchecked")
        if not true_to_size(ruler):
            return MeasuringCard(refused="scale", ruler_mm=ruler)
        return MeasuringCard(to_mm=tuple(map(_number, seen.to_mm)), ruler_mm=ruler, lens=seen.lens)

    def _tell_source(self, head: dict[str, object]) -> None:
        """What the camera delivers; what it does not allow is worth a line, once."""
        width, height = _list(head.get("size"))
        denied = tuple(map(str, _list(head.get("denied"))))
        if denied != self._status.denied:
            log.warning("camera does not allow", device=self._settings.id, options=", ".join(denied))
        self._note(delivers=f"{width} × {height}", denied=denied)

    def _refuse(self, token: str, code: str, now: float) -> None:
        with self._lock:
            self._asked.discard(token)
        self._note(faults=self._status.faults + 1, reason=code)
        self._sink(Fault(self._settings.id, now, code, token=token))

    def _refuse_open(self, code: str) -> None:
        """Nobody waits for an answer that cannot come any more."""
        with self._lock:
            asked, self._asked = self._asked, set()
        for token in asked:
            self._sink(Fault(self._settings.id, self._clock.monotonic(), code, token=token))

    def _filmed(self, token: str, end: str, sha256: str = "") -> None:
        with self._lock:
            self._films.discard(token)
        self._sink(Filmed(self._settings.id, self._clock.monotonic(), token, end, sha256))

    def _end_films(self) -> None:
        """The process that took them is gone; what it has written is looked at by whoever asked for it."""
        with self._lock:
            films = set(self._films)
        for token in films:
            self._filmed(token, LOST)

    def _change(self, state: LinkState, reason: str) -> None:
        if state is self._status.state:
            self._note(reason=reason)
            return
        silent = Rung.FRAME if reason in NOT_LIVE else Rung.PORT
        reached = {LinkState.SEARCHING: None, LinkState.SILENT: silent}.get(state, Rung.ALL)
        self._note(state=state, reason=reason, reached=reached)
        log.info("instrument", device=self._settings.id, state=state.value, reason=reason)
        self._sink(LinkChange(self._settings.id, self._clock.monotonic(), state, reason))

    def _note(self, **known: object) -> None:
        self._status = replace(self._status, **known)  # type: ignore[arg-type]  # names are the status's own


def _number(of: float) -> Decimal:
    """Ten places: what multiplies a per mille is below a millionth of a millimetre wrong."""
    return Decimal(f"{of:.10f}")


def _list(said: object) -> list[object]:
    return said if isinstance(said, list) else []


def live_of(said: object) -> Live | None:
    """What the process measured on a live picture; None where it says nothing."""
    return msgspec.convert({**said, "look": bytes.fromhex(str(said["look"]))}, Live) if isinstance(said, dict) else None


def _outlines(said: object) -> tuple[Outline, ...]:
    return msgspec.convert(said or [], tuple[Outline, ...])
