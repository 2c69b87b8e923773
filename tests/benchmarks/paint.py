"""P8: from a scan's arrival to its painted answer, commit included, with weights and live pictures beside it."""

from __future__ import annotations

import tempfile
import time
from decimal import Decimal
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from station.devices.camera.quality import encoded, scaled
from station.devices.sim.scenes import render
from station.domain.readings import Preview, Scan, Weight
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


def _station() -> list[float]:
    app = application()
    picture = encoded(scaled(np.asarray(render({"kind": "carton", "code": "SF1"})), 480))
    times = []
    with tempfile.TemporaryDirectory() as name:
        player = player_at(Path(name), "unit.scan", cartons=SCANS + 5)
        player.station.window.show_page("receiving")
        clock, bridge = player.core.clock, player.station.bridge
        for number in range(SCANS):
            now = clock.monotonic()
            bridge.put(Weight("scale", now, b"", Decimal("12.000"), "kg", False, checked=True))
            bridge.put(Preview("cam", now, picture))
            settled(app, 0.02)
            code = f"SF{1:06}{number + 1:07}"
            began = time.perf_counter()
            bridge.put(Scan("gun", clock.monotonic(), code.encode(), code, "C0"))
            before = player.core.queries.log_size()
            while player.core.queries.log_size() == before:
                app.processEvents()
            app.processEvents()
            player.station.window.repaint()
            times.append((time.perf_counter() - began) * 1000)
        player.station.stop()
    return times


def p8() -> list[Figure]:
    bare, ours = _bare(), _station()
    median, slow = quantile(ours, 0.5), quantile(ours, 0.99)
    floor = max(quantile(bare, 0.5), FRAME)  # nothing is seen before the screen's next frame
    detail = f"p50 {median:.1f} ms, p99 {slow:.1f} ms, bare label p50 {quantile(bare, 0.5):.2f} ms"
    return [
        Figure("P8", "scan to painted, p50 ÷ one frame", median / floor, "x", "<= 2.5", median / floor <= 2.5, detail),
        Figure("P8", "scan to painted, p99", slow, "ms", "< 16.7", slow < FRAME, ""),
    ]
