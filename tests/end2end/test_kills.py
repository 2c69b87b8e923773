"""Kills of the real program while it receives, a few of the many that `scripts/torture ID=R1` plays."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.torture.kills import torture

KILLS = 8


@pytest.mark.timeout(600)
def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(tmp_path: Path, rng: random.Random) -> None:
    tally = torture(tmp_path, KILLS, rng.randrange(10**6))
    assert sum(tally.kills.values()) == KILLS
    assert tally.acknowledged > 0
    assert tally.deliveries >= 1
