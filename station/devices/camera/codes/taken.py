"""The codes in a picture that was taken as evidence: all that a thorough look finds, within a time that nobody notices.

Ungated: the texts are only held against the code that is expected there, never taken for a scan.
"""

from __future__ import annotations

import time

import numpy as np

from station.devices.camera.codes.engines import zxing_thorough
from station.devices.camera.codes.ladder import first_code
from station.devices.camera.codes.read import Budget

WITHIN = 0.1  # seconds more where the first look finds nothing: evidence waits for this


def texts_in(grey: np.ndarray) -> tuple[str, ...]:
    """The texts, each once; grey: uint8 (height, width). A label may bear a square code beside its waybill."""
    reads = zxing_thorough(grey) or first_code(grey, Budget(WITHIN, time.monotonic))
    return tuple(dict.fromkeys(read.text for read in reads))
