"""What is this that speaks? The bytes heard go to every driver of a kind at once; who understands them is offered.

Only what is positive counts: whole frames with a value in them. A frame with a checksum that fits, or the answer to a
question, weighs more than one that only looks right. Where two drivers fit, both are offered: whether Yaohua's
`=000.3000` stands in reverse cannot be seen in the bytes, only on the display.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from station.devices.api import Climate, Driver, Fault, Reading, Scan, Weight, WeightStatus
from station.devices.found import Candidate
from station.devices.registry import driver_class, drivers

KINDS = ("scale", "gun", "climate")
FRAMES = 3  # of a scale whose frames prove nothing
PROVED = 2  # of a scale whose frames do
SHARE = 0.5  # of the bytes: what fits less often than that fits by chance
_NO_FRAME = (WeightStatus.NONE, WeightStatus.ERROR)


@dataclass(frozen=True, slots=True)
class Guess:
    """A driver in one of its formats. last_resort: it says so little that it counts only where nothing else fits."""

    driver: str
    options: Mapping[str, str] = field(default_factory=dict)
    last_resort: bool = False


_GUESSES: Mapping[str, tuple[Guess, ...]] = {
    "scale": (
        Guess("mt-sics"),
        Guess("toledo-continuous"),
        Guess("mettler-8217"),
        Guess("nci"),
        Guess("cas", {"format": "22"}),
        Guess("st-gs"),
        Guess("ad", {"mode": "stream"}),
        Guess("sbi", {"mode": "stream"}),
        Guess("ohaus", {"mode": "stream"}),
        *(Guess("xk3190", {"format": name}) for name in ("continuous", "ascii", "plain", "reversed")),
        Guess("hid-pos"),
        Guess("line", {"profile": "adam"}, last_resort=True),
        Guess("line", {"profile": "kern-printer"}, last_resort=True),
        Guess("cas", {"format": "10"}, last_resort=True),
        Guess("line", {"profile": "plain-kg"}, last_resort=True),
    ),
    "gun": (Guess("serial-gun"), Guess("serial-gun", {"encoding": "gb18030"})),
    "climate": (Guess("xy-md02"),),
}


def guesses(kind: str) -> tuple[Guess, ...]:
    """Every driver of a kind in its formats, also those that another distribution brings."""
    known = _GUESSES[kind]
    listed = drivers()
    same = {listed[guess.driver] for guess in known}  # also under another name: "gun" is "serial-gun"
    others = [name for name, where in listed.items() if where not in same and driver_class(name).kind == kind]
    return (*known, *(Guess(name) for name in others))


class Ears:
    """Drivers side by side on the same bytes."""

    def __init__(self, listening: Iterable[Guess]) -> None:
        self._ears = [_Ear(guess) for guess in listening]

    def feed(self, data: bytes, at: float) -> None:
        """What has arrived at a moment; b"" tells silence."""
        for ear in self._ears:
            ear.feed(data, at)

    def pending(self, at: float) -> bytes | None:
        """The question of the first driver that has one: for a single driver that may ask."""
        return next((asked for ear in self._ears if (asked := ear.driver.pending(at))), None)

    def candidates(self) -> tuple[Candidate, ...]:
        """Who understands, the surest first: with proof before without, then by the share of bytes understood."""
        sure = [ear for ear in self._ears if ear.sure]
        chosen = [ear for ear in sure if not ear.guess.last_resort] or sure
        ranked = sorted(chosen, key=lambda ear: (not ear.proved, -round(ear.share, 1)))
        return tuple(_without_twins(ear.candidate() for ear in ranked))


class _Ear:
    """One driver, and how much it has understood."""

    def __init__(self, guess: Guess) -> None:
        self.guess = guess
        self.driver: Driver = driver_class(guess.driver).from_settings("guide", guess.options)
        self.proved = self._frames = self._good = self._bad = 0
        self._last: Reading | None = None

    def feed(self, data: bytes, at: float) -> None:
        for found in self.driver.feed(data, at):
            if isinstance(found, Weight | Scan | Climate) and _says_something(found):
                self._note(found)
            elif isinstance(found, Fault | Weight | Scan):
                self._bad += len(found.raw)

    @property
    def share(self) -> float:
        return self._good / max(1, self._good + self._bad)

    @property
    def sure(self) -> bool:
        if self._last is None or self.share < SHARE:
            return False
        if isinstance(self._last, Weight):
            return self.proved >= PROVED or self._frames >= FRAMES
        return True  # a code that somebody has just scanned, a reply with its CRC

    def candidate(self) -> Candidate:
        assert self._last is not None
        identity = str(getattr(self.driver, "identity", ""))
        options = self.guess.options
        return Candidate(self.guess.driver, options, self._frames, self.proved, self.share, self._last, identity)

    def _note(self, reading: Weight | Scan | Climate) -> None:
        self._frames += 1
        self._good += len(reading.raw)
        self.proved += isinstance(reading, Climate) or (isinstance(reading, Weight) and reading.checked)
        if not isinstance(reading, Weight) or reading.value is not None:
            self._last = reading


def _says_something(reading: Weight | Scan | Climate) -> bool:
    """A weight or a state of the scale; a code in readable characters. GS (1D) parts the elements of a GS1 code."""
    if isinstance(reading, Scan):
        return reading.text.replace("\x1d", "").isprintable()
    return not isinstance(reading, Weight) or reading.status not in _NO_FRAME


def _without_twins(candidates: Iterable[Candidate]) -> list[Candidate]:
    """A driver in two formats that reads the same in both (a code in plain ASCII) is offered once."""
    kept: list[Candidate] = []
    for one in candidates:
        same = (other for other in kept if other.driver == one.driver)
        if not any(_said(other) == _said(one) for other in same):
            kept.append(one)
    return kept


def _said(candidate: Candidate) -> Reading:
    """What was read, whenever that was."""
    return replace(candidate.last, seen_at=0.0)
