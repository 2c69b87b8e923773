"""python tests/benchmarks/numbers/compare.py ENGINE [COUNT [SEED]]: how an engine reads the drawn numbers, by level.

right: exactly the number, after the gate; wrong: another number that passes it; none: nothing passes. The gates are the
station's own (domain/machine_read.py); "listed" are the wrong ones that would also stand on a manifest of ten other
seals. Run it with one thread: OMP_NUM_THREADS=1 OMP_THREAD_LIMIT=1.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from station.domain.machine_read import Line, card_number, seal_number
from tests.benchmarks.numbers.drawn import LEVELS, Drawn, drawn, seal_text
from tests.benchmarks.numbers.engines import ENGINES, Engine

NONE_KNOWN: tuple[tuple[int, int], ...] = ()


def card_of(lines: list[tuple[str, float]]) -> str:
    read = card_number([Line(text, sure, NONE_KNOWN) for text, sure in lines], "bench")
    return read.text if read else ""


def seal_of(lines: list[tuple[str, float]]) -> str:
    read = seal_number([Line(text, sure, NONE_KNOWN) for text, sure in lines], "bench")
    return read.text if read else ""


class Tally:
    """What became of the pictures of one kind."""

    def __init__(self, kind: str, engine: Engine, seed: int) -> None:
        self._kind, self._engine, self._chance = kind, engine, random.Random(seed)
        self._gate = {"seal": seal_of, "card": card_of}[kind]
        self._counts: Counter[tuple[str, str]] = Counter()
        self._times: list[float] = []
        self._listed = 0

    def look(self, one: Drawn) -> None:
        at = time.perf_counter()
        lines = self._engine(one.picture)
        self._times.append(1000 * (time.perf_counter() - at))
        got = self._gate(lines)
        self._counts[one.level, "right" if got == one.number else "wrong" if got else "none"] += 1
        plain = any(one.number in re.sub(r"[^0-9A-Z]", "", text.upper()) for text, _ in lines)
        self._counts[one.level, "ungated"] += plain
        self._listed += got != one.number and got in {seal_text(self._chance) for _ in range(10)}
        if got and got != one.number:
            print(f"    {self._kind} {one.level}: {one.number} read as {got}", flush=True)

    def say(self) -> None:
        for level in LEVELS:
            told = ", ".join(f"{what} {self._counts[level, what]}" for what in ("right", "wrong", "none", "ungated"))
            print(f"{self._kind} {level}: {told}")
        ordered = sorted(self._times)
        middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        print(f"{self._kind}: median {middle:.0f} ms, p95 {late:.0f} ms; wrong and listed {self._listed}", flush=True)


def main(name: str, count: int, seed: int) -> None:
    began = time.perf_counter()
    engine = ENGINES[name]()
    engine(next(drawn("seal", 0, 1)).picture)
    print(f"{name}: ready in {time.perf_counter() - began:.2f} s, seed {seed}, {count} of each level", flush=True)
    for kind in ("seal", "card"):
        tally = Tally(kind, engine, seed)
        for one in drawn(kind, seed, count):
            tally.look(one)
        tally.say()
    print(f"{name}: largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int((sys.argv[2:] or ["30"])[0]), int((sys.argv[3:] or ["1"])[0]))
