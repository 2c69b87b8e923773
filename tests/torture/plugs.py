"""R16: unplug, stall, swapped adapter, moved port, wrong scale: real pseudo-terminals, the real worker and driver.

Several places run side by side, each with a scale of its own on a pseudo-terminal, the list of ports that the station
is given, and the stable rule looked at as the window does. The right scale carries RIGHT kg, the wrong one WRONG.
"""

from __future__ import annotations

import queue
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices.api import LinkState, Weight
from station.devices.bond import Bond
from station.devices.found import PortSeen
from station.devices.registry import Plugged, build, profile_of
from station.devices.sim.ports import PtyPort
from station.devices.sim.scale import MtSicsScale, Plate
from station.domain.readings import Identity, LinkChange
from station.domain.verdicts import Empty, Stable, Stale
from station.domain.weighing import Weighing
from station.texts import line
from station.ui.main_window import WEIGHT_MS

SIDE_BY_SIDE = 6
RIGHT, WRONG = Decimal("12.000"), Decimal("17.000")
PLUG, OTHER_PLUG = "0403:6001 A1", "0403:6001 A2"
SERIAL, OTHER_SERIAL = "B021370042", "X900000001"
MISHAPS = ("unplug", "stall", "renamed", "adapter", "adapter allowed", "scale", "scale allowed")
STALE_WITHIN, BACK_WITHIN = 1.0, 5.0
OUT = (0.3, 7.0)  # seconds that a mishap lasts
SILENT_FOR = 0.9  # seconds at least that a cable needs from one scale to another
PATIENCE = 30.0
PLATE = {"d": "0.005", "e": "0.005", "max": "30", "min": "0.1"}


class Wrong(AssertionError):
    """A promise was broken; the message names it."""


@dataclass
class Figures:
    """What the mishaps met. shown: greatest age of a weight on the screen; stale, back: greatest seconds until."""

    mishaps: Counter[str] = field(default_factory=Counter)
    shown: float = 0.0
    stale: float = 0.0
    back: float = 0.0
    refused: int = 0
    booked: int = 0

    def add(self, other: Figures) -> None:
        self.mishaps += other.mishaps
        self.shown, self.stale = max(self.shown, other.shown), max(self.stale, other.stale)
        self.back = max(self.back, other.back)
        self.refused, self.booked = self.refused + other.refused, self.booked + other.booked


class Scale:
    """The other end of the cable: a scale on a pseudo-terminal, played by a thread."""

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        self._folder, self._number = folder, 0
        self.right, self.wrong = MtSicsScale(Plate(serial=SERIAL)), MtSicsScale(Plate(serial=OTHER_SERIAL))
        self._there, self._speaks, self._plug = self.right, True, PLUG
        self._port = self._new_port()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._play, daemon=True)
        self._thread.start()

    def ports(self) -> tuple[PortSeen, ...]:
        """The list of ports, as the system would give it now."""
        with self._lock:
            return (PortSeen(self._port.url, "FT232R", plug=self._plug),) if self._port else ()

    def put(self, kg: Decimal) -> None:
        now = time.monotonic()
        for scale, load in ((self.right, kg), (self.wrong, WRONG)):
            scale.obey({"do": "put", "kg": float(load)}, now)

    def unplug(self) -> None:
        with self._lock:
            if self._port:
                self._port.unplug()
                self._port = None

    def plug(self, scale: MtSicsScale, plug: str, renamed: bool = False) -> None:
        with self._lock:
            self._there, self._speaks, self._plug = scale, True, plug
            self._port = self._port or self._new_port(renamed)

    def hold(self, silent: bool) -> None:
        with self._lock:
            self._speaks = not silent

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self.unplug()

    def _new_port(self, renamed: bool = False) -> PtyPort | None:
        self._number += renamed
        port = PtyPort(self._folder / f"ttyUSB{self._number}")
        port.plug()
        return port

    def _play(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                if self._port:
                    now = time.monotonic()
                    said = self._there.feed(self._port.read(0), now) + self._there.due(now)
                    if said and self._speaks:
                        self._port.write(said)
            time.sleep(0.005)


class Place:
    """The station's end: worker, driver, stable rule, and the eye on it."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._chance = chance
        self.scale = Scale(folder)
        url = self.scale.ports()[0].url
        settings = DeviceSettings("scale-1", "parcel_scale", "mt-sics", url, PLATE, PLUG)
        self._items: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._weighing = Weighing(profile_of(settings))
        self._verdict = self._weighing.tick(0.0)
        self._seen_at = 0.0
        plugged = Plugged(Bond(Identity(PLUG)), self.scale.ports)
        self._worker = build(settings, self._items.put, SystemClock(), plugged)
        self.figures = Figures()
        self._worker.start()

    def close(self) -> None:
        self._worker.stop()
        self.scale.close()

    def mishap(self, kind: str) -> None:
        """One, from a booked weight to the next. Raises Wrong."""
        self._weigh()
        began = time.monotonic()
        self._strike(kind)
        self._until(self._stale, f"{kind}: still shown")
        self.figures.stale = max(self.figures.stale, time.monotonic() - began)
        left = began + max(SILENT_FOR if kind.startswith("scale") else 0.0, self._chance.uniform(*OUT))
        self._watch(left - time.monotonic())
        self._swap(kind)
        self._mend(kind)
        self.figures.mishaps[kind] += 1

    def _strike(self, kind: str) -> None:
        if kind == "stall" or kind.startswith("scale"):
            self.scale.hold(silent=True)
        else:
            self.scale.unplug()

    def _swap(self, kind: str) -> None:
        """Another one is put in its place: refused, looked at for a while, and allowed or put back."""
        if not kind.startswith(("adapter", "scale")):
            return
        other = (self.scale.right, OTHER_PLUG) if kind.startswith("adapter") else (self.scale.wrong, PLUG)
        self.scale.plug(*other)
        self._until(self._refused, f"{kind}: not refused")
        self.figures.refused += 1
        self._watch(self._chance.uniform(0.2, 4.0))

    def _mend(self, kind: str) -> None:
        """The right one is back, or a supervisor allows the other: online, and again the old one afterwards."""
        began = time.monotonic()
        if kind.endswith("allowed"):
            self._worker.allow(self._worker.status().which)
            self._until(self._online, f"{kind}: not used though it was allowed")
            self._worker.allow(Identity(PLUG, SERIAL))
            self.figures.back = max(self.figures.back, time.monotonic() - began)
            self.scale.unplug()
            self._until(self._stale, f"{kind}: still shown")
            began = time.monotonic()
        self.scale.unplug() if kind.startswith("adapter") else None
        self.scale.plug(self.scale.right, PLUG, renamed=kind == "renamed")
        self._until(self._online, f"{kind}: not found again")
        self.figures.back = max(self.figures.back, time.monotonic() - began)

    def _weigh(self) -> None:
        self.scale.put(Decimal(0))
        self._until(lambda: isinstance(self._verdict, Empty) and self._verdict.armed, "never empty")
        self.scale.put(RIGHT)
        self._until(lambda: isinstance(self._verdict, Stable), "nothing can be booked")
        self._weighing.take()
        self.figures.booked += 1

    # The eye

    def _stale(self) -> bool:
        return isinstance(self._verdict, Stale)

    def _online(self) -> bool:
        return self._worker.status().state is LinkState.ONLINE and not self._stale()

    def _refused(self) -> bool:
        return self._worker.status().state is LinkState.REFUSED

    def _until(self, holds: Callable[[], bool], promise: str) -> None:
        until = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > until:
                raise Wrong(f"{promise} after {PATIENCE} s: {self._worker.status()}")
            self._look()

    def _watch(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._look()

    def _look(self) -> None:
        """What the window does ten times a second, and at each reading."""
        until = time.monotonic() + WEIGHT_MS / 1000
        while (left := until - time.monotonic()) > 0:
            try:
                self._heard(self._items.get(timeout=left))
            except queue.Empty:
                break
        self._verdict = self._weighing.tick(time.monotonic())
        self._judge()

    def _heard(self, item: object) -> None:
        if isinstance(item, Weight):
            self._seen_at = item.seen_at
            self._verdict = self._weighing.offer(item)
            if item.value == WRONG and not self._worker_may_hear_wrong():
                raise Wrong(f"the wrong scale was heard: {item}")
        elif isinstance(item, LinkChange) and item.state in (LinkState.SEARCHING, LinkState.REFUSED):
            self._verdict = self._weighing.gone(line("weight.gone"))
        self._judge()

    def _worker_may_hear_wrong(self) -> bool:
        return self._worker.status().identity == OTHER_SERIAL

    def _judge(self) -> None:
        if not self._stale():
            self.figures.shown = max(self.figures.shown, time.monotonic() - self._seen_at)


def _place(task: tuple[str, int, int]) -> Figures:
    """So many mishaps at one place, one after the other."""
    folder, count, seed = task
    chance = random.Random(seed)
    place = Place(Path(folder), chance)
    try:
        for number in range(count):
            place.mishap(MISHAPS[number % len(MISHAPS)] if number < len(MISHAPS) else chance.choice(MISHAPS))
    finally:
        place.close()
    return place.figures


def r16(count: int, seed: int) -> str:
    """Unplugged, stalled, moved, swapped and wrong scales over pseudo-terminals (N mishaps)."""
    each = [count // SIDE_BY_SIDE + (number < count % SIDE_BY_SIDE) for number in range(SIDE_BY_SIDE)]
    figures = Figures()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        folders = [Path(name) / str(number) for number in range(SIDE_BY_SIDE)]
        for folder in folders:
            folder.mkdir()
        for part in pool.map(
            _place, [(str(f), n, seed + i) for i, (f, n) in enumerate(zip(folders, each, strict=True))]
        ):
            figures.add(part)
    told = ", ".join(f"{kind} {times}" for kind, times in sorted(figures.mishaps.items()))
    report = (
        f"{sum(figures.mishaps.values())} mishaps ({told}); a weight was shown for {figures.shown:.2f} s at most after "
        f"its last frame, stale {figures.stale:.2f} s after the mishap, online again after {figures.back:.2f} s; "
        f"{figures.refused} others refused, none heard; {figures.booked} weights booked"
    )
    if figures.shown > STALE_WITHIN or figures.back > BACK_WITHIN:
        raise Wrong(report)
    return report
