"""What a read has to have before it counts: a rule that it follows, a place on the expected list, or two witnesses.

Checksum-valid misreads happen in every engine. A witness is an engine at a scale, another frame, or the matcher.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from station.devices.camera.codes.formats import corrects_itself, proves_itself
from station.devices.camera.codes.read import CodeRead

SHORTEST = 4  # characters of a linear code: shorter ones are found in any print
FORGET = 1.0  # seconds: frames that far apart are no witnesses of each other, and a code that long gone is new again


def accepted(reads: Iterable[CodeRead], expected: Collection[str] = ()) -> list[CodeRead]:
    """Of everything that was read in one picture, each code once, in the order of first sight.

    Matrix codes with the same text at several places are several labels.
    """
    seen: dict[tuple[str, str], list[CodeRead]] = {}
    for read in reads:
        seen.setdefault(read.key(), []).append(read)
    witnesses = {key: witnesses_of(alike) for key, alike in seen.items()}
    good = [
        read
        for key, alike in seen.items()
        for read in _places(alike)
        if _alone(alike[0], expected) or (witnesses[key] > 1 and len(alike[0].text) >= SHORTEST)
    ]
    return [read for read in good if not _outvoted(read, good, witnesses)]


def witnesses_of(alike: list[CodeRead]) -> int:
    """How many have seen a code.

    Of EAN, whose misreads it repeats, zxing-cpp at several sizes is one, at three two. ITF ends anywhere, so that a
    slanted line across its bars reads as a shorter number: only lines laid straight along the whole code count.
    """
    engines = {read.engine for read in alike}
    if alike[0].symbology.startswith("ITF"):
        return sum("strip" in engine for engine in engines)
    if not is_retail(alike[0]):
        return len(engines)
    sizes = sum(engine.startswith("zxing") for engine in engines)
    return len(engines) - sizes + min(2, (sizes + 1) // 2)


def is_retail(read: CodeRead) -> bool:
    """EAN and UPC, whose check digit lets every tenth misread through."""
    return read.symbology.startswith(("EAN", "UPC"))


def _places(alike: list[CodeRead]) -> list[CodeRead]:
    """One read for each place of a code."""
    places = alike[:1]
    for read in alike[1:] if corrects_itself(alike[0].symbology) else []:
        if not any(overlap(read, known) for known in places):
            places.append(read)
    return places


def _alone(read: CodeRead, expected: Collection[str]) -> bool:
    return (
        read.text in expected or corrects_itself(read.symbology) or proves_itself(read.symbology, read.text, read.aim)
    )


def _outvoted(read: CodeRead, others: list[CodeRead], witnesses: dict[tuple[str, str], int]) -> bool:
    """Two linear codes at one place: only the one with more witnesses can be right."""
    if corrects_itself(read.symbology):
        return False
    return any(
        other.key() != read.key() and overlap(read, other) and witnesses[other.key()] >= witnesses[read.key()]
        for other in others
    )


def overlap(one: CodeRead, other: CodeRead) -> bool:
    """Whether the middle of one lies within the other's bounds."""
    return _within(one, other) or _within(other, one)


def _within(one: CodeRead, other: CodeRead) -> bool:
    if not one.corners or not other.corners:
        return False
    x, y = (sum(values) / len(one.corners) for values in zip(*one.corners, strict=True))
    across, down = zip(*other.corners, strict=True)
    return bool(min(across) - 1 <= x <= max(across) + 1 and min(down) - 1 <= y <= max(down) + 1)


class LiveGate:
    """The same for a stream: two frames may agree, and a code that stays in view is told once."""

    def __init__(self, expected: Collection[str] = ()) -> None:
        self._expected = expected
        self._seen: dict[tuple[str, str], float] = {}
        self._told: dict[tuple[str, str], float] = {}

    def passed(self, reads: Iterable[CodeRead], now: float) -> list[CodeRead]:
        """Codes that are told for this frame."""
        told = []
        for key, read in {read.key(): read for read in reads}.items():
            again = (
                len(read.text) >= SHORTEST
                and not read.symbology.startswith("ITF")
                and now - self._seen.get(key, float("-inf")) <= FORGET
            )
            sure = again or _alone(read, self._expected)
            self._seen[key] = now
            if sure and now - self._told.get(key, float("-inf")) > FORGET:
                told.append(read)
            if sure:
                self._told[key] = now
        self._seen = _fresh(self._seen, now)
        self._told = _fresh(self._told, now)
        return told


def _fresh(moments: dict[tuple[str, str], float], now: float) -> dict[tuple[str, str], float]:
    return {key: at for key, at in moments.items() if now - at <= FORGET}
