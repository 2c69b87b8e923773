"""The process that reads numbers in pictures: loads its engine once, answers each order with one line of JSON.

    {"seal": sha256}  ->  {"text": …, "engine": …, "sure": "0.997", "corners": [[x, y], …]}   or null for no proposal

It reads the picture where the evidence lies and writes nothing anywhere. The engine is the optional extra "ocr".
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stdout
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO

import msgspec
import numpy as np

from station.devices.camera.opencv import cv2
from station.domain.evidence import place_of
from station.domain.machine_read import Line, seal_number

PACKAGE, MODELS = "rapidocr-onnxruntime", "PP-OCRv4"
THREADS = 1  # the rest of the machine belongs to the window


class Numbers:
    """The engine, ready to read."""

    def __init__(self) -> None:
        import onnxruntime  # noqa: PLC0415 - large, optional, and only in this process
        from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415

        onnxruntime.disable_telemetry_events()  # builds for Windows would report how they are used
        self._read = RapidOCR(intra_op_num_threads=THREADS, inter_op_num_threads=THREADS)
        self.engine = f"{PACKAGE} {version(PACKAGE)}, {MODELS}"

    def lines(self, picture: np.ndarray) -> list[Line]:
        """Every line of text in a picture (BGR, uint8)."""
        found, _ = self._read(picture)
        return [Line(str(text), float(score), _corners(box)) for box, text, score in found or ()]


def _corners(box: Any) -> tuple[tuple[int, int], ...]:
    return tuple((round(float(x)), round(float(y))) for x, y in box)


def answer(numbers: Numbers, evidence: Path, line: str) -> str:
    """One order's answer. A picture that is not there, or is none, has no number."""
    file = evidence / place_of(json.loads(line)["seal"], "jpg")
    data = np.fromfile(file, np.uint8) if file.exists() else np.zeros(0, np.uint8)
    picture = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    read = None if picture is None else seal_number(numbers.lines(np.asarray(picture)), numbers.engine)
    return msgspec.json.encode(read).decode()


def main(evidence: Path) -> None:
    """The body of `station numbers`; ends with its input. What the engine prints goes where errors go."""
    cv2.setNumThreads(THREADS)
    out: TextIO = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    with redirect_stdout(sys.stderr):
        numbers = Numbers()
        for line in sys.stdin:
            print(answer(numbers, evidence, line), file=out, flush=True)
