"""Capture files: what went over a line, as text that a person can read, edit and send by mail.

    # station capture 1
    # driver mt-sics
    0.000 > 53 49 0D 0A
    0.041 < 53 20 53 20 20 20 20 20 20 31 2E 32 35 30 20 6B 67 0D 0A

A line is seconds since the beginning, a direction (> to the instrument, < from it), and bytes in hexadecimal. Lines
that begin with # are for people, the first one tells what the file is. Bytes may be parted anywhere: a line is what
one read gave, not a frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from station.errors import DeviceError

FIRST_LINE = "# station capture 1"
_CHUNK = re.compile(r"(\d{1,7}(?:\.\d{1,6})?) ([<>]) ((?:[0-9A-Fa-f]{2} ?)+)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that went one way. at: seconds since the beginning of the capture."""

    at: float
    sent: bool
    data: bytes

    def __str__(self) -> str:
        return f"{self.at:.3f} {'>' if self.sent else '<'} {self.data.hex(' ').upper()}"


def is_capture(text: str) -> bool:
    return text.startswith(FIRST_LINE)


def read_capture(file: Path) -> list[Chunk]:
    """The chunks of a file in their order. Raises DeviceError with the number of the line that is none."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, str(error)) from error
    return list(_chunks(file, lines))


def _chunks(file: Path, lines: list[str]) -> Iterable[Chunk]:
    latest = 0.0
    if not lines or not is_capture(lines[0]):
        raise _unreadable(file, FIRST_LINE)
    for number, text in enumerate(lines, 1):
        if text.startswith("#") or not text.strip():
            continue
        found = _CHUNK.fullmatch(text.strip())
        if found is None or float(found[1]) < latest:
            raise _unreadable(file, f"{number}: {text[:40]}")
        latest = float(found[1])
        yield Chunk(latest, found[2] == ">", bytes.fromhex(found[3]))


def _unreadable(file: Path, reason: str) -> DeviceError:
    return DeviceError("device.capture", file=str(file), reason=reason)
