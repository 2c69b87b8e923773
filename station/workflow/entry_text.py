"""What an entry holds, as lines for a person: a name from the entry itself, and its value. Nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

RAW = "frames"  # the bytes an instrument sent, one frame an element, in hex


def told(data: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, str]]:
    """("weight.gross", "12.400"): nested values by their way, lists of plain values in one line."""
    for name, value in data.items():
        way = f"{within}.{name}" if within else name
        if isinstance(value, Mapping):
            yield from told(value, way)
        elif isinstance(value, list):
            yield from _listed(way, value)
        else:
            yield way, _plain(value)


def _listed(way: str, values: list[Any]) -> Iterator[tuple[str, str]]:
    if way.rpartition(".")[2] == RAW:
        yield from ((f"{way}.{number}", readable(str(frame))) for number, frame in enumerate(values, 1))
    elif any(isinstance(value, Mapping | list) for value in values):
        for number, value in enumerate(values, 1):
            yield from told(value if isinstance(value, Mapping) else {"": value}, f"{way}.{number}")
    else:
        yield way, ", ".join(map(_plain, values)) or "—"


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "—"
    return str(value).lower() if isinstance(value, bool) else str(value)


def readable(frame: str) -> str:
    """A raw frame as text beside its hex; what is no hex stays as it is."""
    try:
        raw = bytes.fromhex(frame)
    except ValueError:
        return frame
    text = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in raw)
    return f"{text}   {raw.hex(' ').upper()}"
