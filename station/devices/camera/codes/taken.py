"""The codes in a picture that was taken as evidence: cheap looks first, so that a face with its label need not wait.

Ungated: the texts are only held against the code that is expected there, never taken for a scan.
"""

from __future__ import annotations

import time

import numpy as np

from station.devices.camera.codes.engines import COMMON, LIVE, zxing_thorough
from station.devices.camera.codes.ladder import first_code
from station.devices.camera.codes.read import Budget, CodeRead

WITHIN = 0.1  # seconds more where nothing was found: evidence waits for this
SQUARE = ("QR Code", "Data Matrix", "PDF417")  # stand beside a waybill, and say something else


def texts_in(grey: np.ndarray) -> tuple[str, ...]:
    """The texts, each once; grey: uint8 (height, width). Some 8 ms with a label in sight, up to 150 ms without one."""
    reads = zxing_thorough(grey, COMMON)
    if not _has_linear(reads):
        reads += zxing_thorough(grey, LIVE)
    reads = reads or first_code(grey, Budget(WITHIN, time.monotonic))
    return tuple(dict.fromkeys(read.text for read in reads))


def _has_linear(reads: list[CodeRead]) -> bool:
    return any(read.symbology not in SQUARE for read in reads)
