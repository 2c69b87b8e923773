"""scripts/bench [P1 P7 …]: today's speed as ratios against something timed in the same run.

Variants are interleaved and medians taken, because machines are shared. Nothing here is a test: nothing fails.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # an engine is measured on one thread

from station.program_log import configure
from tests.benchmarks import at_once, carton_load, codes, durable, faces, live, memory, paint, plot, start
from tests.benchmarks.figures import Figure

BENCHES: dict[str, Callable[[], list[Figure]]] = {
    "P1": durable.p1,
    "P2": durable.p2,
    "P7": start.p7,
    "P8": paint.p8,
    "P9": plot.p9,
    "P12": codes.p12,
    "P13": codes.p13,
    "P14": codes.p14,
    "P16": carton_load.p16,
    "P17": memory.p17,
    "FACES": faces.faces,
    "P20": live.p20,
    "CAMERAS": at_once.cameras,
}
REPORT = Path("out/bench.json")


def main(wanted: list[str]) -> int:
    configure(logging.ERROR)
    figures: list[Figure] = []
    for name, bench in BENCHES.items():
        if wanted and name not in wanted:
            continue
        for figure in bench():
            figures.append(figure)
            print(figure.line(), flush=True)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([figure.as_dict() for figure in figures], indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
