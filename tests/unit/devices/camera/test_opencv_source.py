"""A local camera and an RTSP stream through a played cv2.VideoCapture: no camera is at hand where tests run."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from station.devices.camera.opencv import cv2
from station.devices.camera.opencv_source import FREEZES_AFTER, QUEUED, SETTLING, STALL, LocalSource, StreamSource
from station.devices.camera.options import CameraOrder, CameraSettings
from station.devices.camera.shot import Shot
from station.errors import DeviceError
from tests.unit.devices.camera.pictures import jpeg_of, noisy
from tests.unit.devices.camera.playing import PlayedCapture
from tests.unit.fake_clock import FakeClock

FRAME = 1 / 30
CONVERT, WIDTH, HEIGHT, FPS = (
    cv2.CAP_PROP_CONVERT_RGB,
    cv2.CAP_PROP_FRAME_WIDTH,
    cv2.CAP_PROP_FRAME_HEIGHT,
    cv2.CAP_PROP_FPS,
)
JPEG = jpeg_of(noisy(1))
WITHOUT_TABLES = JPEG.replace(b"\xff\xc4", b"\xff\xfe")  # the Huffman tables turned into comments


class Bench:
    """A local source on a played camera; the clock goes on by a frame with every grab."""

    def __init__(
        self,
        frames: Callable[[int], np.ndarray | None],
        fixed: tuple[int, ...] = (),
        deaf: tuple[int, ...] = (),
        **wishes: object,
    ) -> None:
        self.clock = FakeClock()
        self.camera = PlayedCapture(frames, {}, fixed, deaf, lambda: self.clock.forward(FRAME))
        order = CameraOrder("cam-1", "camera://0", CameraSettings(**wishes))  # type: ignore[arg-type]
        self.source = LocalSource(order, lambda url: self.camera, self.clock.monotonic)
        self.source.open()

    def settled(self) -> list[Shot]:
        return [shot for _ in range(SETTLING + 1) for shot in self.source.read(0.05)]


def row(jpeg: bytes) -> np.ndarray:
    """A compressed frame as the Video4Linux backend hands it out."""
    return np.frombuffer(jpeg, np.uint8).reshape(1, -1)


def pixels(number: int) -> np.ndarray:
    return np.full((720, 1280, 3), number % 200, np.uint8)


def test_the_cameras_own_bytes_are_taken_where_the_driver_gives_them() -> None:
    bench = Bench(lambda number: row(JPEG))
    (shot,) = bench.settled()
    assert (shot.jpeg, shot.evidence) == (JPEG, "device-bytes")
    assert bench.camera.sets[0] == (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))


def test_pixels_are_said_to_be_encoded_here() -> None:
    (shot,) = Bench(pixels, fixed=(CONVERT,)).settled()
    assert shot.evidence == "first-encoding"


@pytest.mark.parametrize("useless", [row(WITHOUT_TABLES), row(JPEG[:-200]), np.zeros((720, 1280, 2), np.uint8)])
def test_raw_frames_that_are_no_file_of_their_own_are_given_up_for_pixels(useless: np.ndarray) -> None:
    bench = Bench(lambda number: useless if bench.camera.get(CONVERT) == 0 else pixels(number))
    assert bench.settled() == []
    (shot,) = bench.source.read(0.05)
    assert shot.evidence == "first-encoding"


def test_the_first_pictures_are_passed_over_and_a_moment_is_before_the_wait() -> None:
    bench = Bench(pixels)
    before = [bench.source.read(0.05) for _ in range(SETTLING)]
    assert not any(before)
    at = bench.clock.monotonic()
    assert [shot.at for shot in bench.source.read(0.05)] == [at]


def test_what_a_driver_kept_while_nobody_looked_is_passed_over() -> None:
    bench = Bench(pixels)
    bench.settled()
    bench.clock.forward(STALL + FRAME)
    assert [len(bench.source.read(0.05)) for _ in range(QUEUED + 1)] == [0] * QUEUED + [1]


def test_size_and_rate_are_asked_for_and_what_came_out_otherwise_is_denied() -> None:
    bench = Bench(pixels, width=1920, height=1080, fps=30.0)
    assert (bench.camera.values[WIDTH], bench.camera.values[HEIGHT], bench.camera.values[FPS]) == (1920, 1080, 30.0)
    assert bench.source.denied == ()
    assert Bench(pixels, deaf=(WIDTH, FPS), width=1920, height=1080, fps=30.0).source.denied == ("width", "fps")


def test_focus_and_exposure_are_frozen_once_they_have_settled() -> None:
    bench = Bench(pixels, fixed=(cv2.CAP_PROP_FOCUS,), focus="freeze", exposure="freeze")
    bench.settled()
    assert (cv2.CAP_PROP_AUTOFOCUS, 0.0) not in bench.camera.sets
    for _ in range(round(FREEZES_AFTER / FRAME)):
        bench.source.read(0.05)
    assert bench.camera.sets.count((cv2.CAP_PROP_AUTOFOCUS, 0.0)) == 1
    assert bench.source.denied == ("focus",)


def test_no_frame_is_a_lost_camera() -> None:
    bench = Bench(lambda number: pixels(number) if number < SETTLING + 2 else None)
    bench.settled()
    with pytest.raises(DeviceError) as caught:
        bench.source.read(0.05)
    assert caught.value.key == "device.lost"
    bench.source.close()
    bench.source.close()
    assert bench.camera.released


def test_a_camera_that_does_not_open() -> None:
    camera = PlayedCapture(pixels)
    camera.release()
    with pytest.raises(DeviceError) as caught:
        LocalSource(CameraOrder("cam-1", "camera://0"), lambda url: camera).open()
    assert caught.value.key == "device.cannot_open"


def test_a_stream_is_opened_anew_after_a_stall_and_its_password_is_not_told() -> None:
    clock, opened = FakeClock(), list[PlayedCapture]()

    def opener(url: str) -> PlayedCapture:
        opened.append(PlayedCapture(pixels, on_grab=lambda: clock.forward(FRAME)))
        return opened[-1]

    order = CameraOrder("cam-1", "rtsp://dock:geheim@192.0.2.7/1", CameraSettings(focus="freeze"))
    source = StreamSource(order, opener, clock.monotonic)
    source.open()
    assert len(source.read(0.05)) == 1
    assert source.denied == ("focus",)
    clock.forward(STALL + FRAME)
    assert len(source.read(0.05)) == 1
    assert [camera.released for camera in opened] == [True, False]
    opened[-1].release()
    clock.forward(STALL + FRAME)
    with pytest.raises(DeviceError) as caught:
        StreamSource(order, lambda url: opened[0], clock.monotonic).open()
    assert "geheim" not in str(caught.value.params)
