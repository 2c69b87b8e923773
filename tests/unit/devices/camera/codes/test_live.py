"""Virtual camera, stream, camera process and the window's side of it: a label is scanned like by a gun."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices.camera.client import CameraClient
from station.devices.sim.camera import VirtualCamera, handler_of
from station.domain.readings import Frame, Preview, Scan

WAITS = 30.0  # seconds: the child loads OpenCV first
CODE = "SF1026804100037"


@pytest.fixture
def url() -> Iterator[str]:
    camera = VirtualCamera()
    camera.obey({"do": "scene", "kind": "carton", "code": CODE})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(camera))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/stream"
    camera.plugged.clear()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_label_before_the_camera_is_scanned_once_outlined_and_named_in_the_picture(url: str) -> None:
    heard: queue.Queue[object] = queue.Queue()
    client = CameraClient(DeviceSettings("cam-1", "camera", "mjpeg", url, {"codes": "True"}), heard.put, SystemClock())
    client.start()
    try:
        kinds: list[object] = []
        until = time.monotonic() + WAITS
        asked = False
        while time.monotonic() < until and not any(isinstance(item, Frame) for item in kinds):
            item = heard.get(timeout=WAITS)
            kinds.append(item)
            if not asked and isinstance(item, Preview) and item.outlines:
                client.order("take t1")
                asked = True
    finally:
        client.stop()
    assert [item.text for item in kinds if isinstance(item, Scan)] == [CODE]
    assert [item.codes for item in kinds if isinstance(item, Frame)] == [(CODE,)]
