"""A capture as a table for a test: each frame that a driver understood, and what it read in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from station.devices.api import Driver
from station.devices.capture import Chunk
from station.devices.decode import Found, decode_capture, told

_ENDS = b"\r\n"
_LEFT_OUT = ("raw", "kind", "checked", "text")
_HEAD = '''"""{name}: frames of a capture, and what the driver {driver} reads in them. Made by `station byte-table`."""

import pytest

from station.config import DeviceSettings
from station.devices.byte_table import read
from station.devices.registry import driver_of

ROWS = [
'''
_TAIL = """
]


@pytest.mark.parametrize(("row", "wanted"), ROWS)
def test_row(row: str, wanted: list[str]) -> None:
    assert read(lambda: driver_of(DeviceSettings("d", "", "{driver}", "", {options})), bytes.fromhex(row)) == wanted
"""


def as_test(name: str, driver: str, options: dict[str, str], new: Callable[[], Driver], chunks: Iterable[Chunk]) -> str:
    """A test module. Frames that read alike by themselves stand once; what cannot be read alone is left out."""
    rows = {}
    for found in decode_capture(new, chunks):
        raw = getattr(found, "raw", b"")
        if raw and raw not in rows and (alone := read(new, raw)):
            rows[raw] = alone
    lines = [f'    ("{raw.hex(" ").upper()}", {wanted!r}),' for raw, wanted in rows.items()]
    return _HEAD.format(name=name, driver=driver) + "\n".join(lines) + _TAIL.format(driver=driver, options=options)


def read(new: Callable[[], Driver], data: bytes) -> list[str]:
    """What a driver reads in bytes, each reading as its values in one text; ended lines need no time."""
    heard = decode_capture(new, [Chunk(0.0, True, b""), Chunk(0.1, False, data), Chunk(0.2, False, b"\r\n")])
    return [_brief(found) for found in heard if getattr(found, "raw", b"").strip(_ENDS) == data.strip(_ENDS)]


def _brief(found: Found) -> str:
    said = told(found)
    return " ".join(f"{name}={value}" for name, value in said.items() if name not in _LEFT_OUT and value is not None)
