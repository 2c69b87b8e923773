"""Cameras through their real processes: what goes wrong is refused in words, and the next picture is there again."""

from __future__ import annotations

import random
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices.camera.client import CameraClient
from station.devices.sim.dock import Dock, dock
from station.domain.readings import Fault, Frame, LinkChange, LinkState
from station.errors import ConfigError
from tests.unit.devices.camera.pictures import video
from tests.unit.devices.camera.watched import Watched

PIECE = 50_000  # bytes of a stream that are sent at once


@contextmanager
def watched(url: str, driver: str = "mjpeg", device: str = "cam-1", **options: str) -> Iterator[Watched]:
    camera = Watched(url, driver, device, **options)
    try:
        yield camera
    finally:
        camera.stop()


@pytest.fixture
def cameras(tmp_path: Path) -> Iterator[Dock]:
    with dock(tmp_path / "ports", ("camera",)) as started:
        yield started


@pytest.fixture
def camera(cameras: Dock) -> Iterator[Watched]:
    with watched(cameras.urls["camera"]) as here:
        here.live()
        yield here


def code(answer: Frame | Fault) -> str:
    return answer.code if isinstance(answer, Fault) else ""


def test_killed_in_mid_capture(cameras: Dock, camera: Watched) -> None:
    cameras.stall("camera")  # no picture comes: the request is open when the process dies
    token, process = camera.ask(), camera.process()
    process.kill()
    assert code(camera.answer(token)) == "camera.lost"
    cameras.resume("camera")
    camera.live()
    assert camera.process().pid != process.pid
    assert isinstance(camera.take(), Frame)


def test_hung_in_mid_capture(cameras: Dock, camera: Watched) -> None:
    cameras.stall("camera")
    token, process = camera.ask(), camera.process()
    process.suspend()
    cameras.resume("camera")
    assert code(camera.answer(token)) == "camera.lost"
    camera.live()
    assert camera.process().pid != process.pid
    assert isinstance(camera.take(), Frame)


@pytest.mark.parametrize(("how", "refused"), [("freeze", "camera.frozen"), ("black", "camera.black")])
def test_a_stream_that_is_not_live_is_refused_until_it_is(
    cameras: Dock, camera: Watched, how: str, refused: str
) -> None:
    cameras.tell("camera", how)
    camera.state(LinkState.SILENT, refused)
    assert code(camera.take()) == refused
    cameras.resume("camera")
    camera.live()
    assert isinstance(camera.take(), Frame)


def test_an_unplugged_camera_is_searched_and_found_again(cameras: Dock, camera: Watched) -> None:
    cameras.unplug("camera")
    camera.until(lambda: camera.client.status().state is LinkState.SEARCHING)
    assert code(camera.take()) == "camera.lost"
    cameras.plug("camera")
    camera.live()
    assert isinstance(camera.take(), Frame)


def test_a_silent_camera_is_connected_anew_by_itself(cameras: Dock, camera: Watched) -> None:
    """A cable that was cut between here and the camera ends no connection."""
    cameras.stall("camera")
    camera.state(LinkState.SILENT, "camera.no_picture")
    assert code(camera.take()) == "camera.no_picture"
    cameras.resume("camera")
    camera.live()


def test_two_cameras_at_once(tmp_path: Path) -> None:
    with (
        dock(tmp_path / "ports", ("camera", "papers")) as cameras,
        watched(cameras.urls["camera"], device="cam-1") as units,
        watched(cameras.urls["papers"], device="cam-2") as papers,
    ):
        for one in (units, papers):
            one.live()
        tokens = {one: [one.ask() for _ in range(3)] for one in (units, papers)}
        answers = {one: [one.answer(token) for token in tokens[one]] for one in tokens}
        frames = [frame for frame in (*answers[units], *answers[papers]) if isinstance(frame, Frame)]
        assert [frame.device for frame in frames] == ["cam-1"] * 3 + ["cam-2"] * 3
        assert len({frame.jpeg for frame in frames}) == 6
        units.process().kill()
        papers.live()
        assert isinstance(papers.take(), Frame)
        units.live()
        assert isinstance(units.take(), Frame)


def test_of_three_at_once_a_killed_one_takes_no_other_with_it(tmp_path: Path) -> None:
    """For units, papers and the bottoms of pallets: the others keep process, connection and stream."""
    seed = secrets.randbits(32)
    chance = random.Random(seed)
    print("seed", seed)
    names = ("camera", "papers", "low")
    with ExitStack() as stack:
        cameras = stack.enter_context(dock(tmp_path / "ports", names))
        three = [stack.enter_context(watched(cameras.urls[name], device=f"{name}-1")) for name in names]
        for one in three:
            one.live()
        for victim in chance.sample(three, 2):
            before = {one: (one.process().pid, one.process().create_time()) for one in three}
            others = [one for one in three if one is not victim]
            seen = {one: len(one.heard) for one in others}
            open_orders = {one: one.ask() for one in others}
            victim.process().kill()
            answers = [one.answer(open_orders[one]) for one in others]
            victim.live()
            assert all(isinstance(answer, Frame) for answer in answers)
            for one in others:
                one.live()
                assert (one.process().pid, one.process().create_time()) == before[one]
                assert not [item for item in one.heard[seen[one] :] if isinstance(item, Fault | LinkChange)]
            assert victim.process().pid != before[victim][0]
            frames = [frame for one in three if isinstance(frame := one.take(), Frame)]
            assert len({frame.jpeg for frame in frames}) == len({frame.device for frame in frames}) == len(names)


@pytest.mark.parametrize(("name", "codec", "evidence"), [
    ("dock.mp4", "mp4v", "first-encoding"), ("dock.avi", "MJPG", "device-bytes"),
])  # fmt: skip
def test_a_video_file_stands_in_for_a_camera(tmp_path: Path, name: str, codec: str, evidence: str) -> None:
    file = video(tmp_path / name, codec)
    with watched(file.as_uri(), "opencv", width="1280", focus="freeze", codes="True") as camera:
        camera.live()
        frame = camera.take()
        assert isinstance(frame, Frame)
        assert (frame.width, frame.height, frame.evidence) == (1280, 720, evidence)
        camera.until(lambda: camera.client.status().denied)
        assert camera.client.status().denied == ("focus",)
        assert camera.client.status().delivers == "1280 × 720"


def test_a_file_that_is_missing_is_searched(tmp_path: Path) -> None:
    with watched((tmp_path / "none.mp4").as_uri(), "opencv") as camera:
        camera.until(lambda: "none.mp4" in camera.client.status().reason)
        assert code(camera.take()) == "camera.lost"


@pytest.mark.parametrize(("driver", "url"), [
    ("mjpeg", "rtsp://192.0.2.7/1"), ("opencv", "http://192.0.2.7/"), ("webcam", "camera://0"), ("opencv", "0"),
])  # fmt: skip
def test_an_address_that_a_driver_has_not_is_refused(driver: str, url: str) -> None:
    with pytest.raises(ConfigError):
        CameraClient(DeviceSettings("cam-1", "camera", driver, url, {}), print, SystemClock())


@pytest.mark.parametrize("options", [{"focus": "sharp"}, {"width": "0"}, {"fps": "-1"}, {"exposure": "1.2.3"}])
def test_a_wish_that_no_camera_understands_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        CameraClient(DeviceSettings("cam-1", "camera", "opencv", "camera://0", options), print, SystemClock())


def test_a_password_in_an_address_is_shown_to_nobody() -> None:
    url = "rtsp://dock:geheim@192.0.2.7/stream?a=b@c"
    client = CameraClient(DeviceSettings("cam-1", "camera", "opencv", url, {}), print, SystemClock())
    assert client.status().url == "rtsp://•••@192.0.2.7/stream?a=b@c"


@contextmanager
def streamed(file: Path) -> Iterator[str]:
    """Whoever connects is sent the file, a little at a time, and after its end nothing more."""
    data, over = file.read_bytes(), threading.Event()

    def send(line: socket.socket) -> None:
        with line, suppress(OSError):
            for start in range(0, len(data), PIECE):
                line.sendall(data[start : start + PIECE])
                if over.wait(0.02):
                    return

    def serve() -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                send(listening.accept()[0])

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        thread = threading.Thread(target=serve, name="stream")
        thread.start()
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        over.set()
        thread.join()


def test_a_stream_that_ffmpeg_opens(tmp_path: Path) -> None:
    with streamed(video(tmp_path / "dock.mkv", "VP80", 50)) as url, watched(url, "opencv") as camera:
        camera.live()
        frame = camera.take()
        while not isinstance(frame, Frame):  # between the end of the file and its next beginning there is no picture
            frame = camera.take()
        assert (frame.width, frame.height, frame.evidence) == (1280, 720, "first-encoding")
