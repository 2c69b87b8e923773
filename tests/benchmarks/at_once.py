"""CAMERAS: one camera, then three at once, each in its process: pictures a second and CPU of each, one beside three.

The virtual cameras send pictures that were made beforehand; what serving them costs is told beside, and the load.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psutil

from station.clock import SystemClock
from station.config import CAMERAS, DeviceSettings
from station.devices.camera.client import CameraClient
from station.domain.readings import Preview
from tests.benchmarks import mjpeg_camera
from tests.benchmarks.figures import Figure

SIZES = ((1280, 720), (1920, 1080))
SECONDS, ROUNDS, STARTS_WITHIN = 5.0, 3, 60.0
WANTED = 12.0  # live pictures a second below which a hand's movement is seen late


class Watched:
    """A camera's process, and how many live pictures came of it."""

    def __init__(self, device: str, url: str) -> None:
        self.seen = 0
        self._client = CameraClient(DeviceSettings(device, device, "mjpeg", url, {}), self._heard, SystemClock())
        self._client.start()
        self._process = self._await(device)

    def stop(self) -> None:
        self._client.stop()

    def cpu(self) -> float:
        times = self._process.cpu_times()
        return times.user + times.system

    def _heard(self, item: object) -> None:
        self.seen += isinstance(item, Preview)

    def _await(self, device: str) -> psutil.Process:
        until = time.perf_counter() + STARTS_WITHIN
        while not self.seen:
            assert time.perf_counter() < until, f"{device} shows nothing"
            time.sleep(0.01)
        return next(child for child in psutil.Process().children() if device in child.cmdline())


@contextmanager
def watched(device: str, url: str) -> Iterator[Watched]:
    camera = Watched(device, url)
    try:
        yield camera
    finally:
        camera.stop()


def cameras() -> list[Figure]:
    return [figure for size in SIZES for figure in _of(size)]


def _of(size: tuple[int, int]) -> Iterator[Figure]:
    alone, _ = _watch(size, CAMERAS[:1])
    three, load = _watch(size, CAMERAS)
    name = f"{size[1]}p"
    slowest = min(rate for rate, _ in three)
    told = ", ".join(f"{rate:.1f}/s at {share:.0f} %" for rate, share in three)
    detail = f"{told}; alone {alone[0][0]:.1f}/s at {alone[0][1]:.0f} %; load {load:.1f} on {os.cpu_count()} cores"
    yield Figure("CAMERAS", f"{name}: the slowest of three at once", slowest, "fps", ">= 12", slowest >= WANTED, detail)


def _watch(size: tuple[int, int], devices: tuple[str, ...]) -> tuple[list[tuple[float, float]], float]:
    """Pictures a second and CPU in % of a core of each, medians of the rounds; and the machine's load meanwhile."""
    with ExitStack() as stack:
        urls = [stack.enter_context(mjpeg_camera.camera("carton", size)) for _ in devices]
        here = [stack.enter_context(watched(*one)) for one in zip(devices, urls, strict=True)]
        rounds = [_round(here) for _ in range(ROUNDS)]
    medians = [tuple(map(statistics.median, zip(*one, strict=True))) for one in zip(*rounds, strict=True)]
    return [(rate, share) for rate, share in medians], psutil.getloadavg()[0]


def _round(here: list[Watched]) -> list[tuple[float, float]]:
    began, before = time.perf_counter(), [(one.seen, one.cpu()) for one in here]
    time.sleep(SECONDS)
    passed = time.perf_counter() - began
    return [
        ((one.seen - seen) / passed, 100 * (one.cpu() - cpu) / passed)
        for one, (seen, cpu) in zip(here, before, strict=True)
    ]
