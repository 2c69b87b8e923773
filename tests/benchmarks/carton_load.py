"""P16: the CPU that a carton costs the window's process, and the longest stand-still of its thread."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, quantile
from tests.benchmarks.stage import application, leave, player_at

CARTONS = 500
TURN = 0.002  # seconds: a screen's thread that never rests keeps Python's others, and the picture's file, waiting


def p16() -> list[Figure]:
    """A delivery of 500 cartons with six faces each; pictures come as bytes, as from the camera's process."""
    app, turns = application(), []
    with tempfile.TemporaryDirectory() as name:
        player = player_at(Path(name), "unit.scan", cartons=CARTONS)
        player.station.window.show_page("receiving")
        cpu = time.process_time()
        while player.asks != "count.key":
            began = time.perf_counter()
            player.turn()
            app.processEvents()
            turns.append((time.perf_counter() - began) * 1000)
            time.sleep(TURN)
        spent = (time.process_time() - cpu) * 1000 / CARTONS
        leave(player)
    pause = quantile(turns, 0.999)
    detail = f"{CARTONS} cartons, {len(turns)} turns, longest {max(turns):.0f} ms"
    return [
        Figure("P16", "CPU of the window's process for a carton", spent, "ms", "<= 25", spent <= 25, detail),
        Figure("P16", "pause of the screen's thread, p99.9", pause, "ms", "<= 50", pause <= 50, ""),
    ]
