"""EBML (RFC 8794): elements of an id, a size and a body. Ids are written as they stand in RFC 9559 (Matroska)."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

UNKNOWN = (1 << 56) - 1  # a size that nobody knows yet: up to the end of what is there
_LONGEST_ID = 4


class Head(NamedTuple):
    """An element's id, where its body begins, and how long that is (bytes)."""

    id: int
    start: int
    size: int

    @property
    def end(self) -> int:
        return self.start + self.size


def element(name: int, *bodies: bytes) -> bytes:
    """One element, its size in eight bytes (RFC 8794 §4)."""
    body = b"".join(bodies)
    return open_element(name, len(body)) + body


def open_element(name: int, size: int = UNKNOWN) -> bytes:
    """The head of an element."""
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + (size | 1 << 56).to_bytes(8, "big")


def unsigned(name: int, value: int) -> bytes:
    return element(name, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def text(name: int, value: str) -> bytes:
    return element(name, value.encode())


def read_head(file: BinaryIO) -> Head | None:
    """The head at the file's place; None where there is none whole."""
    name = _number(file, _LONGEST_ID, marked=True)
    size = None if name is None else _number(file, 8, marked=False)
    return None if name is None or size is None else Head(name, file.tell(), size)


def _number(file: BinaryIO, longest: int, *, marked: bool) -> int | None:
    """A number whose first byte says how long it is; marked: that mark stays in it."""
    first = file.read(1)
    length = 9 - first[0].bit_length() if first else 9
    if length > longest:
        return None
    rest = file.read(length - 1)
    if len(rest) < length - 1:
        return None
    value = int.from_bytes(first + rest, "big")
    if marked:
        return value
    value &= (1 << 7 * length) - 1
    return UNKNOWN if value == (1 << 7 * length) - 1 else value
