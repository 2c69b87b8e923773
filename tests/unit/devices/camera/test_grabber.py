"""The thread that reads a source: the newest only, its error handed on, a hanging driver given up."""

from __future__ import annotations

import threading

import pytest

from station.devices.camera.grabber import Grabber
from station.devices.camera.shot import Shot
from station.errors import DeviceError

PATIENCE = 10.0


class Gated:
    """Gives a batch of pictures each time the gate is opened; an empty batch is the end."""

    denied = ()

    def __init__(self, *batches: list[Shot]) -> None:
        self._batches = list(batches)
        self.gate = threading.Semaphore(0)
        self.read_once = threading.Semaphore(0)
        self.closed = threading.Event()

    def open(self) -> None: ...

    def read(self, timeout: float) -> list[Shot]:
        if not self.gate.acquire(timeout=timeout):
            return []
        batch = self._batches.pop(0)
        self.read_once.release()
        if not batch:
            raise DeviceError("device.lost", device="d", port="p", reason="pulled")
        return batch

    def close(self) -> None:
        self.closed.set()


def test_only_the_newest_picture_is_kept_and_handed_out_once() -> None:
    shots = [Shot(float(at), b"x") for at in range(5)]
    source = Gated(shots[:2], shots[2:])
    grabber = Grabber(source)
    grabber.start()
    source.gate.release(2)
    source.read_once.acquire(timeout=PATIENCE)
    source.read_once.acquire(timeout=PATIENCE)
    newest = grabber.newest(PATIENCE)
    if newest is shots[1]:  # it was not too late for the last of the first batch
        newest = grabber.newest(PATIENCE)
    assert newest is shots[4]
    assert grabber.newest(0.0) is None
    assert grabber.stop(PATIENCE)
    assert source.closed.is_set()


def test_the_last_picture_before_an_error_is_still_handed_out() -> None:
    source = Gated([Shot(1.0, b"x")], [])
    grabber = Grabber(source)
    grabber.start()
    source.gate.release(2)
    assert source.closed.wait(PATIENCE)
    assert grabber.newest(PATIENCE) is not None
    with pytest.raises(DeviceError, match="lost"):
        grabber.newest(PATIENCE)
    assert grabber.stop(PATIENCE)


def test_a_driver_that_does_not_come_back_is_told() -> None:
    freed = threading.Event()

    class Hanging(Gated):
        def open(self) -> None:
            freed.wait()

    grabber = Grabber(Hanging())
    grabber.start()
    assert grabber.newest(0.0) is None
    assert not grabber.opened
    assert not grabber.stop(0.05)
    freed.set()
    assert grabber.stop(PATIENCE)
