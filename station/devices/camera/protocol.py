"""What the camera's process and the window's say to each other over pipes.

To the camera:    one line with an options.CameraOrder as JSON, then lines "take <token>", "measure <token>" (a take in
                  which the measuring card is looked for), "film <FilmOrder as JSON>", "film_pause <token> <why>",
                  "film_resume <token>", "film_end <token>" or "stop".
From the camera:  two big-endian 32-bit lengths, a JSON head of the first length, bytes of the second (a JPEG or none).
    {"say": "preview", "outlines": […], "live": {…}}  a small live picture, where codes are in it, and some eight times
                                                    a second what is measured
    {"say": "frame", "token": …, "evidence": …, "codes": […], …}   the picture that was asked for, with what was
                                                    measured and read, and the corners of a sheet of paper in it;
                                                    "card" where it was to be measured
    {"say": "source", "size": […], "denied": […]}   width and height that come, options that the driver did not allow
    {"say": "scan", "text": …, "symbology": …}      a code in the stream that passed the gate
    {"say": "filming", "token": …, "ms": …, "size": …, "paused": …}   how a film goes, twice a second; paused: why
    {"say": "filmed", "token": …, "size": …, "sha256": …, "end": …}   its file is durable; end: asked, time, size, room,
                                                    disk, process
    {"say": "fault", "token": …, "code": …}         why there is none
    {"say": "state", "state": …, "reason": …}       searching, online, silent
    {"say": "alive"}                                at least once a second, whatever happens
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import IO, Any

from station.domain.events.common import Lens


@dataclass(frozen=True, slots=True)
class CardSeen:
    """The measuring card in a picture. to_mm as domain's MeasuringCard has it: eight numbers, () where refused says why
    there are none: absent, partly, small, oblique, bent. lens: what was taken out of the places, as in MeasuringCard.
    """

    to_mm: tuple[float, ...] = ()
    refused: str = ""
    lens: Lens | None = None


_LENGTHS = struct.Struct(">II")
LARGEST = 32 * 1024 * 1024


def write(out: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """One message, whole."""
    said = json.dumps(head).encode()
    out.write(_LENGTHS.pack(len(said), len(body)) + said + body)
    out.flush()


def read(source: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next message; None at the end of the stream or where it is none of ours."""
    lengths = _exactly(source, _LENGTHS.size)
    if lengths is None:
        return None
    head_length, body_length = _LENGTHS.unpack(lengths)
    if head_length > LARGEST or body_length > LARGEST:
        return None
    head, body = _exactly(source, head_length), _exactly(source, body_length)
    if head is None or body is None:
        return None
    try:
        said = json.loads(head)
    except ValueError:
        return None
    return (said, body) if isinstance(said, dict) else None


def _exactly(source: IO[bytes], count: int) -> bytes | None:
    data = source.read(count) if count else b""
    return data if len(data) == count else None
