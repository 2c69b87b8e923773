"""The head of an HTTP response and its chunked transfer coding (RFC 9112), sans-I/O and bounded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MAX_HEAD = 16 * 1024
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d\.\d (\d{3})")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


@dataclass(frozen=True, slots=True)
class ResponseHead:
    """Status and header fields (names in lower case)."""

    status: int
    fields: Mapping[str, str]


def header_fields(block: bytes) -> dict[str, str]:
    """The fields of a header block; lines without a colon are passed over, a repeated field keeps its last value."""
    fields = {}
    for line in block.splitlines():
        name, colon, value = line.decode("latin-1").partition(":")
        if colon:
            fields[name.strip().lower()] = value.strip()
    return fields


def end_of_head(buffer: bytearray) -> tuple[int, int] | None:
    """Where a header block ends and where its body begins; None while the blank line has not come."""
    found = _BLANK_LINE.search(buffer)
    return found.span() if found else None


def response_head(block: bytes) -> ResponseHead | None:
    """The parsed head, None where it is not HTTP."""
    status = _STATUS.match(block)
    return ResponseHead(int(status[1]), header_fields(block)) if status else None


class Dechunker:
    """Takes the chunk frames off. After an unreadable frame nothing more comes out and broken is true."""

    def __init__(self) -> None:
        self._frame = bytearray()
        self._left = 0
        self.broken = False

    def feed(self, data: bytes) -> bytes:
        out = bytearray()
        rest = memoryview(data)
        while rest and not self.broken:
            rest = self._body(rest, out) if self._left else self._size_line(rest)
        return bytes(out)

    def _body(self, data: memoryview, out: bytearray) -> memoryview:
        out += data[: self._left]
        taken = min(self._left, len(data))
        self._left -= taken
        return data[taken:]

    def _size_line(self, data: memoryview) -> memoryview:
        """Collects one byte after the other until the size line is whole; the break after a chunk is passed over."""
        self._frame += data[:1]
        if bytes(self._frame) in (b"\r", b"\r\n", b"\n"):
            self._frame = self._frame if self._frame == b"\r" else bytearray()
        elif self._frame.endswith(b"\n"):
            self._take_size()
        elif len(self._frame) > 256:
            self.broken = True
        return data[1:]

    def _take_size(self) -> None:
        size = _CHUNK.fullmatch(self._frame.lstrip(b"\r\n"))
        self._left = int(size[1], 16) if size else 0
        self.broken = size is None or self._left == 0  # size 0 ends the body: a live stream that ends is broken too
        self._frame = bytearray()
