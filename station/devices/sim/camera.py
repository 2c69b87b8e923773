"""A network camera: MJPEG over HTTP on loopback, its pictures rendered scenes. Obeys JSON lines like the others.

{"do": "scene", "kind": "carton", …}     what it looks at (scenes.py)
{"do": "freeze"} {"do": "stall"} {"do": "garbage"} {"do": "black"} {"do": "resume"}   misbehaviour
{"do": "unplug"} {"do": "plug"}          the cable
"""

from __future__ import annotations

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

from station.devices.camera.opencv import cv2
from station.devices.sim.process import tell
from station.devices.sim.scenes import HEIGHT, WIDTH, render

FRAMES_A_SECOND = 12
NOISES = 6
BOUNDARY = "dock"
STAMP = (140, 140, 140)  # soft enough that it does not pass for sharpness where the scene is blurred
SHOWN_WITHIN = 0.3  # seconds; with nobody looking no frame is made


class VirtualCamera:
    """The scene and how the camera behaves; `frame` gives the next JPEG, None where nothing comes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._base = render({})
        self._mode = ""
        self._last = b""
        self.plugged = threading.Event()
        self.plugged.set()
        chance = np.random.default_rng(11)
        self._noise = [chance.integers(0, 7, (HEIGHT, WIDTH, 1), np.uint8).repeat(3, 2) for _ in range(NOISES)]
        self._count = 0

    def obey(self, order: dict[str, Any]) -> None:
        match order.get("do"):
            case "scene":
                base = render(order)
                with self._lock:
                    self._base = base
            case "unplug":
                self.plugged.clear()
            case "plug":
                self.plugged.set()
            case "resume":
                self._mode = ""
            case "freeze" | "stall" | "garbage" | "black" as mode:
                self._mode = mode
            case other:
                print(f"camera: no order {other!r}", file=sys.stderr, flush=True)

    def frame(self) -> bytes | None:
        """A sensor's noise and its clock make every picture another one."""
        if self._mode == "stall":
            return None
        if self._mode == "freeze" and self._last:
            return self._last
        with self._lock:
            self._count += 1
            picture = cv2.add(self._base, self._noise[self._count % NOISES])
        if self._mode == "black":
            picture = np.zeros_like(picture)
        stamp = f"{time.strftime('%Y-%m-%d %H:%M:%S')}.{time.time_ns() // 10**6 % 1000:03} #{self._count}"
        cv2.putText(picture, stamp, (12, HEIGHT - 12), cv2.FONT_HERSHEY_SIMPLEX, 0.5, STAMP, 1, cv2.LINE_AA)
        self._last = bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])[1])
        return self._last

    def await_frame(self) -> None:
        """Returns when the next frame has begun: whoever takes a picture after that sees the new scene."""
        before, until = self._count, time.monotonic() + SHOWN_WITHIN
        while self._count == before and time.monotonic() < until:
            time.sleep(0.004)

    @property
    def garbage(self) -> bool:
        return self._mode == "garbage"


def handler_of(camera: VirtualCamera) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if not camera.plugged.is_set():
                self.close_connection = True
                return
            self.send_response(200)
            self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                self._stream()
            except (BrokenPipeError, ConnectionResetError):
                return

        def _stream(self) -> None:
            chance = np.random.default_rng()
            while camera.plugged.is_set():
                began = time.monotonic()
                jpeg = camera.frame()
                if camera.garbage:
                    self.wfile.write(chance.bytes(20_000))
                elif jpeg is not None:
                    head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                    self.wfile.write(head.encode() + jpeg + b"\r\n")
                time.sleep(max(0.0, 1 / FRAMES_A_SECOND - (time.monotonic() - began)))

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """A request is nothing to write about."""

    return Handler


def main() -> None:
    """Plays until standard input ends."""
    camera = VirtualCamera()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(camera))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tell({"ready": "camera", "url": f"http://127.0.0.1:{server.server_address[1]}/stream"})
    for line in sys.stdin:
        try:
            camera.obey(json.loads(line))
            camera.await_frame()
            tell({"done": line.strip()})
        except ValueError:
            print(f"no order: {line!r}", file=sys.stderr, flush=True)
    server.shutdown()
