"""The engines that were compared, each as: a picture (BGR) gives lines of text with their certainty 0–1.

Every one runs in an environment of its own and is named by what was installed there.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from station.devices.camera.opencv import cv2

Line = tuple[str, float]
Engine = Callable[[np.ndarray], list[Line]]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def v4() -> Engine:
    """rapidocr-onnxruntime: PP-OCRv4 mobile, detection, direction and recognition."""
    from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415 - one of them is installed

    engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)

    def read(picture: np.ndarray) -> list[Line]:
        found, _ = engine(picture)
        return [(str(text), float(score)) for _, text, score in found or ()]

    return read


def v6() -> Engine:
    """rapidocr 3: PP-OCRv6 small."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - one of them is installed

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "Global.log_level": "error"}
    engine: Any = RapidOCR(params=threads)

    def read(picture: np.ndarray) -> list[Line]:
        found = engine(picture)
        return list(zip(found.txts or (), map(float, found.scores or ()), strict=True))

    return read


def tesseract() -> Engine:
    """tesseract 5 with the letters and digits only, the page as sparse text, as a program of its own."""
    program = os.environ.get("TESSERACT", "tesseract")

    def read(picture: np.ndarray) -> list[Line]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "a.png"
            cv2.imwrite(str(file), picture)
            told = ("-l", "eng", "--psm", "11", "-c", f"tessedit_char_whitelist={LETTERS}", "tsv")
            done = subprocess.run([program, str(file), "-", *told], capture_output=True, text=True, check=True)
        rows = [row.split("\t") for row in done.stdout.splitlines()[1:]]
        return [(row[11], float(row[10]) / 100) for row in rows if len(row) > 11 and row[11].strip()]

    return read


ENGINES: dict[str, Callable[[], Engine]] = {"v4": v4, "v6": v6, "tesseract": tesseract}
