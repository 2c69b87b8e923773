"""What a Video4Linux node tells of itself: whether it is a camera, and the sizes of its pictures.

Sans-I/O: `ask` does the ioctl. Numbers and layouts are those of linux/videodev2.h, the same on every 64-bit system.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

# The request, and the struct's bytes with the question in them; gives them filled in, None where the driver refuses.
Ask = Callable[[int, bytes], bytes | None]

QUERYCAP, ENUM_FMT, ENUM_FRAMESIZES = 0x80685600, 0xC0405602, 0xC02C564A
_CAPABILITY = struct.Struct("=16s32s32sIII12x")  # driver, card, bus_info, version, capabilities, device_caps
_FORMAT = struct.Struct("=III32sI16x")  # index, type, flags, description, pixelformat
_SIZE = struct.Struct("=IIIII24x")  # index, pixel_format, type, width, height (of the largest: at _STEPWISE)
_STEPWISE = struct.Struct(
    "=IIIIIIIII8x"
)  # index, pixel_format, type, min, max, step of width; min, max, step of height
_CAPTURES, _TELLS_BY_NODE = 0x1, 0x80000000
_VIDEO_CAPTURE, _DISCRETE = 1, 1
MOST = 64  # formats of a node, and sizes of a format: no driver ends an enumeration later than that


def captures(ask: Ask) -> bool | None:
    """Whether pictures come out of this node: many cameras have a second one for metadata. None if nobody may ask."""
    said = ask(QUERYCAP, bytes(_CAPABILITY.size))
    if said is None:
        return None
    _, _, _, _, whole, node = _CAPABILITY.unpack(said)
    return bool((node if whole & _TELLS_BY_NODE else whole) & _CAPTURES)


def sizes(ask: Ask) -> tuple[tuple[int, int], ...]:
    """Width and height of the pictures that the node can give in any format, the largest first."""
    found = {size for pixels in _formats(ask) for size in _sizes(ask, pixels)}
    return tuple(sorted(found, reverse=True))


def _formats(ask: Ask) -> Iterator[int]:
    for index in range(MOST):
        said = ask(ENUM_FMT, _FORMAT.pack(index, _VIDEO_CAPTURE, 0, b"", 0))
        if said is None:
            return
        yield _FORMAT.unpack(said)[4]


def _sizes(ask: Ask, pixels: int) -> Iterator[tuple[int, int]]:
    """Each size, or the largest one where any between two is possible."""
    for index in range(MOST):
        said = ask(ENUM_FRAMESIZES, _SIZE.pack(index, pixels, 0, 0, 0))
        if said is None:
            return
        _, _, kind, width, height = _SIZE.unpack(said)
        if kind != _DISCRETE:
            _, _, _, _, widest, _, _, highest, _ = _STEPWISE.unpack(said)
            yield widest, highest
            return
        yield width, height
