"""The best way through a row of patterns of unknown places: dynamic programming over position.

Each slot of a symbol (a start, a digit, a guard) is scored at every place and at several widths; a way is a sequence
of slots without gaps. So neither module width nor perspective has to be known exactly (a segmental Viterbi search).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from station.devices.camera.codes.profile import PER_MODULE
from station.devices.camera.codes.waves import correlations, templates, widths_of

SLACK = (0.91, 0.955, 0.977, 1.0, 1.023, 1.045, 1.09)
STRETCH_COST = 0.4  # a symbol stretched by 5 % has to fit 0.02 better
NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Slot:
    """Patterns that may stand at a place, with the modules around them; quiet ones also want a quiet zone."""

    patterns: tuple[str, ...]
    before: str = "0"
    after: str = "1"
    quiet_before: int = 0
    quiet_after: int = 0
    slack: tuple[float, ...] = SLACK


@dataclass(frozen=True, slots=True)
class Scored:
    """A slot on a profile: for each width, score and best pattern by place."""

    widths: tuple[int, ...]
    scores: tuple[np.ndarray, ...]
    picks: tuple[np.ndarray, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """places: where each slot begins, and the end of the last; picks: its pattern. score is the mean correlation."""

    score: float
    worst: float
    places: tuple[int, ...]
    picks: tuple[int, ...]


def scored(profile: np.ndarray, slot: Slot, blur: tuple[float, float], least: float) -> Scored:
    """least: the deviation below which a window is too flat to be a pattern."""
    quiet = slot.quiet_before, slot.quiet_after
    patterns = tuple("0" * quiet[0] + pattern + "0" * quiet[1] for pattern in slot.patterns)
    widths = widths_of(len(slot.patterns[0]), PER_MODULE, slot.slack)
    nominal = len(slot.patterns[0]) * PER_MODULE
    scores, picks = [], []
    lead = quiet[0] * PER_MODULE
    for width in widths:
        samples = width + sum(quiet) * PER_MODULE
        found = correlations(profile, templates(patterns, samples, blur, slot.before, slot.after), least)
        best = found.argmax(axis=1)
        score = found[np.arange(len(best)), best] - STRETCH_COST * abs(width / nominal - 1)
        scores.append(_placed(score, len(profile), lead, NEVER))
        picks.append(_placed(best, len(profile), lead, 0))
    return Scored(widths, tuple(scores), tuple(picks))


def _placed(values: np.ndarray, length: int, lead: int, empty: float) -> np.ndarray:
    """By the place of the pattern itself, not of its quiet zone."""
    out = np.full(length + 1, empty, values.dtype)
    out[lead : lead + len(values)] = values
    return out


def step(reached: np.ndarray, slot: Scored) -> tuple[np.ndarray, np.ndarray]:
    """From the best score of arriving at each place to that after one more slot; and which width led there."""
    best = np.full(len(reached), NEVER, np.float32)
    how = np.zeros(len(reached), np.int8)
    for number, (width, scores) in enumerate(zip(slot.widths, slot.scores, strict=True)):
        arrived = reached[:-width] + scores[:-width]
        better = arrived > best[width:]
        best[width:][better] = arrived[better]
        how[width:][better] = number
    return best, how


def way_back(end: int, slots: list[Scored], hows: list[np.ndarray], total: float) -> Way:
    """The slots that led to a place."""
    places, picks, worst = [end], [], 1.0
    for slot, how in zip(reversed(slots), reversed(hows), strict=True):
        number = int(how[places[-1]])
        places.append(places[-1] - slot.widths[number])
        picks.append(int(slot.picks[number][places[-1]]))
        worst = min(worst, float(slot.scores[number][places[-1]]))
    return Way(total / len(slots), worst, tuple(reversed(places)), tuple(reversed(picks)))


def roughness(way: Way) -> float:
    """How far the places lie off a smooth curve, in modules (standard deviation): a plane label gives a quadratic."""
    places = np.array(way.places[:-1], float) / PER_MODULE
    numbers = np.arange(len(places))
    return float((places - np.polyval(np.polyfit(numbers, places, 2), numbers)).std())


def fits(samples: np.ndarray, way: Way, number: int, slot: Slot, blur: tuple[float, float]) -> np.ndarray:
    """The correlation of every pattern at the place of one slot of a way."""
    window = samples[way.places[number] : way.places[number + 1]]
    kernels = templates(slot.patterns, len(window), blur, slot.before, slot.after)
    return np.asarray(correlations(window, kernels, 0.0)[0])


def margin(samples: np.ndarray, way: Way, which: slice, patterns: tuple[str, ...], blur: tuple[float, float]) -> float:
    """By how much the patterns of a way are better than the second best at their places, on average."""
    slot = Slot(patterns)
    clear = [np.sort(fits(samples, way, number, slot, blur))[-2:] for number in range(len(way.picks))[which]]
    return float(np.mean([best - second for second, best in clear]))
