"""The camera's process without a process: which picture answers a request, and why none does."""

from __future__ import annotations

import io
import queue
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import numpy as np
import pytest

from station.devices.camera.options import NOTHING_ASKED, CameraSettings
from station.devices.camera.process import FRESH, CameraProcess
from station.devices.camera.protocol import read
from station.devices.camera.requests import TAKE_WITHIN
from station.devices.camera.shot import Shot
from station.devices.camera.watchdog import FROZEN_AFTER
from station.errors import DeviceError
from tests.unit.devices.camera.pictures import jpeg_of, noisy
from tests.unit.fake_clock import FakeClock

FRAME = 1 / 30


class Nothing:
    """A source that nobody opens: pictures are handed in."""

    denied: tuple[str, ...] = ()

    def open(self) -> None:
        raise DeviceError("device.cannot_open", device="d", port="p", reason="none")

    def close(self) -> None: ...

    def read(self, timeout: float) -> list[Shot]:
        return []


class Bench:
    """Pictures and orders go in, messages come out. Closed by its fixture."""

    def __init__(self, options: CameraSettings = NOTHING_ASKED, moving: bool = True) -> None:
        """moving: whether the stream has shown a picture before."""
        self.clock, self.source = FakeClock(), Nothing()
        self.orders = queue.SimpleQueue[str]()
        self._out = io.BytesIO()
        self.process = CameraProcess(self.source, self._out, self.orders, options, self.clock.monotonic)

        if moving:
            self.show(noisy(99))
            self.said()

    def close(self) -> None:
        self.process._answers.shutdown()

    def show(self, picture: np.ndarray | bytes, age: float = 0.0) -> None:
        """The next picture of the stream; age: how long it has been on its way."""
        self.clock.forward(FRAME)
        at = self.clock.monotonic() - age
        self.process._picture(Shot(at, picture) if isinstance(picture, bytes) else Shot(at, pixels=picture))
        self.process._housekeeping()

    def ask(self, token: str) -> None:
        self.orders.put(f"take {token}")
        self.process._housekeeping()

    def wait(self, seconds: float) -> None:
        self.clock.forward(seconds)
        self.process._housekeeping()

    def said(self, *kinds: str) -> list[dict[str, Any]]:
        """What was said since the last call, of these kinds."""
        for given in self.process._given:
            given.result()
        self._out.seek(0)
        heads = list[dict[str, Any]]()
        while (message := read(self._out)) is not None:
            heads.append({**message[0], "bytes": message[1]})
        self._out.seek(0)
        self._out.truncate()
        return [head for head in heads if head["say"] in kinds]

    def answers(self) -> list[tuple[str, str]]:
        """(token, "" or why not) of every answer since the last call."""
        return [(head["token"], head.get("code", "")) for head in self.said("frame", "fault")]


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


def test_the_next_picture_answers_with_the_cameras_bytes_and_their_measures(bench: Bench) -> None:
    jpeg = jpeg_of(noisy(1))
    bench.ask("a")
    bench.show(jpeg)
    (frame,) = bench.said("frame")
    assert (frame["token"], frame["bytes"], frame["evidence"]) == ("a", jpeg, "device-bytes")
    assert (frame["width"], frame["height"]) == (1280, 720)
    assert frame["sharpness"] > 0


def test_pixels_are_said_to_be_a_first_encoding(bench: Bench) -> None:
    bench.ask("a")
    bench.show(noisy(1))
    (frame,) = bench.said("frame")
    assert frame["evidence"] == "first-encoding"
    assert frame["bytes"].startswith(b"\xff\xd8")


def test_two_requests_never_share_a_picture(bench: Bench) -> None:
    bench.ask("a")
    bench.ask("b")
    bench.show(noisy(1))
    assert bench.answers() == [("a", "")]
    bench.show(noisy(1))  # the same picture once more
    assert bench.answers() == []
    bench.show(noisy(2))
    assert bench.answers() == [("b", "")]


def test_a_picture_of_before_the_request_does_not_answer_it(bench: Bench) -> None:
    bench.ask("a")
    bench.show(noisy(1), age=2 * FRAME)
    assert bench.answers() == []
    bench.show(noisy(2))
    assert bench.answers() == [("a", "")]


def test_pictures_older_than_300_ms_are_refused_in_words(bench: Bench) -> None:
    bench.ask("a")
    for number in range(100):
        bench.show(noisy(number % 4), age=FRESH + 0.01)
    assert bench.answers() == [("a", "camera.old")]
    bench.ask("b")
    bench.wait(FRESH)
    bench.show(noisy(1), age=FRESH - 0.01)
    assert bench.answers() == [("b", "")]


def test_a_frozen_stream_refuses_at_once_and_is_shown_to_nobody(bench: Bench) -> None:
    bench.show(noisy(0))
    bench.ask("asked before anybody knew")
    for _ in range(round(FROZEN_AFTER / FRAME) + 2):
        bench.show(noisy(0))
    assert bench.answers() == [("asked before anybody knew", "camera.frozen")]
    bench.ask("b")
    bench.show(noisy(0))
    said = bench.said("fault", "preview")
    assert [(head["say"], head["code"]) for head in said] == [("fault", "camera.frozen")]
    bench.ask("c")
    bench.show(noisy(1))
    assert [head["state"] for head in bench.said("state")] == ["online"]


def test_a_black_stream_refuses(bench: Bench) -> None:
    black = [np.random.default_rng(number).integers(0, 6, (720, 1280, 3), np.uint8) for number in range(3)]
    bench.ask("a")
    for number in range(60):
        bench.show(black[number % 3])
    assert bench.answers() == [("a", "camera.black")]
    bench.ask("b")
    bench.show(noisy(1))
    assert bench.answers() == [("b", "")]


def test_one_black_picture_is_no_evidence_either(bench: Bench) -> None:
    bench.ask("a")
    bench.show(np.zeros((720, 1280, 3), np.uint8))
    assert bench.answers() == []
    bench.show(noisy(1))
    assert bench.answers() == [("a", "")]


def test_without_a_picture_a_request_is_given_up(bench: Bench) -> None:
    bench.ask("a")
    bench.wait(TAKE_WITHIN + 0.1)
    assert bench.answers() == [("a", "camera.no_picture")]


def test_before_the_camera_is_there_a_request_is_given_up_as_well() -> None:
    with closing(Bench(moving=False)) as bench:
        bench.ask("a")
        bench.wait(TAKE_WITHIN + 0.1)
        assert bench.answers() == [("a", "camera.lost")]


def test_a_stream_has_to_move_before_anything_of_it_counts() -> None:
    """A process that has just been started cannot know whether the camera froze long ago."""
    with closing(Bench(moving=False)) as bench:
        bench.ask("a")
        bench.show(noisy(1))
        bench.show(noisy(1))
        assert bench.answers() == []
        bench.show(noisy(2))
        assert bench.answers() == [("a", "")]


def test_what_the_camera_delivers_and_denies_is_told_once() -> None:
    wishes = CameraSettings(width=1920, height=720, focus="freeze")
    with closing(Bench(wishes, moving=False)) as bench:
        for number in range(3):
            bench.show(noisy(number))
        assert [(head["size"], head["denied"]) for head in bench.said("source")] == [([1280, 720], ["width"])]
        bench.source.denied = ("focus",)
        for number in range(3):
            bench.show(noisy(number))
        assert [head["denied"] for head in bench.said("source")] == [["focus", "width"]]


def test_bytes_that_are_no_picture_answer_nothing(bench: Bench) -> None:
    bench.ask("a")
    bench.wait(1.0)
    bench.show(b"\xff\xd8\xff no picture \xff\xd9")
    assert bench.said("frame", "preview", "source") == []
