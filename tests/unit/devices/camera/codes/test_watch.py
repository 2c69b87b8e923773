"""A stream with a code in it: told once, outlined while seen; and through the camera's own process."""

from __future__ import annotations

import io
import json
import queue

import pytest

from station.config import DeviceSettings
from station.devices.camera.client import CameraClient
from station.devices.camera.codes.read import CodeRead
from station.devices.camera.codes.taken import texts_in
from station.devices.camera.codes.watch import CodeWatch
from station.devices.camera.opencv import cv2
from station.devices.camera.options import CameraSettings
from station.devices.camera.process import CameraProcess
from station.devices.camera.protocol import read, write
from station.devices.camera.quality import decoded
from station.devices.camera.shot import Shot
from station.domain.readings import Frame, Preview, Scan
from station.errors import ConfigError
from tests.unit.devices.camera.codes import drawn
from tests.unit.fake_clock import FakeClock

WAYBILL = "WB7TYY5ZE3LRT8L"


@pytest.fixture
def jpeg() -> bytes:
    return bytes(cv2.imencode(".jpg", drawn.on_label(drawn.code("Code128", WAYBILL, 4)))[1])


def test_a_code_in_view_is_told_once_and_outlined_while_it_is_seen(jpeg: bytes) -> None:
    clock, told = FakeClock(), list[CodeRead]()
    watch = CodeWatch(told.append, clock.monotonic)
    for _ in range(5):
        watch.look(Shot(0.0, jpeg))
        clock.forward(0.1)
    assert [code.text for code in told] == [WAYBILL]
    ((left, top), _, (right, bottom), _) = watch.outlines()[0]
    assert 0.1 < left < 0.5 < right < 0.9
    assert 0.0 <= top <= bottom <= 1.0
    clock.forward(1.0)
    assert watch.outlines() == ()


def test_bytes_that_are_no_picture_are_passed_over() -> None:
    told = list[CodeRead]()
    CodeWatch(told.append).look(Shot(0.0, b"\xff\xd8\xff no"))
    assert not told


def test_only_the_newest_picture_is_looked_at(jpeg: bytes) -> None:
    watch = CodeWatch(lambda code: None)
    newest = Shot(1.0, jpeg)
    watch.offer(Shot(0.0, b"old"))
    watch.offer(newest)
    assert watch._await() is newest


class Nothing:
    """A source that gives no picture."""

    denied = ()

    def open(self) -> None: ...

    def close(self) -> None: ...

    def read(self, timeout: float) -> list[Shot]:
        return []


@pytest.mark.parametrize("codes", [True, False])
def test_the_stream_is_read_where_the_settings_want_it_and_evidence_always(jpeg: bytes, codes: bool) -> None:
    out, now = io.BytesIO(), FakeClock().monotonic
    process = CameraProcess(Nothing(), out, queue.SimpleQueue(), CameraSettings(codes=codes), now)
    process._obey("take t1", now())
    process._answer(Shot(now(), jpeg))
    process._answers.shutdown()
    process._scanned(CodeRead("Code 128", WAYBILL, (), "C0"))
    out.seek(0)
    frame, scan = read(out), read(out)
    assert frame is not None
    assert scan is not None
    assert frame[0]["codes"] == [WAYBILL]  # evidence is read whether or not the camera counts as a gun
    assert scan[0] == {"say": "scan", "text": WAYBILL, "symbology": "C0"}
    assert (process._codes is not None) is codes


def client(options: dict[str, str], heard: list[object]) -> CameraClient:
    settings = DeviceSettings("cam-1", "camera", "mjpeg", "http://127.0.0.1:9/", options)
    return CameraClient(settings, heard.append, FakeClock())


def test_the_window_hears_a_scan_like_a_guns_with_outlines_and_texts() -> None:
    heard: list[object] = []
    window, pipe = client({"codes": "True"}, heard), io.BytesIO()
    outline = [[0.1, 0.2], [0.3, 0.2], [0.3, 0.4], [0.1, 0.4]]
    measured = {"width": 2, "height": 1, "sharpness": 1.0, "brightness": 1.0, "burnt": 0.0}
    write(pipe, {"say": "scan", "text": "易碎", "symbology": "Q1"})
    write(pipe, {"say": "preview", "outlines": [outline]}, b"jpeg")
    write(pipe, {"say": "frame", "token": "t", "codes": [WAYBILL], "evidence": "device-bytes", **measured}, b"jpeg")
    pipe.seek(0)
    while (message := read(pipe)) is not None:
        window._heard(*message)
    scan, preview, frame = heard
    assert isinstance(scan, Scan)
    assert (scan.device, scan.text, scan.symbology, scan.raw) == ("cam-1", "易碎", "Q1", "易碎".encode())
    assert isinstance(preview, Preview)
    assert json.loads(json.dumps(preview.outlines)) == [outline]
    assert isinstance(frame, Frame)
    assert frame.codes == (WAYBILL,)


@pytest.mark.parametrize("options", [{"codes": "perhaps"}, {"colour": "1"}])
def test_options_that_a_camera_has_not_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        client(options, [])


def test_codes_are_off_unless_asked_for() -> None:
    assert client({}, [])._order.options.codes is False
    assert client({"codes": "True"}, [])._order.options.codes is True


def test_texts_of_a_taken_picture(jpeg: bytes) -> None:
    grey = decoded(jpeg)
    assert grey is not None
    assert texts_in(grey) == (WAYBILL,)
