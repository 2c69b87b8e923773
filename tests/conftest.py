"""What every test gets: no display needed, no thread left behind, a printed seed where chance is used."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("station", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("station")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = CHECKOUT.parent / "shared"
GRACE = 2.0  # seconds that a thread may take to end after its test


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """A test that leaves a thread running fails: in the program the same thread would outlive its page or device."""
    before = set(threading.enumerate())
    yield
    left = _started_since(before)
    deadline = time.monotonic() + GRACE
    while left and time.monotonic() < deadline:
        left[0].join(0.05)
        left = _started_since(before)
    assert not left, f"threads left running: {[thread.name for thread in left]}"


def _started_since(before: set[threading.Thread]) -> list[threading.Thread]:
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]


@pytest.fixture
def rng() -> random.Random:
    """Chance with a seed that is printed, so that a failure can be played again: STATION_TEST_SEED=n."""
    seed = int(os.environ.get("STATION_TEST_SEED", random.SystemRandom().randrange(2**32)))
    print(f"seed {seed}")
    return random.Random(seed)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top of the checkout."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Reference data that may lie beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"no reference data in {SHARED}")
    return SHARED / "data"
