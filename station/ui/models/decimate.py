"""Many samples as what a screen can show of them: for each column of pixels the least and the most, gaps left open.

No Qt here: arrays in, vertices out. Times are seconds; the columns lie on multiples of their width, so that a curve
that grows at its right end keeps all other vertices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]

LONE = 30.0  # seconds that a sample with gaps at both sides is drawn for: a point without length would not be seen
NOTHING: Floats = np.empty(0)
END: Floats = np.array([np.nan])


@dataclass(frozen=True, slots=True)
class Columns:
    """Samples by columns; one that a gap divides is two. starts, ends: index of each one's first and last sample.

    x: the two times that each is drawn between. breaks: how many gaps lie before each one.
    """

    starts: Indexes
    ends: Indexes
    left: Floats
    right: Floats
    breaks: Indexes


def columns(at: Floats, width: float, gap: float) -> Columns:
    """Parts samples (times ascending) into columns `width` seconds wide; further apart than `gap` is no neighbour."""
    if not len(at):
        none = np.empty(0, np.intp)
        return Columns(none, none, NOTHING, NOTHING, none)
    column = (at / width).astype(np.int64)
    open_before = np.diff(at) > gap
    starts = np.flatnonzero(np.concatenate(([True], open_before | (column[1:] != column[:-1]))))
    ends = np.append(starts[1:], len(at)) - 1
    broken = np.concatenate(([False], open_before[starts[1:] - 1]))
    right = at[ends].copy()
    lone = (starts == ends) & (broken | (starts == 0)) & np.append(broken[1:], True)
    right[lone] += min(LONE, gap)
    return Columns(starts, ends, at[starts], right, np.cumsum(broken))


def line(parted: Columns, values: Floats) -> tuple[Floats, Floats]:
    """Vertices (x, y) of a curve: two a column, its least and its most in the order that rises or falls with it.

    A vertex of NaN stands where nothing may be drawn.
    """
    if not len(values):
        return NOTHING, NOTHING
    low, high = np.minimum.reduceat(values, parted.starts), np.maximum.reduceat(values, parted.starts)
    rises = values[parted.starts] <= values[parted.ends]
    first, second = np.where(rises, low, high), np.where(rises, high, low)
    return _woven(parted, parted.left, parted.right), _woven(parted, first, second)


def _woven(parted: Columns, first: Floats, second: Floats) -> Floats:
    """The two vertices of each column one after the other, with NaN for each gap."""
    woven = np.full(2 * len(first) + int(parted.breaks[-1]), np.nan)
    places = 2 * np.arange(len(first)) + parted.breaks
    woven[places], woven[places + 1] = first, second
    return woven


def band(parted: Columns, least: Floats, most: Floats) -> tuple[Floats, Floats]:
    """Outlines (x, y) of what lies between two curves: a ring for each stretch without a gap, parted by NaN."""
    if not len(least):
        return NOTHING, NOTHING
    low, high = np.minimum.reduceat(least, parted.starts), np.maximum.reduceat(most, parted.starts)
    cuts = np.flatnonzero(np.diff(parted.breaks)) + 1
    xs: list[Floats] = []
    ys: list[Floats] = []
    for run in np.split(np.arange(len(low)), cuts):
        times = np.column_stack((parted.left[run], parted.right[run])).ravel()
        xs += [times, times[::-1], END]
        ys += [np.repeat(high[run], 2), np.repeat(low[run], 2)[::-1], END]
    return np.concatenate(xs)[:-1], np.concatenate(ys)[:-1]
