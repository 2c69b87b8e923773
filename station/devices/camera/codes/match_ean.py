"""EAN-13 (with UPC-A) by matching whole digits: for small, blurred and slanted retail codes.

GS1 General Specifications §5.2. The layout is fixed, so guards and digits have one sequence; the number sets of the
left half must be one of ten, and the check digit has to fit. As modulo 10 catches little, every blur and module width
that is tried has one vote, and a number counts if it wins clearly. EAN-8 has too few digits to be told from clutter so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from station.devices.camera.codes.chain import (
    NEVER,
    Slot,
    Way,
    fits,
    roughness,
    scored,
    step,
    way_back,
)
from station.devices.camera.codes.match128 import Matched
from station.devices.camera.codes.patterns import CENTRE, EAN_A, EAN_B, EAN_C, FIRST_DIGIT, GUARD
from station.devices.camera.codes.profile import MARGIN, PER_MODULE, Profile, flatness, sampled

BLURS = ((0.35, 0.3), (0.45, 1.2), (0.5, 2.0))
STRETCH = (1.0, 0.95, 1.05, 0.9, 1.1)  # of the module width that the busy part suggests
MODULES = 95
AWAY = 6  # modules
# What a way must be to have a vote, and how many votes win; figures from 1,434 ways, docs/reading-codes.md.
FIT, GOOD, FAIR, CLEAR, ROUGH, FORCED, OFF = 0.8, 0.84, 0.35, 0.06, 0.25, 0.15, 5.0
VOTES, AHEAD = 3, 2

_NARROW = (0.92, 1.0, 1.08)
_BEGIN = Slot((GUARD,), after="0", quiet_before=5, slack=_NARROW)
_LEFT = Slot(EAN_A + EAN_B, before="1", after="0")
_CENTRE = Slot((CENTRE,), before="1", after="1", slack=(0.95, 1.0, 1.05))
_RIGHT = Slot(EAN_C)
_END = Slot((GUARD,), before="0", after="0", quiet_after=5, slack=_NARROW)
LAYOUT = (_BEGIN, *[_LEFT] * 6, _CENTRE, *[_RIGHT] * 6, _END)
DIGITS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13)


def match_ean(profile: Profile) -> Matched | None:
    """The code in a profile; None if no number wins."""
    votes: Counter[str] = Counter()
    places: dict[str, tuple[float, float]] = {}
    for blur in BLURS:
        if blur is BLURS[-1] and not votes:
            break  # heavy blur only joins in: alone it makes numbers of anything
        for stretch in STRETCH:
            found = _vote(profile, stretch, blur)
            if found:
                votes[found[0]] += 1
                places[found[0]] = found[1:]
    (best, most), (_, second) = (*votes.most_common(2), ("", 0), ("", 0))[:2]
    if most < VOTES or most < AHEAD * second:
        return None
    return Matched("EAN-13", best, "E0", *places[best])


def _vote(profile: Profile, stretch: float, blur: tuple[float, float]) -> tuple[str, float, float] | None:
    """The number at one module width and blur, and where it begins and ends."""
    pitch = (profile.busy[1] - profile.busy[0]) / MODULES * stretch
    samples = sampled(profile, pitch)
    way = _way(samples, LAYOUT, blur)
    begin, end = way.places[0] / PER_MODULE, (way.places[-1] - len(samples)) / PER_MODULE
    off = max(abs(begin - MARGIN), abs(end + MARGIN))
    if way.score < FIT or way.worst < FAIR or off > OFF or _roughness(way) > ROUGH:
        return None
    text = _digits(samples, way, blur)
    first = profile.busy[0] - MARGIN * pitch
    return (text, first + begin * pitch, first + way.places[-1] / PER_MODULE * pitch) if text else None


def _way(samples: np.ndarray, layout: Sequence[Slot], blur: tuple[float, float]) -> Way:
    least = flatness(samples)
    known = {id(slot): scored(samples, slot, blur, least) for slot in layout}
    slots = [known[id(slot)] for slot in layout]
    reached = np.full(len(samples) + 1, NEVER, np.float32)
    reached[: (MARGIN + AWAY) * PER_MODULE] = 0.0
    hows = []
    for slot in slots:
        reached, how = step(reached, slot)
        hows.append(how)
    end = int(reached.argmax())
    return way_back(end, slots, hows, float(reached[end]))


def _roughness(way: Way) -> float:
    """Of the digits of each half, which are all seven modules wide."""
    half = (len(way.picks) - 3) // 2
    halves = (way.places[1 : half + 2], way.places[half + 2 : -1])
    return max(roughness(Way(0.0, 0.0, places, ())) for places in halves)


def _digits(samples: np.ndarray, way: Way, blur: tuple[float, float]) -> str | None:
    """The number that fits best, if it fits well and every other valid one worse."""
    fit = [fits(samples, way, number, LAYOUT[number], blur) for number in DIGITS]
    best, text = _most(fit)
    if best < GOOD * len(fit) or sum(float(values.max()) for values in fit) - best > FORCED:
        return None
    others = []
    for place in range(len(fit)):
        barred = [values.copy() for values in fit]
        barred[place][int(text[place + 1]) :: 10] = -1.0
        others.append(_most(barred)[0])
    return text if best - max(others) >= CLEAR else None


def _most(fit: list[np.ndarray]) -> tuple[float, str]:
    """The best total and its number, over all number sets that there are."""
    return max(
        _checked([_of_set(values, sets[n] if n < 6 else "") for n, values in enumerate(fit)], digit, str(digit))
        for sets, digit in FIRST_DIGIT.items()
    )


def _of_set(values: np.ndarray, name: str) -> np.ndarray:
    return values[10:] if name == "B" else values[:10]


def _checked(fit: list[np.ndarray], first: int, prefix: str) -> tuple[float, str]:
    """The best digits whose weighted sum is a multiple of ten: dynamic programming over the remainder."""
    total = np.full(10, -1e9)
    total[first % 10] = 0.0  # the first digit of EAN-13 has weight 1
    choices = []
    for place, values in enumerate(fit):
        weight = 3 if (len(fit) - 1 - place) % 2 else 1
        came = np.stack([np.roll(total, digit * weight % 10) + values[digit] for digit in range(10)])
        choices.append(came.argmax(axis=0))
        total = came.max(axis=0)
    digits, rest = "", 0
    for place in range(len(fit) - 1, -1, -1):
        digit = int(choices[place][rest])
        weight = 3 if (len(fit) - 1 - place) % 2 else 1
        digits, rest = f"{digit}{digits}", (rest - digit * weight) % 10
    return float(total[0]), prefix + digits
