"""P17: memory of the window's process idle, and with its children."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.benchmarks.figures import Figure

MB = 1024 * 1024
SETTLES = 6.0
CONFIG = """
[station]
data = "data"
keys = "keys"
[[device]]
id = "camera-1"
role = "camera"
driver = "mjpeg"
url = "http://127.0.0.1:9/stream"
"""


def p17() -> list[Figure]:
    """The station with one camera process, six seconds after its start."""
    with tempfile.TemporaryDirectory() as name:
        config = Path(name) / "station.toml"
        config.write_text(CONFIG, encoding="utf-8")
        command = [sys.executable, "-P", "station/__main__.py", "open", "--config", str(config)]
        station = subprocess.Popen(command, env=dict(os.environ), stderr=subprocess.DEVNULL)
        time.sleep(SETTLES)
        process = psutil.Process(station.pid)
        window = process.memory_info().rss / MB
        everything = window + sum(child.memory_info().rss for child in process.children(recursive=True)) / MB
        station.terminate()
        station.wait(20)
    return [
        Figure("P17", "memory of the window's process, idle", window, "MB", "<= 160", window <= 160, ""),
        Figure("P17", "memory of all processes of the station", everything, "MB", "<= 450", everything <= 450, ""),
    ]
