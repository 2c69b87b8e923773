"""One region of parallel edges, read: sharpened and shown to zxing-cpp, then matched symbol by symbol."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from station.devices.camera.codes.deblur import as_picture, sharpened, unmoved
from station.devices.camera.codes.engines import LINEAR, zxing
from station.devices.camera.codes.match128 import Matched, match_128
from station.devices.camera.codes.match_ean import match_ean
from station.devices.camera.codes.profile import LOWER, UPPER, WHOLE, Profile, profile_of, turned
from station.devices.camera.codes.read import CodeRead
from station.devices.camera.codes.regions import Region
from station.devices.camera.codes.strips import Strip, strip_of

Matcher = Callable[[np.ndarray, Region, slice], list[CodeRead]]
SCALE = 2.0  # px of a strip a px of the picture
BANDS, REPEAT = 6, 6
MOTIONS = (0, 2, 3, 4, 5, 6)  # px of motion blur that are taken back in turn


def sharpened_reads(grey: np.ndarray, region: Region) -> list[CodeRead]:
    """What zxing-cpp reads once noise is averaged away and blur taken back."""
    strip = strip_of(grey, region, SCALE, BANDS)
    return _sharpened(strip, strip.rows, "strip")


def halved_reads(grey: np.ndarray, region: Region) -> list[CodeRead]:
    """The same of the upper and the lower half of the bars, which are two witnesses: their pixels are not the same."""
    strip = strip_of(grey, region, SCALE, BANDS)
    half = BANDS // 2
    upper = _sharpened(strip, strip.rows[:half], "strip upper")
    lower = _sharpened(strip, strip.rows[half:], "strip lower")
    return upper + lower or _sharpened(strip, strip.rows, "strip")


def _sharpened(strip: Strip, rows: np.ndarray, engine: str) -> list[CodeRead]:
    for motion in MOTIONS:
        clear = unmoved(rows, motion, SCALE) if motion else sharpened(rows, SCALE)
        found = zxing(as_picture(clear, REPEAT), LINEAR)
        if found:
            return [_placed(read, strip, engine) for read in found]
    return []


def _placed(read: CodeRead, strip: Strip, engine: str) -> CodeRead:
    """Back in the picture."""
    left, right = read.corners[0][0], read.corners[1][0]
    return CodeRead(read.symbology, read.text, strip.corners(left, right), read.aim, engine)


def matched_128(grey: np.ndarray, region: Region, part: slice = WHOLE) -> list[CodeRead]:
    """Code 128 by its symbols."""
    return _matched(grey, region, part, match_128)


def matched_ean(grey: np.ndarray, region: Region, part: slice = WHOLE) -> list[CodeRead]:
    """EAN-13 by its digits."""
    return _matched(grey, region, part, match_ean)


def witnessed(grey: np.ndarray, region: Region, reader: Matcher) -> list[CodeRead]:
    """What is matched in the whole bars, and again in their upper or lower half alone: a second witness."""
    whole = reader(grey, region, WHOLE)
    return whole and whole + (reader(grey, region, UPPER) or reader(grey, region, LOWER))


def _matched(
    grey: np.ndarray, region: Region, part: slice, match: Callable[[Profile], Matched | None]
) -> list[CodeRead]:
    """In one direction, then in the other."""
    profile = profile_of(grey, region, part)
    if profile is None:
        return []
    middle = len(profile.darkness) / 2
    engine = "match" if part == WHOLE else "match half"
    for sign, directed in ((1.0, profile), (-1.0, turned(profile))):
        found = match(directed)
        if found:
            begin, end = (sign * (at - middle) / profile.scale for at in (found.begin, found.end))
            return [CodeRead(found.symbology, found.text, region.part(begin, end), found.aim, engine)]
    return []
