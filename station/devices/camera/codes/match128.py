"""Code 128 by matching whole symbols instead of measuring bars: reads through one to two modules of blur.

ISO/IEC 15417. A reader that measures widths fails once two edges melt together, at about one module of blur. Here
each place of the profile is compared with all 106 symbols as the blur shows them, and the best sequence from a start
to a stop counts if its check symbol (modulo 103) fits, its symbols are clearly better than any others and its places
lie as a label in perspective lies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from station.devices.camera.codes.chain import (
    NEVER,
    Scored,
    Slot,
    Way,
    margin,
    roughness,
    scored,
    step,
    way_back,
)
from station.devices.camera.codes.patterns import CODE_128, START_A, STOP_128
from station.devices.camera.codes.profile import MARGIN, PER_MODULE, Profile, flatness, sampled
from station.devices.camera.codes.text128 import text_of

FEWEST, MOST = 5, 30  # symbols between start and stop, check symbol included
BLURS = ((0.45, 1.5), (0.45, 2.2), (0.6, 0.3))  # focus and motion in modules
AWAY = 4  # modules that the start may lie off where the edges begin
PITCHES = 5  # module widths that are tried
ENDS = 1.6  # the least that start and stop together have to fit: below it there is no Code 128 here
# What a way must be before it is believed; figures from 874 ways on dock frames, docs/reading-codes.md.
GOOD, FAIR, CLEAR, ROUGH = 0.88, 0.45, 0.065, 0.28

_START = Slot(CODE_128[START_A:], quiet_before=5, slack=(0.977, 1.0, 1.023))
_SYMBOL = Slot(CODE_128)
_STOP = Slot((STOP_128,), after="0", quiet_after=5, slack=(0.97, 1.0, 1.03))


@dataclass(frozen=True, slots=True)
class Matched:
    """What stands in a profile, from sample to sample."""

    symbology: str
    text: str
    aim: str
    begin: float
    end: float


def match_128(profile: Profile) -> Matched | None:
    """The code in a profile; None if none is sure."""
    pitches = _pitches(profile)
    for blur in BLURS:
        for way, pitch in _candidates(profile, pitches, blur):
            values = [START_A + way.picks[0], *way.picks[1:-1]]
            read = text_of(values[:-1]) if checks(values) else None
            if read and read[0].replace("\x1d", "").isprintable():
                first = profile.busy[0] - MARGIN * pitch
                begin, end = (first + place * pitch / PER_MODULE for place in (way.places[0], way.places[-1]))
                return Matched("Code 128", *read, begin, end)
    return None


def checks(values: list[int]) -> bool:
    """Whether the last value is the check symbol of those before it (ISO/IEC 15417 annex A)."""
    weighted = values[0] + sum(place * value for place, value in enumerate(values[1:-1], 1))
    return len(values) > FEWEST and weighted % 103 == values[-1]


def _candidates(profile: Profile, pitches: list[float], blur: tuple[float, float]) -> list[tuple[Way, float]]:
    """Ways that may be believed, the best first, with their pitch."""
    found = []
    for pitch in pitches:
        samples = sampled(profile, pitch)
        for way in _ways(samples, blur):
            if way.score >= GOOD and way.worst >= FAIR and roughness(way) <= ROUGH:
                found.append((way, pitch, margin(samples, way, slice(1, -1), CODE_128, blur)))
    found.sort(key=lambda one: -one[0].score)
    return [(way, pitch) for way, pitch, clear in found if clear >= CLEAR]


def _pitches(profile: Profile) -> list[float]:
    """The module widths at which both ends look most like a start and a stop."""
    length = profile.busy[1] - profile.busy[0]
    rated = []
    for symbols in range(FEWEST + 1, MOST + 1):
        pitch = length / (11 * symbols + 13)
        samples = sampled(profile, pitch)
        reach, least = (2 * MARGIN + AWAY + 13) * PER_MODULE, flatness(samples)
        start = scored(samples[:reach], _START, BLURS[0], least)
        stop = scored(samples[-reach:], _STOP, BLURS[0], least)
        rated.append((max(map(np.max, start.scores)) + max(map(np.max, stop.scores)), pitch))
    return [pitch for rating, pitch in sorted(rated, reverse=True)[:PITCHES] if rating >= ENDS]


def _ways(samples: np.ndarray, blur: tuple[float, float]) -> list[Way]:
    """The two best sequences from a start near the beginning to a stop."""
    least = flatness(samples)
    start, symbol, stop = (scored(samples, slot, blur, least) for slot in (_START, _SYMBOL, _STOP))
    reached = np.full(len(samples) + 1, NEVER, np.float32)
    reached[: (MARGIN + AWAY) * PER_MODULE] = 0.0
    reached, how = step(reached, start)
    slots: list[Scored] = [start]
    hows, found = [how], []
    for symbols in range(1, MOST + 1):
        reached, how = step(reached, symbol)
        slots.append(symbol)
        hows.append(how)
        if symbols >= FEWEST:
            ended, last = step(reached, stop)
            end = int(ended.argmax())
            found.append((float(ended[end]) / (symbols + 2), end, symbols, last))
    found.sort(key=lambda one: -one[0])
    return [
        way_back(end, [*slots[: symbols + 1], stop], [*hows[: symbols + 1], last], score * (symbols + 2))
        for score, end, symbols, last in found[:2]
        if score > 0
    ]
