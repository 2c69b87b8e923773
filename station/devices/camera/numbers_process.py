"""The process that reads numbers in pictures: loads its engine once, answers each order with one line of JSON.

    {"seal": sha256}     ->  {"read": {"text": …, "engine": …, "sure": "0.997", "corners": [[x, y], …]}, "piece": ""}
    {"card": JPEG}       ->  the same, and in "piece" the line as a JPEG (base64 both); "read" is null for no proposal

A seal is read where the evidence lies; a card comes and goes with its order. Nothing is written anywhere. The engine is
the optional extra "ocr".
"""

from __future__ import annotations

import json
import os
import sys
from base64 import b64decode
from contextlib import redirect_stdout
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO

import msgspec
import numpy as np

from station.devices.camera.opencv import cv2
from station.domain.evidence import place_of
from station.domain.machine_read import Corners, Line, Proposal, card_number, seal_number

PACKAGE, MODELS = "rapidocr-onnxruntime", "PP-OCRv4"
THREADS = 1  # the rest of the machine belongs to the window
PIECE_HIGH, LONGEST_PIECE, AROUND = 60, 1200, 0.2  # px, px, share of the height that is shown around a line


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
    order = json.loads(line)
    made = _seal(numbers, evidence, order["seal"]) if "seal" in order else _card(numbers, b64decode(order["card"]))
    return msgspec.json.encode(made).decode()


def _seal(numbers: Numbers, evidence: Path, sha256: str) -> Proposal:
    file = evidence / place_of(sha256, "jpg")
    picture = _decoded(file.read_bytes() if file.exists() else b"")
    return Proposal() if picture is None else Proposal(seal_number(numbers.lines(picture), numbers.engine))


def _card(numbers: Numbers, jpeg: bytes) -> Proposal:
    picture = _decoded(jpeg)
    read = None if picture is None else card_number(numbers.lines(picture), numbers.engine)
    return Proposal() if picture is None or read is None else Proposal(read, _piece(picture, read.corners))


def _decoded(jpeg: bytes) -> np.ndarray | None:
    data = np.frombuffer(jpeg, np.uint8)
    return cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None


def _piece(picture: np.ndarray, corners: Corners) -> bytes:
    """The line between four corners with a little room around it, straightened, as a JPEG."""
    seen = np.array(corners, np.float32)
    across, down = (float(np.linalg.norm(seen[there] - seen[0])) for there in (1, 3))
    high, room = PIECE_HIGH, PIECE_HIGH * AROUND
    wide = min(LONGEST_PIECE, round(high * across / max(1.0, down)))
    there = np.array([[room, room], [room + wide, room], [room + wide, room + high], [room, room + high]], np.float32)
    size = (round(wide + 2 * room), round(high + 2 * room))
    cut = cv2.warpPerspective(picture, cv2.getPerspectiveTransform(seen, there), size)
    return bytes(cv2.imencode(".jpg", cut, [cv2.IMWRITE_JPEG_QUALITY, 90])[1])


def main(evidence: Path) -> None:
    """The body of `station numbers`; ends with its input. What the engine prints goes where errors go."""
    cv2.setNumThreads(THREADS)
    out: TextIO = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    with redirect_stdout(sys.stderr):
        numbers = Numbers()
        for line in sys.stdin:
            print(answer(numbers, evidence, line), file=out, flush=True)
