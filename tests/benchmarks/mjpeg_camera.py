"""A network camera that costs nothing: pictures made beforehand, sent over and over at the rate of a real one.

python tests/benchmarks/mjpeg_camera.py carton|empty WIDTH HEIGHT   prints its address, ends with stdin
"""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

SIZE, RATE, PICTURES, QUALITY = (1920, 1080), 30, 30, 88
CODE = "SF1026804100037"


@cache
def pictures(kind: str, size: tuple[int, int] = SIZE) -> list[bytes]:
    """A carton with its label, or the empty dock, each time with another noise."""
    import numpy as np  # noqa: PLC0415 - only in the process that makes them

    from station.devices.camera.opencv import cv2  # noqa: PLC0415
    from station.devices.sim.scenes import render  # noqa: PLC0415

    scene = cv2.resize(render({"kind": kind, "code": CODE}), size, interpolation=cv2.INTER_CUBIC)
    chance = np.random.default_rng(1)
    noisy = (cv2.add(scene, chance.integers(0, 7, scene.shape, np.uint8)) for _ in range(PICTURES))
    return [bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]) for picture in noisy]


def handler(frames: list[bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=x")
            self.end_headers()
            due = time.monotonic()
            try:
                for jpeg in itertools.cycle(frames):
                    self.wfile.write(b"--x\r\nContent-Length: %d\r\n\r\n" % len(jpeg) + jpeg + b"\r\n")
                    due += 1 / RATE
                    time.sleep(max(0.0, due - time.monotonic()))
            except OSError:
                return

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Nothing to write about."""

    return Handler


@contextmanager
def camera(kind: str = "carton", size: tuple[int, int] = SIZE) -> Iterator[str]:
    """The address of one that runs in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), kind, *map(str, size)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(pictures(sys.argv[1], (int(sys.argv[2]), int(sys.argv[3])))))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
