"""R25 as the station does it: a memory of everything shown, and a search in it for each new picture."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import numpy as np

from station.devices.camera.fingerprint import Fingerprint, fingerprint, original, shown_before
from station.devices.camera.memory import RECORD, Memory, seen
from station.devices.camera.opencv import cv2
from station.devices.camera.sketch import WORDS
from tests.torture.pictures import _cropped, _jpeg, _shot

Shots = Callable[[random.Random, int], np.ndarray]


def searched(count: int, seed: int, shots: Shots = _shot) -> str:
    """Pictures (N): each held against all before it, then shown again as it was, encoded anew and cropped."""
    chance = random.Random(seed)
    memory, prints = Memory(), dict[str, Fingerprint]()
    flagged, found = 0, dict.fromkeys(("same bytes", "encoded anew", "cropped"), 0)
    compared, took = [], []
    for number in range(count):
        shot = shots(chance, number)
        jpeg = _jpeg(shot, 90)
        print_ = _print(jpeg)
        hit, held, seconds = _search(memory, prints, print_)
        flagged += bool(hit)
        compared.append(held)
        took.append(seconds)
        memory.add(seen(print_.sha256, number, print_.small))
        prints[print_.sha256] = print_
        again = {
            "same bytes": jpeg,
            "encoded anew": _jpeg(cv2.imdecode(np.frombuffer(jpeg, np.uint8), 1), chance.randint(50, 85)),
            "cropped": _jpeg(_cropped(shot, chance), 85),
        }
        for how, copy in again.items():
            hit, _, _ = _search(memory, prints, _print(copy))
            found[how] += hit == print_.sha256
    told = ", ".join(f"{how} {100 * times / count:.1f} %" for how, times in found.items())
    return (
        f"{count} pictures: found again {told}; falsely flagged {flagged} ({100 * flagged / count:.2f} %); "
        f"a fresh picture: compared in detail with {np.mean(compared):.1f} (at most {max(compared)}), "
        f"{1e3 * np.mean(took):.0f} ms, 99 % within {1e3 * np.percentile(took, 99):.0f} ms"
    )


def _search(memory: Memory, prints: dict[str, Fingerprint], new: Fingerprint) -> tuple[str, int, float]:
    """What it is a copy of, with how many it was compared in detail, and the seconds that took."""
    begun = time.perf_counter()
    if new.sha256 in memory:
        return new.sha256, 0, time.perf_counter() - begun
    held = 0

    def near() -> Iterator[Fingerprint]:
        nonlocal held
        for sha in memory.alike(new.small, 0, 1 << 40):
            held += 1
            yield prints[sha]

    return original(new, near()), held, time.perf_counter() - begun


def speed(count: int, seed: int) -> str:
    """One search among made-up pictures (N), beside comparing each pair as fingerprint.shown_before does."""
    numbers = np.random.default_rng(seed)
    records = np.zeros(count, RECORD)
    records["sha256"] = numbers.integers(0, 256, (count, 32))
    records["sketch"] = numbers.integers(0, 1 << 63, (count, WORDS), np.uint64) * 2
    memory = Memory(records)
    chance = random.Random(seed)
    prints = [_print(_jpeg(_shot(chance, number), 90)) for number in range(12)]
    search = _mean(lambda one: list(memory.alike(one.small, 0, 1 << 40)), prints)
    pair = _mean(lambda one: shown_before(one, prints[0]), prints[1:])
    told = f"one search {1e3 * search:.0f} ms; a pair {1e3 * pair:.1f} ms, so all of them {pair * count:.0f} s"
    return f"{count} pictures: {told}"


def _mean(what: Callable[[Fingerprint], object], prints: list[Fingerprint]) -> float:
    begun = time.perf_counter()
    for one in prints:
        what(one)
    return (time.perf_counter() - begun) / len(prints)


def _print(jpeg: bytes) -> Fingerprint:
    made = fingerprint(jpeg)
    assert made is not None
    return made
