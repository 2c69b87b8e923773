"""R1: kill -9 while deliveries are received by the real program; nothing acknowledged is lost, nothing happens twice.

Two fifths of the kills come at fault points (inside commit, picture write, and between each pair of the receipt's six
moments), the others at any moment. After each the log is verified and held against what was acknowledged.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from station.domain import aggregates
from station.errors import StoreError
from station.store import log, projections
from station.store.reader import reading
from station.store.verify import verify

# Fault points, and how often a run of one delivery of three cartons passes them at the least.
POINTS = {"before-commit": 44, "in-commit": 44, "after-commit": 44, "before-file": 20, "after-file": 20}
RECEIPT = (
    "receipt-signed-off",
    "receipt-checkpoint",
    "receipt-rendered",
    "receipt-signed",
    "receipt-durable",
    "receipt-issued",
)
LONGEST_RUN = 60.0
TRIES = 8  # a kill by the clock may come after the end of a quick run; a fault point may lie behind it
ONCE = ("unit.scanned", "unit.weighed", "unit.entered", "delivery.signed_off", "delivery.receipt_issued")


@dataclass
class Tally:
    """What the kills met."""

    kills: Counter[str] = field(default_factory=Counter)
    runs: int = 0
    acknowledged: int = 0
    deliveries: int = 0


class Wrong(AssertionError):
    """A promise was broken; the message names it."""


def plan(kills: int, chance: random.Random) -> Iterator[str]:
    """How each run is killed: every receipt moment once, a fifth inside commits and files, the rest at random."""
    planned = [f"{point}:1" for point in RECEIPT[: max(0, kills // 2)]]
    for _ in range(kills // 5):
        point, passages = chance.choice(list(POINTS.items()))
        planned.append(f"{point}:{chance.randint(1, passages)}")
    planned += [f"after {chance.uniform(0.4, 2.6):.3f}" for _ in range(kills - len(planned))]
    chance.shuffle(planned)
    yield from planned


def torture(folder: Path, kills: int, seed: int) -> Tally:
    """Raises Wrong. The folder is that of one station all along."""
    chance, tally = random.Random(seed), Tally()
    acknowledged: dict[int, str] = {}
    for planned in plan(kills, chance):
        how = planned
        for _ in range(TRIES):
            killed = _run(folder, how, acknowledged, tally)
            _check(folder, acknowledged)
            if killed:
                break
            how = _sooner(how)  # it came to its end before the kill did: the next delivery
        else:
            raise Wrong(f"{planned} was not reached in {TRIES} deliveries")
    _run(folder, "after 1e9", acknowledged, tally)  # and one that is left alone
    _check(folder, acknowledged)
    tally.acknowledged = len(acknowledged)
    with reading(folder / "data") as db:
        tally.deliveries = int(db.value("SELECT count(*) FROM delivery WHERE stage = 'signed'"))
    return tally


def _sooner(how: str) -> str:
    """A kill by the clock comes earlier at the next try: how long a delivery takes is the machine's matter."""
    delay = how.removeprefix("after ")
    return how if delay == how else f"after {float(delay) * 0.7:.3f}"


def _run(folder: Path, how: str, acknowledged: dict[int, str], tally: Tally) -> bool:
    """One run; whether it was killed as planned."""
    delay = float(how.removeprefix("after ")) if how.startswith("after ") else LONGEST_RUN
    fault = "" if how.startswith("after ") else how
    path = os.pathsep.join(sys.path)
    with open(folder / "said", "wb") as said:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("player.py")), str(folder)],
            stdout=subprocess.PIPE, stderr=said, start_new_session=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "STATION_FAULT": fault, "PYTHONPATH": path},
        )  # fmt: skip
    began = time.monotonic()
    worker_point = fault.startswith("receipt-rendered")
    try:
        out, _ = process.communicate(timeout=min(delay, 12.0 if worker_point else LONGEST_RUN))
    except subprocess.TimeoutExpired:
        if not worker_point and time.monotonic() - began >= LONGEST_RUN:
            raise Wrong(f"a run did not come to its end ({how})") from None
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
    tally.runs += 1
    _heed(out, acknowledged)
    if process.returncode == 0:
        return False
    if process.returncode != -signal.SIGKILL:
        raise Wrong(f"a run ended with {process.returncode} ({how}): {(folder / 'said').read_text()[-1500:]}")
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # what a killed station leaves behind must not go on either
    tally.kills[how.partition(":")[0] if fault else "any moment"] += 1
    return True


def _heed(out: bytes, acknowledged: dict[int, str]) -> None:
    """Takes over what was acknowledged; the same entry acknowledged twice in different words is a double."""
    for line in out.decode().splitlines():
        index, _, kind = line.partition(" ")
        if index.isdigit() and kind and acknowledged.setdefault(int(index), kind) != kind:
            raise Wrong(f"entry {index} was {acknowledged[int(index)]} and is {kind}")


def _made(data: Path) -> bool:
    """Whether the first start got as far as a database; one that was killed in it is finished by the next."""
    try:
        with reading(data):
            return True
    except StoreError as error:
        if error.key in ("store.no_database", "store.unrecovered", "store.setting"):
            return False
        raise


def _check(folder: Path, acknowledged: dict[int, str]) -> None:
    if not acknowledged and not _made(folder / "data"):
        return  # killed before there was a database: nothing was promised
    report = verify(folder / "data", folder / "keys", aggregates, projections, lambda said: None)
    if not report.good:
        raise Wrong(f"verify: {report.lines}")
    with reading(folder / "data") as db:
        for index, kind in acknowledged.items():
            entry = log.entry_at(db, index)
            if entry is None or entry.kind != kind:
                raise Wrong(f"entry {index} {kind} was acknowledged and is {entry and entry.kind}")
        once = Counter((stream, kind) for stream, kind in db.rows("SELECT stream, kind FROM log") if kind in ONCE)
        doubled = [what for what, times in once.items() if times > 1]
        if doubled:
            raise Wrong(f"happened twice: {doubled}")
