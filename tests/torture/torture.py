"""scripts/torture ID=R1 N=1000 SEED=7: one of the long fault loops of the reliability goals; no arguments: a list."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.torture.codes import r17
from tests.torture.drivers import r14
from tests.torture.kills import torture
from tests.torture.pictures import r25
from tests.torture.pinyin import pinyin
from tests.torture.plugs import r16
from tests.torture.recall import searched, speed
from tests.torture.wedge import wedge
from tests.torture.weights import r15


def r1(count: int, seed: int) -> str:
    """Kills of the real program while it receives deliveries (N kills)."""
    with tempfile.TemporaryDirectory() as name:
        tally = torture(Path(name), count, seed)
    told = ", ".join(f"{point} {times}" for point, times in sorted(tally.kills.items()))
    kills = sum(tally.kills.values())
    return f"{kills} kills ({told}), {tally.acknowledged} entries acknowledged, {tally.deliveries} receipts"


LOOPS: dict[str, tuple[int, Callable[[int, int], str]]] = {
    "R1": (1000, r1),
    "R14": (10_000_000, r14),
    "R15": (1_000_000, r15),
    "R16": (500, r16),
    "R17": (100_000, r17),
    "WEDGE": (1000, wedge),
    "WEDGE-PINYIN": (1000, pinyin),
    "R25": (1000, r25),
    "R25-SEARCH": (200, searched),
    "R25-SPEED": (100_000, speed),
}


def main(arguments: list[str]) -> int:
    given = dict(argument.split("=", 1) for argument in arguments if "=" in argument)
    loop = LOOPS.get(given.get("ID", ""))
    if loop is None:
        for name, (count, run) in LOOPS.items():
            print(f"ID={name} N={count}  {(run.__doc__ or '').splitlines()[0]}")
        return 0 if not given else 2
    count, seed = int(given.get("N", loop[0])), int(given.get("SEED", random.randrange(10**6)))
    print(f"{given['ID']} N={count} SEED={seed}", flush=True)
    began = time.monotonic()
    print(f"{loop[1](count, seed)}; {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
