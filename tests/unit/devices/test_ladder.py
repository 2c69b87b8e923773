"""How far up the ladder an instrument is that sends garbage, refuses, or says nothing."""

from __future__ import annotations

import threading

import pytest

from station.clock import SystemClock
from station.devices.api import Fault, LinkChange, Preview, Reading
from station.devices.registry import driver_class
from station.devices.status import DeviceStatus, Rung
from station.devices.worker import Worker

PATIENCE = 20.0  # seconds


class Cable:
    """Says the same again and again."""

    def __init__(self, says: bytes) -> None:
        self._says = says

    def open(self) -> None: ...

    def read(self, timeout: float) -> bytes:
        return self._says

    def write(self, data: bytes) -> None: ...

    def close(self) -> None: ...


@pytest.mark.parametrize(
    ("says", "code", "rung"),
    [
        (b"", "no_reply", Rung.PORT),
        (b"\xff\xfe no scale at all\r\n", "garbage", Rung.BYTES),
        (b"x" * 200, "too_long", Rung.BYTES),
        (b"S S Error 10b\r\n", "scale.hardware", Rung.FRAME),
        (b"S S      1.250 kg\r\n", "", Rung.ALL),
    ],
)
def test_the_rung_is_the_last_that_holds(says: bytes, code: str, rung: Rung) -> None:
    heard = threading.Event()

    def sink(item: Reading | Preview | Fault | LinkChange) -> None:
        if (item.code if isinstance(item, Fault) else "") == code and not isinstance(item, LinkChange):
            heard.set()

    status = DeviceStatus("scale-1", "parcel_scale", "mt-sics", "COM3")
    driver = driver_class("mt-sics").from_settings("scale-1", {})
    worker = Worker(status, Cable(says), driver, sink=sink, clock=SystemClock(), silent=60.0)
    worker.start()
    assert heard.wait(PATIENCE)
    worker.stop()
    assert worker.status().reached is rung
