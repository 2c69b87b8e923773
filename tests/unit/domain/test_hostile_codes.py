"""R17, the short form: hostile texts through all that reads or tells a code (scripts/torture ID=R17)."""

from __future__ import annotations

import random

from tests.torture.codes import r17


def test_a_code_is_data_only(rng: random.Random) -> None:
    assert r17(1500, rng.randrange(10**6)).endswith("one line each")
