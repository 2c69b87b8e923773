"""P8: from a scan's arrival to its painted answer, commit included, a scale and a camera's process beside it."""

from __future__ import annotations

import itertools
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices.camera.client import CameraClient
from station.domain.readings import Preview, Scan, Weight
from station.ui.bridge import Bridge, Item
from tests.benchmarks import mjpeg_camera
from tests.benchmarks.figures import Figure, quantile
from tests.benchmarks.stage import application, player_at, settled

SCANS = 120
FRAME = 1000 / 60


class _Bare(QObject):
    """The least that Qt needs to show a scanned text: one signal, one label."""

    came = Signal(str)

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self.came.connect(label.setText)


def _bare() -> list[float]:
    app, label = application(), QLabel()
    label.resize(400, 60)
    label.show()
    bare, times = _Bare(label), []
    for number in range(SCANS):
        began = time.perf_counter()
        bare.came.emit(f"SF{number:013}")
        label.repaint()
        times.append((time.perf_counter() - began) * 1000)
        app.processEvents()
    label.close()
    return times


class Beside:
    """What goes on while somebody scans: a camera's real process with 1080p at 30 a second, a scale at 10 Hz."""

    def __init__(self, bridge: Bridge, url: str) -> None:
        self._bridge, self._over = bridge, threading.Event()
        self.previews = 0
        self._camera = CameraClient(DeviceSettings("cam", "camera", "mjpeg", url, {}), self._heard, SystemClock())
        self._scale = threading.Thread(target=self._weigh, name="scale")

    def start(self) -> None:
        self._camera.start()
        self._scale.start()

    def stop(self) -> None:
        self._over.set()
        self._scale.join()
        self._camera.stop()

    def _heard(self, item: Item) -> None:
        self.previews += isinstance(item, Preview)
        self._bridge.put(item)

    def _weigh(self) -> None:
        for grams in itertools.cycle(range(10)):
            if self._over.wait(0.1):
                return
            value = Decimal("12.000") + Decimal(grams) / 1000
            self._bridge.put(Weight("scale", time.monotonic(), b"", value, "kg", False, checked=True))


@contextmanager
def _beside(bridge: Bridge, wait: Callable[[float], None]) -> Iterator[Beside]:
    with mjpeg_camera.camera() as url:
        beside = Beside(bridge, url)
        beside.start()
        while not beside.previews:
            wait(0.05)
        yield beside
        beside.stop()


def _station() -> tuple[list[float], float]:
    """The times of all scans in ms, and how many live pictures a second came in the meantime."""
    app, times = application(), []
    with tempfile.TemporaryDirectory() as name:
        player = player_at(Path(name), "unit.scan", cartons=SCANS + 5)
        player.station.window.show_page("receiving")
        clock, bridge = player.core.clock, player.station.bridge
        with _beside(bridge, lambda seconds: settled(app, seconds)) as beside:
            started, seen = time.perf_counter(), beside.previews
            for number in range(SCANS):
                settled(app, 0.05)
                code = f"SF{1:06}{number + 1:07}"
                began = time.perf_counter()
                bridge.put(Scan("gun", clock.monotonic(), code.encode(), code, "C0"))
                before = player.core.queries.log_size()
                while player.core.queries.log_size() == before:
                    app.processEvents()
                app.processEvents()
                player.station.window.repaint()
                times.append((time.perf_counter() - began) * 1000)
            rate = (beside.previews - seen) / (time.perf_counter() - started)
        player.station.stop()
    return times, rate


def p8() -> list[Figure]:
    bare = _bare()
    ours, rate = _station()
    median, slow = quantile(ours, 0.5), quantile(ours, 0.99)
    floor = max(quantile(bare, 0.5), FRAME)  # nothing is seen before the screen's next frame
    detail = f"p50 {median:.1f} ms, bare label p50 {quantile(bare, 0.5):.2f} ms, {rate:.0f} live pictures/s"
    return [
        Figure("P8", "scan to painted, p50 ÷ one frame", median / floor, "x", "<= 2.5", median / floor <= 2.5, detail),
        Figure("P8", "scan to painted, p99", slow, "ms", "< 16.7", slow < FRAME, ""),
    ]
