"""A network camera's stream over a real socket: moments, stalls, passwords, ends."""

from __future__ import annotations

import socket
from base64 import b64decode
from collections.abc import Iterator

import pytest

from station.devices.camera.options import CameraOrder
from station.devices.camera.shot import Shot
from station.devices.camera.source import STALL, MjpegSource
from station.errors import DeviceError
from tests.unit.fake_clock import FakeClock

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=x\r\n\r\n"
PATIENCE = 10.0


def part(number: int, size: int = 2000) -> bytes:
    jpeg = b"\xff\xd8\xff%d " % number + bytes(size) + b"\xff\xd9"
    return b"--x\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(jpeg), jpeg)


class Camera:
    """The other end: takes connections, sends what a test tells it to."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(PATIENCE)
        self.port = self._listening.getsockname()[1]
        self.line: socket.socket | None = None

    def accept(self) -> bytes:
        """The next connection; gives what was asked."""
        self.hang_up()
        self.line, _ = self._listening.accept()
        self.line.settimeout(PATIENCE)
        asked = b""
        while not asked.endswith(b"\r\n\r\n"):
            asked += self.line.recv(4096)
        return asked

    def send(self, data: bytes) -> None:
        assert self.line is not None
        self.line.sendall(data)

    def hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None

    def close(self) -> None:
        self.hang_up()
        self._listening.close()


@pytest.fixture
def camera() -> Iterator[Camera]:
    made = Camera()
    yield made
    made.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def source(camera: Camera, clock: FakeClock) -> Iterator[MjpegSource]:
    made = MjpegSource(CameraOrder("cam-1", f"http://127.0.0.1:{camera.port}/a?b=c"), clock.monotonic)
    yield made
    made.close()


def next_of(source: MjpegSource) -> list[Shot]:
    """What comes next, however many bites it takes."""
    for _ in range(200):
        shots = source.read(0.05)
        if shots:
            return shots
    return []


def test_pictures_come_as_they_were_sent(camera: Camera, source: MjpegSource) -> None:
    source.open()
    assert camera.accept().startswith(b"GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    camera.send(HEAD + part(1, 300_000))
    (shot,) = next_of(source)
    assert shot.evidence == "device-bytes"
    assert shot.jpeg in part(1, 300_000)


def test_a_pictures_moment_is_the_last_one_at_which_nothing_waited(
    camera: Camera, source: MjpegSource, clock: FakeClock
) -> None:
    source.open()
    camera.accept()
    assert source.read(0.0) == []
    empty = clock.monotonic()
    camera.send(HEAD + part(1) + part(2))
    clock.forward(STALL / 2)
    shots = next_of(source)
    assert shots
    assert all(empty <= shot.at <= clock.monotonic() for shot in shots)


def test_after_a_stall_the_old_pictures_in_the_network_are_left_behind(
    camera: Camera, source: MjpegSource, clock: FakeClock
) -> None:
    source.open()
    camera.accept()
    camera.send(HEAD + part(1))
    clock.forward(STALL + 0.1)
    assert source.read(0.0) == []
    camera.accept()
    camera.send(HEAD + part(2))
    assert [shot.jpeg[3:5] for shot in next_of(source)] == [b"2 "]


def test_a_password_goes_only_to_a_camera_that_asks_and_is_told_to_nobody(camera: Camera) -> None:
    source = MjpegSource(CameraOrder("cam-1", f"http://dock:%E5%AF%86%40@127.0.0.1:{camera.port}/v?n=1"))
    source.open()
    assert b"Authorization" not in camera.accept()
    camera.send(b'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm="r", nonce="n", qop="auth"\r\n\r\n')
    assert source.read(PATIENCE) == []
    asked = camera.accept()
    assert b'Authorization: Digest username="dock", realm="r", nonce="n", uri="/v?n=1"' in asked
    camera.send(b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n\r\n")
    with pytest.raises(DeviceError) as caught:
        next_of(source)
    assert "camera.status 401" in str(caught.value.params["reason"])
    assert "%E5" not in str(caught.value.params)
    source.close()


def test_a_camera_that_asks_for_basic(camera: Camera) -> None:
    source = MjpegSource(CameraOrder("cam-1", f"http://dock:%E5%AF%86%40@127.0.0.1:{camera.port}/"))
    source.open()
    camera.accept()
    camera.send(b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\n\r\n")
    assert source.read(PATIENCE) == []
    told = next(line for line in camera.accept().split(b"\r\n") if line.startswith(b"Authorization: Basic "))
    assert b64decode(told.removeprefix(b"Authorization: Basic ")).decode() == "dock:密@"
    camera.send(HEAD + part(1))
    assert len(next_of(source)) == 1
    source.close()


def test_the_end_of_the_stream_is_a_lost_camera(camera: Camera, source: MjpegSource) -> None:
    source.open()
    camera.accept()
    camera.hang_up()
    with pytest.raises(DeviceError) as caught:
        next_of(source)
    assert caught.value.key == "device.lost"


@pytest.mark.parametrize("url", ["http://", "http://127.0.0.1:99999/", "http://127.0.0.1:port/"])
def test_an_address_that_leads_nowhere(url: str) -> None:
    with pytest.raises(DeviceError) as caught:
        MjpegSource(CameraOrder("cam-1", url)).open()
    assert caught.value.key == "device.cannot_open"
