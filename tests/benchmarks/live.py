"""P20: the live picture of a 1080p camera at 30 a second: how many reach the window, and what one costs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping

import psutil

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices.camera.client import CameraClient
from station.devices.camera.process import PREVIEW_WIDTH
from station.devices.camera.quality import preview
from station.domain.readings import Frame, Preview
from tests.benchmarks import mjpeg_camera
from tests.benchmarks.figures import Figure, interleaved

SECONDS, ROUNDS, TAKES, BARE = 5.0, 3, 10, 60
STARTS_WITHIN = 30.0
VARIANTS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("no codes read", "carton", {}),
    ("a code in view", "carton", {"codes": "True"}),
    ("codes searched in vain", "empty", {"codes": "True"}),
)


class Live:
    """A camera's process on one core, and what came of it."""

    def __init__(self, url: str, options: Mapping[str, str]) -> None:
        self._heard: list[object] = []
        self._client = CameraClient(
            DeviceSettings("bench", "camera", "mjpeg", url, options), self._heard.append, SystemClock()
        )
        self._client.start()
        self._await(lambda: self._count(Preview) > 0)
        self._process = next(child for child in psutil.Process().children() if "--device" in child.cmdline())
        if hasattr(self._process, "cpu_affinity"):
            self._process.cpu_affinity([0])
        self.rates: list[float] = []
        self.answers: list[float] = []

    def watch(self) -> float:
        """One round: notes the pictures a second, gives the CPU seconds of the process for each."""
        began, cpu, seen = time.perf_counter(), self._cpu(), self._count(Preview)
        time.sleep(SECONDS)
        shown = self._count(Preview) - seen
        self.rates.append(shown / (time.perf_counter() - began))
        return (self._cpu() - cpu) / max(shown, 1)

    def take(self) -> None:
        """From the order to the picture that answers it."""
        for number in range(TAKES):
            began, taken = time.perf_counter(), self._count(Frame)
            self._client.order(f"take {number}")
            self._await(lambda taken=taken: self._count(Frame) > taken)  # type: ignore[misc]
            self.answers.append((time.perf_counter() - began) * 1000)

    def stop(self) -> None:
        self._client.stop()

    def _cpu(self) -> float:
        times = self._process.cpu_times()
        return times.user + times.system

    def _count(self, kind: type) -> int:
        return sum(isinstance(item, kind) for item in list(self._heard))

    def _await(self, holds: object) -> None:
        until = time.perf_counter() + STARTS_WITHIN
        while not holds():  # type: ignore[operator]
            assert time.perf_counter() < until
            time.sleep(0.001)


def bare() -> float:
    """CPU seconds for one picture of the same stream made small, nothing else."""
    jpeg = mjpeg_camera.pictures("carton")[0]
    began = time.process_time()
    for _ in range(BARE):
        assert preview(jpeg, PREVIEW_WIDTH) is not None
    return (time.process_time() - began) / BARE


def p20() -> list[Figure]:
    figures = []
    for name, scene, options in VARIANTS:
        with mjpeg_camera.camera(scene) as url:
            live = Live(url, options)
            costs = interleaved(bare, live.watch, rounds=ROUNDS)
            live.take()
            live.stop()
        rate, answer = statistics.median(live.rates), statistics.median(live.answers)
        detail = f"1080p at {mjpeg_camera.RATE}/s, process on one core; a picture is taken in {answer:.0f} ms"
        figures.append(Figure("P20", f"live picture, {name}", rate, "fps", ">= 28", rate >= 28, detail))
        if not options:
            ratio, detail = costs[1] / costs[0], f"{costs[1] * 1000:.1f} : {costs[0] * 1000:.1f} ms"
            figures.append(
                Figure("P20", "CPU of a live picture ÷ making one small", ratio, "x", "<= 1.5", ratio <= 1.5, detail)
            )
    return figures
