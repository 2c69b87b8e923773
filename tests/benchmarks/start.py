"""P7: from the command to the first usable window, against a minimal PySide6 window, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.figures import Figure, interleaved, timed

MINIMAL = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from PySide6.QtCore import QTimer
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("x"))
window.resize(1366, 768)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
STATION = """
import sys
from pathlib import Path
from station.ui.features import use_none
use_none()  # as `station open` does
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from station.app.window import Station
from station.config import default_settings
from station.ui.theme import base_font
app = QApplication([])
app.setFont(base_font())
station = Station(default_settings(Path(sys.argv[1])))
station.start()
QTimer.singleShot(0, app.quit)
app.exec()
import os
os._exit(0)
"""


def _run(script: str, *arguments: str) -> float:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)

    def work() -> None:
        subprocess.run([sys.executable, "-c", script, *arguments], env=env, check=True, stderr=subprocess.DEVNULL)

    return timed(work)


def p7() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = str(Path(name))
        _run(STATION, folder)  # the first start makes database, keys and compiled files
        ours, minimal = interleaved(lambda: _run(STATION, folder), lambda: _run(MINIMAL))
    ratio = ours / minimal
    detail = f"{ours * 1000:.0f} ms, minimal {minimal * 1000:.0f} ms"
    return [Figure("P7", "start to first window ÷ minimal PySide6 window", ratio, "x", "<= 1.6", ratio <= 1.6, detail)]
