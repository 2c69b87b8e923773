"""The process that remembers pictures: makes the sketch of each, and tells of a new one whether it was shown before.

It is asked by lines of JSON and answers each with one line, in order:

    {"number": 7, "know": [[sha256, second], …]}                     -> {"number": 7, "known": 412}
    {"number": 8, "ask": [sha256, second], "without": [sha256, …]}   -> {"number": 8, "earlier": sha256 or ""}

What it remembers lies in a file of its own beside the evidence: a cache, made anew from the pictures where it is lost.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Collection
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from station.devices.camera.fingerprint import Fingerprint, fingerprint, original
from station.devices.camera.memory import RECORD, Memory, seen
from station.devices.camera.opencv import cv2
from station.domain.evidence import place_of
from station.platform import replace_durably

DAY = 86_400
PRINTS = 256  # that are kept at hand, some 100 KB each
LASTS = 90 * DAY  # how long a picture is held against new ones
Picture = tuple[str, int]  # SHA-256, epoch second


class Recall:
    """Remembers the pictures of a folder in a file; `now` (epoch seconds) tells what has become too old."""

    def __init__(self, file: Path, evidence: Path, now: float) -> None:
        records = _read(file, int(now) - LASTS)
        self._memory = Memory(records)
        self._print = lru_cache(maxsize=PRINTS)(partial(_print, evidence))
        self._out = file.open("ab")

    def know(self, pictures: Collection[Picture]) -> int:
        """Takes pictures into the memory, and gives how many it now knows. Files that are gone are left out."""
        for sha, at in pictures:
            if sha not in self._memory:
                self._learn(sha, at)
        return len(self._memory)

    def ask(self, picture: Picture, without: Collection[str]) -> str:
        """The SHA-256 of an earlier picture that this one is a copy of, "" for none."""
        sha, at = picture
        new = self._print(sha)
        if new is None:
            return ""
        earlier = self._before(new, at, {sha, *without})
        self.know([picture])
        return earlier

    def close(self) -> None:
        self._out.close()

    def _before(self, new: Fingerprint, at: int, without: Collection[str]) -> str:
        near = map(self._print, self._memory.alike(new.small, at - LASTS, at, without))
        return original(new, (old for old in near if old is not None))

    def _learn(self, sha: str, at: int) -> None:
        made = self._print(sha)
        if made is not None:
            self._out.write(self._memory.add(seen(sha, at, made.small)).tobytes())
            self._out.flush()


def _print(evidence: Path, sha: str) -> Fingerprint | None:
    try:
        return fingerprint((evidence / place_of(sha, "jpg")).read_bytes())
    except (OSError, cv2.error):
        return None


def _read(file: Path, since: int) -> np.ndarray:
    """The records that are not too old. What a killed process has half written is dropped."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        return np.zeros(0, RECORD)
    data = file.read_bytes()
    records = np.frombuffer(data[: len(data) // RECORD.itemsize * RECORD.itemsize], RECORD)
    young = records[records["at"] >= since]
    if young.nbytes != len(data):
        replace_durably(file, young.tobytes())
    return young


def answer(recall: Recall, line: str) -> dict[str, Any]:
    """One order's answer."""
    order = json.loads(line)
    told: dict[str, Any] = {"number": order["number"]}
    if "know" in order:
        told["known"] = recall.know([(sha, int(at)) for sha, at in order["know"]])
    else:
        sha, at = order["ask"]
        told["earlier"] = recall.ask((sha, int(at)), order["without"])
    return told


def main(file: Path, evidence: Path) -> None:
    """The body of `station recall`; ends with its input, which means that the window is gone."""
    cv2.setNumThreads(1)  # the rest of the machine belongs to the window
    recall = Recall(file, evidence, time.time())
    for line in sys.stdin:
        print(json.dumps(answer(recall, line)), flush=True)
    recall.close()
