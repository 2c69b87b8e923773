"""What a start must not do: read the sources of the whole program."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import linecache
from station.ui.features import use_none
{use_none}
import station.app.window
print(sum(name.endswith(".py") for name in linecache.cache))
"""


def read_by(script: str) -> int:
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return int(ran.stdout)


def test_no_source_is_read_at_the_start() -> None:
    assert read_by(SCRIPT.format(use_none="use_none()")) <= 10
    assert read_by(SCRIPT.format(use_none="")) > 200  # if this fails, Qt has mended it: station/ui/features.py can go
