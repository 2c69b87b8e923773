"""R15: no wrong weight is accepted. Noisy weighings through the real drivers and the stable rule on a fake clock.

Every bit that a scale sends may turn, at 1e-3 or 1e-2. Driver and rule live through all weighings of their family, as
they do at a dock; the rule's window is the one that the driver's own words about its protocol give (profile_of).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from station.devices.api import Weight
from station.devices.registry import driver_of, profile_of
from station.domain.verdicts import Stable
from station.domain.weighing import Weighing
from tests.torture.families import FAMILIES, Family
from tests.torture.noise import Noise

ERROR_RATES = (1e-3, 1e-2)
D = Decimal("0.005")
POLL, STREAM = 0.2, 0.1  # seconds between two frames


class Station:
    """One scale of a family at a noisy line, and what the rule takes from it."""

    def __init__(self, family: Family, rate: float, chance: random.Random) -> None:
        self._family = family
        self._noise = Noise(rate, chance)
        self._chance = chance
        self._driver = driver_of(family.settings)
        self._rule = Weighing(profile_of(family.settings))
        self._at = 100.0

    def weigh(self, true: Decimal) -> list[Decimal]:
        """One parcel put down and taken away; every weight that was taken."""
        taken = []
        for kg, moving in self._shown(true):
            for found in self._heard(kg, moving):
                verdict = self._rule.offer(found)
                if isinstance(verdict, Stable):
                    taken.append(verdict.weight.value)
                    self._rule.take()
        return taken

    def _shown(self, true: Decimal) -> Iterator[tuple[Decimal, bool]]:
        """(kg, moving): the empty platform, the parcel put down, lying (now and then a digit off), taken away."""
        chance = self._chance
        rest = 9 if self._family.polled else 14
        yield from ((D * chance.choice((0, 0, 0, 1)), False) for _ in range(4 if self._family.polled else 7))
        yield from ((D * chance.randrange(20, 5900), True) for _ in range(chance.randint(1, 3)))
        yield from ((true + D * chance.choice((0, 0, 0, 0, 0, 0, 0, 1)), False) for _ in range(rest))
        yield from ((D * chance.randrange(20, 5900), True) for _ in range(chance.randint(1, 2)))

    def _heard(self, kg: Decimal, moving: bool) -> list[Weight]:
        self._at += POLL if self._family.polled else STREAM
        found = self._driver.feed(b"", self._at)
        for data in self._said(kg.quantize(Decimal("0.001")), moving):
            found += self._driver.feed(self._noise.over(data), self._at)
        return [one for one in found if isinstance(one, Weight)]

    def _said(self, kg: Decimal, moving: bool) -> Iterator[bytes]:
        """What arrives in a moment: a frame of a stream, or the answers to all that the driver asks."""
        if not self._family.polled:
            yield self._family.say(kg, moving)
            return
        for step in range(3):
            asked = self._driver.pending(self._at + step * 0.05)
            if asked is not None:
                yield self._family.answer(asked, kg, moving)


def weighings(name: str, rate: float, count: int, chance: random.Random) -> tuple[int, int]:
    """(taken, wrong) of so many weighings; a load that is taken twice is wrong as well."""
    station, good, wrong = Station(FAMILIES[name], rate, chance), 0, 0
    for _ in range(count):
        true = D * chance.randrange(40, 5900)
        taken = station.weigh(true)
        fits = [kg for kg in taken if abs(kg - true) <= D]
        good += len(fits[:1])
        wrong += len(taken) - len(fits[:1])
    return good, wrong


def r15(count: int, seed: int) -> str:
    """Noisy weighings over all families at bit-error rates 1e-3 and 1e-2 (N of them in all)."""
    chance = random.Random(seed)
    each = -(-count // (len(FAMILIES) * len(ERROR_RATES)))
    wrong: list[str] = []
    total = booked = 0
    for name in FAMILIES:
        for rate in ERROR_RATES:
            good, bad = weighings(name, rate, each, chance)
            total, booked = total + each, booked + good
            print(f"{name:22} {rate:g}  {each} weighings, {good} taken, {bad} wrong", flush=True)
            wrong += [f"{name} at {rate:g}: {bad}"] * bool(bad)
    if wrong:
        raise AssertionError(f"wrong weights were taken (seed {seed}): {', '.join(wrong)}")
    families = f"{len(FAMILIES)} families"
    return f"{total} weighings over {families}, {booked} taken, {total - booked} left to the person, none wrong"
