"""R15: no wrong weight is accepted. Noisy weighings through the real driver and the stable rule on a fake clock."""

from __future__ import annotations

import random
from decimal import Decimal

from station.devices.drivers.mt_sics import MtSics
from station.domain.readings import Weight
from station.domain.scale_profile import ScaleProfile
from station.domain.verdicts import Stable
from station.domain.weighing import Weighing

PROFILE = ScaleProfile("p", d=Decimal("0.005"), e=Decimal("0.005"), max=Decimal(30), min=Decimal("0.100"))
ERROR_RATES = (1e-3, 1e-2)


def r15(count: int, seed: int) -> str:
    """Noisy weighings at bit-error rates 1e-3 and 1e-2 (N of them)."""
    chance = random.Random(seed)
    taken = missed = 0
    for number in range(count):
        true = Decimal(chance.randint(40, 5900)) * Decimal("0.005")
        booked = _weigh(true, ERROR_RATES[number % len(ERROR_RATES)], chance)
        if booked is None:
            missed += 1
        elif abs(booked - true) <= PROFILE.d:
            taken += 1
        else:
            raise AssertionError(f"weighing {number}: {booked} kg taken for {true} kg (seed {seed})")
    return f"{count} weighings, {taken} taken, {missed} left to the person, none wrong"


def _weigh(true: Decimal, rate: float, chance: random.Random) -> Decimal | None:
    """One parcel: the empty platform, motion, rest; every bit of every reply may flip."""
    driver, weighing, at = MtSics("scale"), Weighing(PROFILE), 100.0
    for number in range(30):
        at += 0.2
        driver.pending(at)
        value, status = (Decimal("0.000"), "S") if number < 12 else (true, "S" if number > 14 else "D")
        if status == "D":
            value = (true * Decimal(chance.randint(60, 110)) / 100).quantize(Decimal("0.001"))
        reply = _noisy(f"S {status} {value:>10} kg\r\n".encode(), rate, chance)
        for found in driver.feed(reply, at):
            if isinstance(found, Weight):
                verdict = weighing.offer(found)
                if isinstance(verdict, Stable):
                    return verdict.weight.value
    return None


def _noisy(reply: bytes, rate: float, chance: random.Random) -> bytes:
    noisy = bytearray(reply)
    for at in range(len(noisy)):
        for bit in range(8):
            if chance.random() < rate:
                noisy[at] ^= 1 << bit
    return bytes(noisy)
