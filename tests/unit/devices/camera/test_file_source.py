"""A video file in a camera's place: real files, written and read by OpenCV."""

from __future__ import annotations

from pathlib import Path

import pytest

from station.devices.camera.file_source import FileSource
from station.devices.camera.mjpeg import is_whole_jpeg
from station.devices.camera.options import CameraOrder, CameraSettings
from station.devices.camera.shot import Shot
from station.errors import DeviceError
from tests.unit.devices.camera.pictures import HEIGHT, RATE, WIDTH, video
from tests.unit.fake_clock import FakeClock

FRAMES = 6
FILES = [
    ("dock.avi", "MJPG", "device-bytes"),
    ("dock.mp4", "mp4v", "first-encoding"),
    ("收货.mkv", "VP80", "first-encoding"),
]


def source(file: Path, clock: FakeClock, **wishes: float) -> FileSource:
    order = CameraOrder("cam-1", file.as_uri(), CameraSettings(**wishes))  # type: ignore[arg-type]
    return FileSource(order, clock=clock.monotonic, sleep=clock.forward)


def marks(playing: FileSource, count: int) -> list[bytes]:
    shots = list[Shot]()
    while len(shots) < count:
        shots += playing.read(0.05)
    return [shot.mark for shot in shots]


@pytest.mark.parametrize(("name", "codec", "evidence"), FILES)
def test_a_file_is_shown_at_its_own_speed_over_and_over(tmp_path: Path, name: str, codec: str, evidence: str) -> None:
    clock = FakeClock()
    playing = source(video(tmp_path / name, codec, FRAMES), clock)
    playing.open()
    (shot,) = playing.read(0.05)
    assert (shot.evidence, shot.at, is_whole_jpeg(shot.jpeg)) == (evidence, clock.monotonic(), True)
    assert shot.grey is not None
    assert shot.grey.shape == (HEIGHT, WIDTH)
    seen = [shot.mark, *marks(playing, 2 * FRAMES - 1)]
    assert seen[:FRAMES] == seen[FRAMES:]
    assert len(set(seen)) == FRAMES
    assert clock.monotonic() - shot.at == pytest.approx((2 * FRAMES - 1) / RATE)
    playing.close()


def test_a_machine_that_was_too_slow_leaves_frames_out(tmp_path: Path) -> None:
    clock = FakeClock()
    playing = source(video(tmp_path / "dock.avi", "MJPG", FRAMES), clock)
    playing.open()
    all_of_them = marks(playing, FRAMES)
    clock.forward(3.5 / RATE)
    assert marks(playing, 1) == [all_of_them[2]]
    playing.close()


def test_another_speed(tmp_path: Path) -> None:
    clock = FakeClock()
    playing = source(video(tmp_path / "dock.avi", "MJPG", FRAMES), clock, fps=5.0)
    playing.open()
    before = clock.monotonic()
    marks(playing, 3)
    assert clock.monotonic() - before == pytest.approx(2 / 5)
    playing.close()


def test_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("no video", encoding="utf-8")
    for name in ("none.mp4", "text.mp4"):
        with pytest.raises(DeviceError) as caught:
            source(tmp_path / name, FakeClock()).open()
        assert caught.value.key == "device.cannot_open"
        assert name in str(caught.value.params["reason"])
