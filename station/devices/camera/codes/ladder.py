"""The order in which everything is tried: cheap and likely first, for one code at once or for all there are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from station.devices.camera.codes.engines import COMMON, EVERY, LIVE, MATRIX, RARE, zbar, zxing, zxing_thorough
from station.devices.camera.codes.gate import accepted, is_retail, overlap, witnesses_of
from station.devices.camera.codes.linear import (
    halved_reads,
    matched_128,
    matched_ean,
    sharpened_reads,
    witnessed,
)
from station.devices.camera.codes.pictures import as_grey, levelled, resized, unsharp
from station.devices.camera.codes.read import Budget, CodeRead
from station.devices.camera.codes.regions import Region, linear_regions
from station.devices.camera.codes.slanted import slanted_reads, slants

Step = Callable[[], list[CodeRead]]
Reader = Callable[[np.ndarray, Region], list[CodeRead]]
LARGE = 1200  # px of a side from which a picture is first looked at reduced
QUICK = 960
FIRST_REGIONS, ALL_REGIONS = 3, 12
FIRST_WITHIN, ALL_WITHIN = 0.5, 6.0  # seconds


def first_code(grey: np.ndarray, budget: Budget | None = None) -> list[CodeRead]:
    """What the first step that finds anything finds, ungated; [] when none does or the time is over.

    grey: uint8 (height, width). For a live stream, where the next frame is another chance and another witness.
    """
    budget = budget or Budget(FIRST_WITHIN, time.monotonic)
    for step in _first_steps(grey):
        found = step()
        if found or budget.spent():
            return found
    return []


def _first_steps(grey: np.ndarray) -> Iterator[Step]:
    size = max(grey.shape)
    scales = (QUICK / size, 640 / size, min(1.0, 1280 / size), 1.0) if size >= LARGE else (1.0, 0.6)
    quick = grey if scales[0] == 1.0 else resized(grey, scales[0])
    yield partial(zxing, quick, COMMON, scales[0])
    yield partial(zxing, quick, RARE, scales[0])
    fine = linear_regions(grey, 640, FIRST_REGIONS)
    yield from _of_each(grey, fine, sharpened_reads)
    for scale in scales[1:]:
        yield partial(_scaled, grey, scale)
    coarse = linear_regions(grey, 320, FIRST_REGIONS)
    yield from _of_each(grey, coarse, sharpened_reads)
    yield from _of_each(grey, fine, matched_128)
    yield lambda: zxing(unsharp(grey), MATRIX)
    yield from _of_each(grey, coarse, matched_128)
    for angle in slants(fine, 1):
        yield partial(slanted_reads, grey, angle)
    yield partial(zxing_thorough, grey, LIVE)


def _of_each(grey: np.ndarray, regions: list[Region], reader: Reader) -> Iterator[Step]:
    for region in regions:
        yield partial(reader, grey, region)


def all_codes(
    image: np.ndarray, budget: Budget | None = None, expected: frozenset[str] = frozenset()
) -> list[CodeRead]:
    """Every code of a still picture that passes the gate; image is uint8, grey, BGR or BGRA."""
    budget = budget or Budget(ALL_WITHIN, time.monotonic)
    found: list[CodeRead] = []
    for step in _all_steps(as_grey(image), found):
        found += step()
        if budget.spent():
            break
    return accepted(found, expected)


def _all_steps(grey: np.ndarray, found: list[CodeRead]) -> Iterator[Step]:
    """found grows while the steps are taken."""
    yield partial(zxing_thorough, grey)
    for scale in (0.5,) if max(grey.shape) >= LARGE else (0.7, 2.0):
        yield partial(_thorough_at, grey, scale)
    yield partial(zbar, grey)
    widths = [width for width in (640, 320, 1280) if width <= max(320, 2 * grey.shape[1])]
    regions = [region for width in widths for region in linear_regions(grey, width, ALL_REGIONS)]
    yield from _of_unknown(grey, regions, found, halved_reads)
    yield lambda: _tagged(zxing_thorough(unsharp(grey)), "zxing clearer")
    yield lambda: _tagged(zxing_thorough(levelled(grey)), "zxing clearer")
    for angle in slants(regions, 2):
        yield partial(slanted_reads, grey, angle)
    for matcher in (matched_128, matched_ean):
        yield from _of_unknown(grey, regions, found, partial(witnessed, reader=matcher))


def _of_unknown(grey: np.ndarray, regions: list[Region], found: list[CodeRead], reader: Reader) -> Iterator[Step]:
    """Only where no code is known yet when its turn comes."""
    for region in regions:
        yield partial(_unless_known, grey, region, found, reader)


def _unless_known(grey: np.ndarray, region: Region, found: list[CodeRead], reader: Reader) -> list[CodeRead]:
    return [] if _known(region, found) else reader(grey, region)


def _known(region: Region, found: list[CodeRead]) -> bool:
    """Whether two witnesses have agreed on a code at this place; for EAN it takes one more."""
    place = CodeRead("", "", region.part(-region.length / 2, region.length / 2))
    here: dict[tuple[str, str], list[CodeRead]] = {}
    for read in found:
        if overlap(place, read):
            here.setdefault(read.key(), []).append(read)
    return any(witnesses_of(alike) > (2 if is_retail(alike[0]) else 1) for alike in here.values())


def _tagged(reads: list[CodeRead], engine: str) -> list[CodeRead]:
    """Under the name of another witness."""
    return [CodeRead(read.symbology, read.text, read.corners, read.aim, engine) for read in reads]


def _thorough_at(grey: np.ndarray, scale: float) -> list[CodeRead]:
    return _tagged(zxing_thorough(resized(grey, scale), EVERY, scale), f"zxing {scale}")


def _scaled(grey: np.ndarray, scale: float) -> list[CodeRead]:
    return zxing(grey) if scale == 1.0 else zxing(resized(grey, scale), LIVE, scale)
