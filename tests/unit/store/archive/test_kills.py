"""A run that is killed at any moment loses no picture, and the next one goes on from there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from station.domain import aggregates
from station.platform import WINDOWS
from station.store import projections
from station.store.verify import verify
from tests.unit.fake_clock import FakeClock
from tests.unit.store.archive.shelves import Shelves, here, named, signed, there
from tests.unit.store.conftest import opened

RUN = """
import sys
from pathlib import Path
from station.store.archive import mover
from tests.unit.fake_clock import FakeClock
from tests.unit.store.archive.shelves import Shelves
from tests.unit.store.conftest import opened
mover.AT_ONCE = 4
folder, clock = Path(sys.argv[1]), FakeClock()
shelves = Shelves(folder, folder / "second", opened(folder, clock), clock)
shelves.mover().run(shelves.lots())
"""

pytestmark = pytest.mark.skipif(WINDOWS, reason="a kill that nothing can catch is POSIX's")


@pytest.mark.parametrize(
    ("point", "passage", "moved"),
    [
        ("before-file", 1, 0),
        ("before-file", 7, 4),
        ("after-file", 1, 0),
        ("after-file", 6, 4),
        ("archive-copied", 1, 0),
        ("archive-copied", 2, 4),
        ("before-commit", 1, 0),
        ("in-commit", 2, 4),
        ("after-commit", 1, 0),
        ("archive-told", 1, 0),
        ("archive-told", 3, 8),
        ("archive-removed", 1, 1),
        ("archive-removed", 6, 6),
        ("archive-removed", 15, 15),
    ],
)
def test_a_kill_loses_no_picture_and_the_next_run_ends_it(tmp_path: Path, point: str, passage: int, moved: int) -> None:
    signed(tmp_path).store.close()
    ran = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path)], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "STATION_FAULT": f"{point}:{passage}"},
    )  # fmt: skip
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    clock = FakeClock()
    shelves = Shelves(tmp_path, tmp_path / "second", opened(tmp_path, clock), clock)
    pictures = set(named(shelves.store))
    assert here(shelves) | there(shelves) == pictures
    assert len(pictures) - len(here(shelves)) == moved
    shelves.mover().run(shelves.lots())
    assert (here(shelves), there(shelves)) == (set(), pictures)
    shelves.store.close()
    told = verify(
        tmp_path / "data", tmp_path / "keys", aggregates, projections, lambda said: None, archive=shelves.second
    )
    assert told.good, told.lines
