"""A film's bytes, piece by piece: a head, then a cluster for each picture. Nothing that was written changes again.

So it can be hashed while it grows, and what a killed process leaves behind is a film up to its last whole cluster. The
wall clock is the axis: DateUTC is the moment of time 0, and the text track says the local time of every second, so
that any player shows it beside the camera's own bytes and none of it is drawn into them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from station.domain.film import layout as on
from station.domain.film.ebml import element, open_element, text, unsigned

KEYFRAME = b"\x80"
_PROGRAM = "receiving station"
SECOND = 1000  # ms


@dataclass(frozen=True, slots=True)
class Facts:
    """What a film's head says. began: the wall clock at time 0; evidence as in events/common.py:Picture."""

    title: str
    began: datetime
    zone: tzinfo
    width: int
    height: int
    evidence: str


def head(facts: Facts) -> bytes:
    """What stands before the first picture."""
    return (
        element(
            on.EBML,
            unsigned(on.VERSION, 1),
            unsigned(on.READ_VERSION, 1),
            unsigned(on.ID_LENGTH, 4),
            unsigned(on.SIZE_LENGTH, 8),
            text(on.DOC_TYPE, "matroska"),
            unsigned(on.DOC_VERSION, 4),
            unsigned(on.DOC_READ_VERSION, 2),
        )
        + open_element(on.SEGMENT)
        + _info(facts)
        + element(on.TRACKS, _pictures(facts), _words())
    )


def _info(facts: Facts) -> bytes:
    since = (facts.began - on.EPOCH) // timedelta(milliseconds=1) * on.MILLISECOND
    return element(
        on.INFO,
        unsigned(on.SCALE, on.MILLISECOND),
        element(on.DATE, since.to_bytes(8, "big", signed=True)),
        text(on.TITLE, facts.title),
        text(on.MUXER, _PROGRAM),
        text(on.WRITER, _PROGRAM),
    )


def _pictures(facts: Facts) -> bytes:
    size = element(on.VIDEO, unsigned(on.WIDTH, facts.width), unsigned(on.HEIGHT, facts.height))
    return _track(on.PICTURES, 1, "V_MJPEG", facts.evidence, size)


def _words() -> bytes:
    return _track(on.WORDS, 17, "S_TEXT/UTF8", "local time", text(on.LANGUAGE, "und"))


def _track(number: int, kind: int, codec: str, name: str, more: bytes) -> bytes:
    return element(
        on.TRACK,
        unsigned(on.NUMBER, number),
        unsigned(on.UID, number),
        unsigned(on.TYPE, kind),
        unsigned(on.LACING, 0),
        text(on.CODEC, codec),
        text(on.NAME, name),
        more,
    )


def picture(ms: int, jpeg: bytes, words: bytes = b"") -> bytes:
    """The cluster of one picture, ms after the beginning. words: what the text track says with it (`said`)."""
    block = element(on.SIMPLE, _block(on.PICTURES, KEYFRAME), jpeg)
    return element(on.CLUSTER, unsigned(on.TIME, ms), words, block)


def said(what: str, lasting: int) -> bytes:
    """Words of the text track at the time of their cluster, shown for so many ms."""
    return element(on.GROUP, element(on.BLOCK, _block(on.WORDS, b"\0"), what.encode()), unsigned(on.DURATION, lasting))


def gap(facts: Facts, start: int, end: int, why: str) -> bytes:
    """The cluster that says that nothing was filmed between two times (ms), and why (a key of layout.GAPS)."""
    times = " – ".join(f"{_local(facts, at):%H:%M:%S}" for at in (start, end))
    words = said(f"{on.GAPS[why]}\n{times}", end - start)
    return element(on.CLUSTER, unsigned(on.TIME, start), words)


def clock(facts: Facts, ms: int) -> bytes:
    """The local time, for the second that follows."""
    return said(f"{_local(facts, ms):%Y-%m-%d %H:%M:%S %z}", SECOND)


def _local(facts: Facts, ms: int) -> datetime:
    return (facts.began + timedelta(milliseconds=ms)).astimezone(facts.zone)


def _block(track: int, flags: bytes) -> bytes:
    return bytes([0x80 | track]) + b"\0\0" + flags
